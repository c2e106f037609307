import type { Reason } from '../../decisions/candidate';
import type { CartLine, ProductFact } from '../../decisions/snapshot';
import { plural } from '../../shared/plural';

export type Ranking = { readonly skus: string[]; readonly reason: Reason };

/**
 * The cart's products, best margin first (margin of a piece times quantity), at most `count`. Where the cost of any of
 * them is unknown margins cannot be compared: then the value of the line decides, and the reason says so.
 */
export function rankCartProducts(lines: readonly CartLine[], products: readonly ProductFact[], count: number): Ranking {
  const facts = new Map(products.map((product) => [product.sku, product]));
  const margins = lines.map((line) => facts.get(line.sku)?.marginCents ?? null);
  const unknown = margins.filter((margin) => margin === null).length;
  const worth = lines.map((line, index) => {
    const margin = margins[index] ?? 0;
    return { sku: line.sku, cents: line.quantity * (unknown > 0 ? line.priceCents : margin) };
  });
  const skus = worth
    .toSorted((a, b) => b.cents - a.cents || compare(a.sku, b.sku))
    .slice(0, count)
    .map((product) => product.sku);
  return {
    skus,
    reason:
      unknown > 0
        ? {
            text: `The cost of ${unknown} of ${plural(lines.length, 'product')} is not known, so they are shown by price, not by margin.`,
            factor: 'products_by_price',
            value: unknown,
          }
        : {
            text:
              skus.length === 1
                ? 'Shown is the product with the best margin.'
                : `Shown are the ${plural(skus.length, 'product')} with the best margin.`,
            factor: 'products_by_margin',
            value: skus.length,
          },
  };
}

/** Products to show to somebody who has no cart: those that can be had, at most `count`, `first` leading. */
export function productsToShow(products: readonly ProductFact[], count: number, first: string | null): string[] {
  const available = products.filter((product) => product.stock !== 0 && product.sku !== first);
  const skus = available.map((product) => product.sku);
  return (first ? [first, ...skus] : skus).slice(0, count);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
