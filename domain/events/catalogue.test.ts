import { expect, it } from 'vitest';
import { mergeMention, type ProductState, withoutImport } from './catalogue';

const at = (day: number) => ({ occurredAt: new Date(Date.UTC(2026, 0, day)), isSimulated: false });
const told = (known: ProductState | null, said: object, day: number) =>
  mergeMention(known, { sku: 'cup', ...said }, at(day));

it('a product goes back to what it was, but for what was told since', () => {
  const before = told(null, { name: 'Cup', priceCents: 900, costCents: 300 }, 1);
  const after = told(before, { priceCents: 1_000, costCents: 400 }, 2);
  expect(withoutImport(after, { before, after })).toEqual(before);
  const since = told(after, { priceCents: 1_100 }, 3);
  expect(withoutImport(since, { before, after })).toMatchObject({ priceCents: 1_100, costCents: 300 });
});

it('a product that nobody else has told of is gone; one that somebody has is left with what they said', () => {
  const after = told(null, { name: 'Cup', costCents: 300 }, 2);
  expect(withoutImport(after, { before: null, after })).toBeNull();
  const since = told(after, { priceCents: 1_100 }, 3);
  expect(withoutImport(since, { before: null, after })).toMatchObject({ priceCents: 1_100, costCents: null });
  const earlier = told(after, { stock: 4 }, 1);
  expect(withoutImport(earlier, { before: null, after })).toMatchObject({ stock: 4, costCents: null, name: 'Cup' });
});
