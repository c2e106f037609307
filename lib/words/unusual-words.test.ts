import { expect, it } from 'vitest';
import { acknowledgeWords } from './unusual-words';

it('promises to put out of the way only what still lasts', () => {
  expect(acknowledgeWords(null)).toMatch(/out of the way on Home/);
  expect(acknowledgeWords(new Date('2026-11-20T10:00:00Z'))).toMatch(/^It is over/);
});
