import type { z } from 'zod';
import { calledBy } from '../customers/called-by';
import { Snapshot } from './snapshot';

const LookedAt = Snapshot.pick({ catalogue: true, products: true, newProducts: true }).extend({
  customer: Snapshot.shape.customer.pick({ firstName: true }),
});
/** What a decision knew of the products it may show, and of whom it speaks to. */
export type LookedAt = z.infer<typeof LookedAt>;

/**
 * The products, and the name, as they were looked at when a decision was made: its message shows them so, however long it
 * waits and whatever they become. Null for an outline, for a snapshot from before it was told apart who spoke of a product,
 * and for what is none: those messages show the catalogue as it is.
 */
export function lookedAtIn(snapshot: unknown): LookedAt | null {
  const { data } = LookedAt.safeParse(snapshot);
  return data?.catalogue ? data : null;
}

/** What a message calls its customer by; null where it speaks to somebody without a name. */
export function nameIn({ firstName }: { firstName: string | null }, lookedAt: LookedAt | null): string | null {
  return calledBy(lookedAt ? lookedAt.customer.firstName : firstName);
}

/** A later snapshot, its products and its customer called, linked and pictured as the message shows them: so they are measured. */
export function asLookedAt(snapshot: Snapshot, lookedAt: LookedAt | null): Snapshot {
  if (!lookedAt) return snapshot;
  const shown = new Map([...lookedAt.products, ...lookedAt.newProducts].map((product) => [product.sku, product]));
  const frozen = (products: Snapshot['products']) =>
    products.map((product) => {
      const { name, url, imageUrl } = shown.get(product.sku) ?? product;
      return { ...product, name, url, imageUrl };
    });
  const { firstName } = lookedAt.customer;
  return {
    ...snapshot,
    customer: { ...snapshot.customer, firstName },
    products: frozen(snapshot.products),
    newProducts: frozen(snapshot.newProducts),
  };
}
