import type { z } from 'zod';
import { Snapshot } from './snapshot';

const LookedAt = Snapshot.pick({ catalogue: true, products: true, newProducts: true });
/** What a decision knew of the products it may show. */
export type LookedAt = z.infer<typeof LookedAt>;

/**
 * The products as they were looked at when a decision was made: its message shows them so, however long it waits and
 * whatever the catalogue becomes. Null for an outline, for a snapshot from before it was told apart who spoke of a product,
 * and for what is none: those messages show the catalogue as it is.
 */
export function lookedAtIn(snapshot: unknown): LookedAt | null {
  const { data } = LookedAt.safeParse(snapshot);
  return data?.catalogue ? data : null;
}

/** A later snapshot, its products called, linked and pictured as the message shows them: so they are measured. */
export function asLookedAt(snapshot: Snapshot, lookedAt: LookedAt | null): Snapshot {
  if (!lookedAt) return snapshot;
  const shown = new Map([...lookedAt.products, ...lookedAt.newProducts].map((product) => [product.sku, product]));
  const frozen = (products: Snapshot['products']) =>
    products.map((product) => {
      const { name, url, imageUrl } = shown.get(product.sku) ?? product;
      return { ...product, name, url, imageUrl };
    });
  return { ...snapshot, products: frozen(snapshot.products), newProducts: frozen(snapshot.newProducts) };
}
