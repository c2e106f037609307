import { expect, it } from 'vitest';
import { isToldByShop, mergeMention, type ProductState, withoutImport } from './catalogue';

const at = (day: number) => ({ occurredAt: new Date(Date.UTC(2026, 0, day)), isSimulated: false });
const told = (known: ProductState | null, said: object, day: number) =>
  mergeMention(known, { sku: 'cup', ...said }, at(day));

const claimed = (known: ProductState | null, said: object, day: number) =>
  mergeMention(known, { sku: 'cup', ...said }, { ...at(day), isOfBrowser: true });

it('a browser changes nothing of what the shop has told of, whatever the time it names', () => {
  const known = told(null, { name: 'Cup', url: 'https://shop.example/cup', priceCents: 900, costCents: 300 }, 2);
  const evil = { name: 'FREE', url: 'https://evil.example', imageUrl: 'https://evil.example/x.png', priceCents: 1 };
  const after = claimed(claimed(known, evil, 9), evil, 1);
  const { name, url, priceCents, costCents, firstSeenAt, updatedAt } = known;
  expect(after).toMatchObject({ name, url, priceCents, costCents, firstSeenAt, updatedAt });
  expect(after).toMatchObject({ imageUrl: evil.imageUrl, claimed: ['imageUrl'] });
  expect(isToldByShop(after)).toBe(true);
});

it('what only browsers have told of is claimed until the shop speaks, word by word', () => {
  const seen = claimed(claimed(null, { name: 'Cup', priceCents: 900 }, 5), { name: 'Mug' }, 6);
  expect(seen).toMatchObject({ name: 'Mug', claimed: ['firstSeenAt', 'name', 'priceCents'] });
  expect(isToldByShop(seen)).toBe(false);
  const costed = told(seen, { costCents: 300 }, 2);
  expect(costed).toMatchObject({ costCents: 300, claimed: ['name', 'priceCents'], firstSeenAt: at(2).occurredAt });
  expect(isToldByShop(costed)).toBe(false);
  const named = told(costed, { name: 'Cup' }, 1);
  expect(named).toMatchObject({ name: 'Cup', claimed: ['priceCents'] });
  expect(isToldByShop(named)).toBe(true);
});

it('a name that nobody gave is no name of the shop’s where browsers alone have seen the product', () => {
  expect(isToldByShop(claimed(null, {}, 1))).toBe(false);
  expect(isToldByShop(told(null, {}, 1))).toBe(true);
});

it('a file taken back leaves what browsers claimed before it as the claim it was', () => {
  const before = claimed(null, { name: 'Mug', priceCents: 100 }, 1);
  const after = told(before, { name: 'Cup', priceCents: 900 }, 2);
  expect(after.claimed).toEqual([]);
  expect(withoutImport(after, { before, after })).toEqual(before);
  const since = told(after, { stock: 3 }, 3);
  expect(withoutImport(since, { before, after })).toMatchObject({
    name: 'Mug',
    stock: 3,
    claimed: ['name', 'priceCents'],
  });
});

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
