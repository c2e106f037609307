import { describe, expect, it } from 'vitest';
import { normaliseEmail } from './normalise-email';

describe('normaliseEmail', () => {
  it.each([
    [' Dana@Example.COM ', 'dana@example.com'],
    ['dana＠example.com', 'dana@example.com'],
    ['ｄａｎａ@example.com', 'dana@example.com'],
  ])('%j is %j', (typed, expected) => {
    expect(normaliseEmail(typed)).toBe(expected);
  });

  it.each(['', 'dana', 'dana@', 'a@b.com,c@d.com', 'a@b.com\r\nTo: x@y.z', `${'a'.repeat(400)}@example.com`])(
    'refuses %j',
    (typed) => {
      expect(normaliseEmail(typed)).toBeNull();
    },
  );
});
