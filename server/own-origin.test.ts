import { describe, expect, it } from 'vitest';
import { isOwnOrigin } from './own-origin';

const PUBLIC = 'https://touchstone.example';

describe('isOwnOrigin', () => {
  it.each([
    ['the address of the installation', PUBLIC, 'internal:3000', PUBLIC],
    ['a laptop by another of its names', 'http://127.0.0.1:3000', '127.0.0.1:3000', 'http://localhost:3000'],
    ['the host of the connection without an address', 'http://box.lan:3000', 'box.lan:3000', undefined],
  ])('is %s', (_what, origin, host, appUrl) => {
    expect(isOwnOrigin(origin, host, appUrl)).toBe(true);
  });

  it.each([
    ['another site', 'https://evil.example', 'touchstone.example', PUBLIC],
    ['a host somebody claims, where the installation has an address', 'https://evil.example', 'evil.example', PUBLIC],
    ['the same host without TLS', 'http://touchstone.example', 'touchstone.example', PUBLIC],
    ['an opaque origin', 'null', 'touchstone.example', PUBLIC],
    ['no address at all', '%', 'localhost:3000', undefined],
    ['another port of a laptop', 'http://localhost:3001', 'localhost:3000', 'http://localhost:3000'],
  ])('is not %s', (_what, origin, host, appUrl) => {
    expect(isOwnOrigin(origin, host, appUrl)).toBe(false);
  });
});
