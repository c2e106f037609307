import type { Cents } from '../shared/money';
import { chance, pick, poisson, type Rng } from '../shared/random';
import { CATALOGUE, type CatalogueProduct, type Category } from './catalogue';

export type BasketLine = { product: CatalogueProduct; quantity: number };
export type Basket = readonly BasketLine[];

/** What a basket costs before any discount. */
export function basketValue(basket: Basket): Cents {
  return basket.reduce((sum, line) => sum + line.product.priceCents * line.quantity, 0);
}

/** A product to look at: mostly from the categories a person likes. */
export function productFor(rng: Rng, favourites: readonly Category[]): CatalogueProduct {
  if (!chance(rng, 0.7)) return pick(rng, CATALOGUE);
  const category = pick(rng, favourites);
  return pick(
    rng,
    CATALOGUE.filter((product) => product.category === category),
  );
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
