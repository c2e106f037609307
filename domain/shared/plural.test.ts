import { expect, it } from 'vitest';
import { plural } from './plural';

it.each([
  [0, 'order', undefined, '0 orders'],
  [1, 'order', undefined, '1 order'],
  [2_000, 'order', undefined, '2,000 orders'],
  [1.5, 'hour', undefined, '1.5 hours'],
  [-1, 'day', undefined, '−1 days'],
  [1, 'entry', 'entries', '1 entry'],
  [2, 'entry', 'entries', '2 entries'],
])('%d of %s reads as it is counted', (count, one, many, text) => {
  expect(plural(count, one, many)).toBe(text);
});
