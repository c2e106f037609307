import { expect, it } from 'vitest';
import { cartSnapshot } from '@/tests/factories/snapshot';
import { asLookedAt, lookedAtIn } from './looked-at';
import { snapshotOutline } from './outline';

const before = cartSnapshot();
const since = { ...before, catalogue: 'shop' as const };

it('holds what a decision looked at, where the shop itself told it', () => {
  expect(lookedAtIn(since)?.products).toEqual(before.products);
  expect(lookedAtIn(before)).toBeNull();
  expect(lookedAtIn(snapshotOutline(since))).toBeNull();
  expect(lookedAtIn(null)).toBeNull();
});

it('measures names, links and pictures as they are shown, stock and price as they are', () => {
  const [mug, ...rest] = since.products;
  if (!mug) throw new Error('The cart is empty.');
  const renamed = {
    ...mug,
    name: 'Pot',
    url: 'https://pots.example',
    imageUrl: 'https://pots.example/p.png',
    stock: 0,
  };
  const now = { ...since, products: [{ ...renamed, priceCents: 1 }, ...rest] };
  expect(asLookedAt(now, lookedAtIn(since)).products).toEqual([{ ...mug, stock: 0, priceCents: 1 }, ...rest]);
  expect(asLookedAt(now, null)).toBe(now);
});
