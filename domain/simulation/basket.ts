import type { Cents } from '../shared/money';
import { chance, pick, pickWeighted, poisson, type Rng } from '../shared/random';
import { CATALOGUE, CATEGORIES, type CatalogueProduct, type Category } from './catalogue';

export type BasketLine = { product: CatalogueProduct; quantity: number };
export type Basket = readonly BasketLine[];

/** What a basket costs before any discount. */
export function basketValue(basket: Basket): Cents {
  return basket.reduce((sum, line) => sum + line.product.priceCents * line.quantity, 0);
}

const byPrice = (products: readonly CatalogueProduct[]) =>
  products.map((product) => [product, 1 / product.priceCents] as const);
const WHOLE_SHOP = byPrice(CATALOGUE);
const SHELVES = new Map(
  CATEGORIES.map((category) => [category, byPrice(CATALOGUE.filter((product) => product.category === category))]),
);

/** A product to look at: mostly from the categories a person likes, twice as often one of half the price. */
export function productFor(rng: Rng, favourites: readonly Category[]): CatalogueProduct {
  const favourite = chance(rng, 0.7) ? SHELVES.get(pick(rng, favourites)) : undefined;
  return pickWeighted(rng, favourite ?? WHOLE_SHOP);
}

/** One to a few different products; `basketScale` 1 comes to about 1.6 lines. */
export function basketFor(rng: Rng, buyer: { favourites: readonly Category[]; basketScale: number }): BasketLine[] {
  const wanted = 1 + poisson(rng, Math.max(0.15, 1.6 * buyer.basketScale - 1));
  const lines = new Map<string, BasketLine>();
  for (let index = 0; index < wanted; index++) {
    const product = productFor(rng, buyer.favourites);
    if (!lines.has(product.sku)) lines.set(product.sku, { product, quantity: chance(rng, 0.15) ? 2 : 1 });
  }
  return [...lines.values()];
}
