import { expect, it } from 'vitest';
import { nearestOf } from './nearest';

const FIELDS = ['customer_id', 'email', 'ordered_at', 'revenue', 'sku'];

it.each([
  ['emial', 'email'],
  ['Customer-ID', 'customer_id'],
  ['orderedat', 'ordered_at'],
  ['revenues', 'revenue'],
  ['sk', 'sku'],
])('of %s is %s', (word, meant) => {
  expect(nearestOf(word, FIELDS)).toBe(meant);
});

it.each(['shoe size', 'x', ''])('of “%s” there is none', (word) => {
  expect(nearestOf(word, FIELDS)).toBeNull();
});
