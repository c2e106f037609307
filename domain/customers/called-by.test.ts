import { describe, expect, it } from 'vitest';
import { calledBy } from './called-by';

describe('calledBy', () => {
  it.each([
    ...['Ann', 'Anne-Marie', 'D’Angelo', "O'Neil", 'José', 'Zoë', 'Łukasz', 'Åse', 'J.', 'J.R.', 'J. R.', 'Mary Jr.'],
    ...['Dr. Eva', 'María del Carmen', '美咲', 'Сергей', 'محمد', 'प्रिया', 'Nguyễn Thị', 'Xu-Li', 'Jean Paul Luc'],
  ])('%s is a name', (name) => {
    expect(calledBy(name)).toBe(name);
    expect(calledBy(` ${name} `)).toBe(name);
  });

  it.each([
    ...['Invoice due: evil.example; Ann', 'evil.example', 'Ann.evil.example', 'http://x', 'Ann@evil', '60% off', '50'],
    ...['Win 500', '{{ offer.code }}', '<b>Ann</b>', 'Ann, call now', 'Ann!', '🆓', 'A\u200bnn', 'A\u202enn', '…', '-'],
    ...['You have won a very big prize', 'x'.repeat(41), 'Ann\nBcc: all'],
  ])('%s is none', (text) => {
    expect(calledBy(text)).toBeNull();
  });

  it('nobody gave one', () => {
    expect([calledBy(null), calledBy(''), calledBy('  ')]).toEqual([null, null, null]);
  });
});
