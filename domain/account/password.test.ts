import { describe, expect, it } from 'vitest';
import { passwordProblem } from './password';

const KNOWN = ['Ada Quay', 'ada.quay@harbour.example'];

describe('a new password', () => {
  it.each([
    ['short', 'short one', '12 characters at least'],
    ['endless', `${'abcdefgh'.repeat(200)}`, '1024 characters at most'],
    ['one character over and over', 'aaaaaaaaaaaaaaaa', 'different characters'],
    ['the address', 'ada.quay@harbour.example', 'nearly your name'],
    ['the name with some digits', 'Ada Quay 2026', 'nearly your name'],
  ])('that is %s is refused', (_what, password, words) => {
    expect(passwordProblem(password, KNOWN)).toContain(words);
  });

  it.each(['correct horse battery', 'ada likes long walks by the sea', 'ё ключ от двери 7'])(
    '“%s” is taken',
    (password) => {
      expect(passwordProblem(password, KNOWN)).toBeNull();
    },
  );
});
