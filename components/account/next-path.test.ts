import { describe, expect, it } from 'vitest';
import { nextPath } from './next-path';

describe('nextPath', () => {
  it('keeps a path of this site', () => {
    expect(nextPath('/demo/inbox?queue=mine')).toBe('/demo/inbox?queue=mine');
  });

  it.each([
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ])('goes to the start for %j', (asked) => {
    expect(nextPath(asked)).toBe('/');
  });
});
