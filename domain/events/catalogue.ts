import type { Cents } from '../shared/money';
import type { ProductMention } from './commerce';
import type { StoredEvent } from './event';

/** A product as events and imports have told of it. */
export type ProductState = {
  name: string;
  category: string | null;
  url: string | null;
  imageUrl: string | null;
  priceCents: Cents;
  /** Null while nobody has said. */
  costCents: Cents | null;
  stock: number | null;
  firstSeenAt: Date;
  updatedAt: Date;
  /** Event time (ISO) of the last write per field. */
  fieldTimes: Record<string, string>;
  isSimulated: boolean;
};

/** What is said of a product, each word by itself. */
export const PRODUCT_FIELDS = ['name', 'category', 'url', 'imageUrl', 'priceCents', 'costCents', 'stock'] as const;

/**
 * The product with one more mention taken in: field by field, the last word by event time wins (of two of the same
 * instant, the greater), so that any order of events gives the same product.
 */
export function mergeMention(
  known: ProductState | null,
  mention: ProductMention,
  event: Pick<StoredEvent, 'occurredAt' | 'isSimulated'>,
): ProductState {
  const at = event.occurredAt;
  const time = at.toISOString();
  const product: ProductState = known
    ? {
        ...known,
        fieldTimes: { ...known.fieldTimes },
        firstSeenAt: at < known.firstSeenAt ? at : known.firstSeenAt,
        updatedAt: at > known.updatedAt ? at : known.updatedAt,
        isSimulated: known.isSimulated && event.isSimulated,
      }
    : unknown(mention.sku, event);
  for (const field of PRODUCT_FIELDS) {
    const value = mention[field];
    if (value === undefined || !isNewer(product, field, value, time)) continue;
    product.fieldTimes[field] = time;
    Object.assign(product, { [field]: value });
  }
  return product;
}

/** What a product is while nobody has said. */
const NOT_SAID = { category: null, url: null, imageUrl: null, priceCents: 0, costCents: null, stock: null };

function unknown(sku: string, event: Pick<StoredEvent, 'occurredAt' | 'isSimulated'>): ProductState {
  return {
    ...NOT_SAID,
    name: sku,
    firstSeenAt: event.occurredAt,
    updatedAt: event.occurredAt,
    fieldTimes: {},
    isSimulated: event.isSimulated,
  };
}

function isNewer(
  product: ProductState,
  field: (typeof PRODUCT_FIELDS)[number],
  value: string | number,
  time: string,
): boolean {
  const known = product.fieldTimes[field];
  if (known === undefined || known < time) return true;
  return known === time && value > (product[field] ?? '');
}

/**
 * The product without what a file made of it: each word the file changed is as it was before, unless it was changed
 * again since. Null where nobody but the file has told of it.
 */
export function withoutImport(
  product: ProductState,
  { before, after }: { before: ProductState | null; after: ProductState },
): ProductState | null {
  const isUntouched =
    product.updatedAt.getTime() === after.updatedAt.getTime() &&
    product.firstSeenAt.getTime() === after.firstSeenAt.getTime() &&
    PRODUCT_FIELDS.every((field) => product[field] === after[field]);
  if (!before && isUntouched) return null;
  const restored: ProductState = { ...product, fieldTimes: { ...product.fieldTimes } };
  for (const field of PRODUCT_FIELDS) {
    const isOfFile = product[field] === after[field] && product.fieldTimes[field] === after.fieldTimes[field];
    if (!isOfFile || before?.[field] === after[field]) continue;
    const { [field]: time } = before?.fieldTimes ?? {};
    if (time === undefined) delete restored.fieldTimes[field];
    else restored.fieldTimes[field] = time;
    // A product that events name too keeps the name by which it was told of last: it must have one.
    if (before) Object.assign(restored, { [field]: before[field] });
    else if (field !== 'name') Object.assign(restored, { [field]: NOT_SAID[field] });
  }
  return before && isUntouched
    ? { ...restored, updatedAt: before.updatedAt, firstSeenAt: before.firstSeenAt }
    : restored;
}
