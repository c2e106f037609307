import { describe, expect, it } from 'vitest';
import { maskIdentifiers } from './mask-identifiers';

describe('maskIdentifiers', () => {
  it.each([
    ['Ask dana.o\u2019neil@harbour.example, now', 'Ask [e-mail], now'],
    ['jos\u00e9+news@ex\u00e4mple.co.uk', '[e-mail]'],
    ['call +44 (0)20 7946 0958.', 'call [phone].'],
    ['call +44 20 7946 0958.', 'call [phone].'],
    ['+4915112345678', '[phone]'],
  ])('%s becomes %s', (text, masked) => {
    expect(maskIdentifiers(text)).toBe(masked);
  });

  it.each([
    '2026-11-21T10:00:00.000+02:00',
    '0192a1b2-0000-7000-8000-0000000000a1',
    'order 100200300400',
    'spent 12,345.67 of 20,000.00',
    'a @ b',
    '5+3',
  ])('leaves %s alone', (text) => {
    expect(maskIdentifiers(text)).toBe(text);
  });

  it('goes into lists and members, and leaves everything else as it is', () => {
    const value = { a: ['x@y.example', 1, null, { b: true, c: undefined }] };
    expect(maskIdentifiers(value)).toEqual({ a: ['[e-mail]', 1, null, { b: true, c: undefined }] });
  });
});
