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
  /** What of it is a browser's word alone. `firstSeenAt`: that there is such a product at all. */
  claimed: readonly string[];
  isSimulated: boolean;
};

/** What is said of a product, each word by itself. */
export const PRODUCT_FIELDS = ['name', 'category', 'url', 'imageUrl', 'priceCents', 'costCents', 'stock'] as const;

/** Who mentions a product, and when. Everybody can read a browser's key: what comes with one is claimed, not known. */
export type Mentioning = Pick<StoredEvent, 'occurredAt' | 'isSimulated' | 'isOfBrowser'>;

/**
 * The product with one more mention taken in: field by field, the shop's own word wins over what a browser claims, and of
 * two of a kind the last by event time (of the same instant, the greater), so that any order of events gives the same
 * product.
 */
export function mergeMention(known: ProductState | null, mention: ProductMention, event: Mentioning): ProductState {
  const time = event.occurredAt.toISOString();
  const isClaim = event.isOfBrowser === true;
  const product = seenAgain(known ?? unknown(mention.sku, event), event);
  const claimed = new Set(product.claimed);
  for (const field of PRODUCT_FIELDS) {
    const value = mention[field];
    if (value === undefined) continue;
    const isOfShop = isSaid(product, mention.sku, field) && !claimed.has(field);
    const isOverruled = claimed.has(field) && !isClaim;
    if ((isClaim && isOfShop) || (!isOverruled && !isNewer(product, field, value, time))) continue;
    if (isClaim) claimed.add(field);
    else claimed.delete(field);
    product.fieldTimes[field] = time;
    Object.assign(product, { [field]: value });
  }
  return { ...product, claimed: [...claimed].sort() };
}

/** The product with its times as one more mention leaves them: a browser's word does not move what the shop has told of. */
function seenAgain(known: ProductState, { occurredAt: at, isSimulated, isOfBrowser }: Mentioning): ProductState {
  const fieldTimes = { ...known.fieldTimes };
  const isClaimed = known.claimed.includes(EXISTS);
  if (isOfBrowser && !isClaimed) return { ...known, fieldTimes };
  if (isClaimed && !isOfBrowser) {
    const claimed = known.claimed.filter((field) => field !== EXISTS);
    return { ...known, fieldTimes, claimed, firstSeenAt: at, updatedAt: at, isSimulated };
  }
  return {
    ...known,
    fieldTimes,
    firstSeenAt: at < known.firstSeenAt ? at : known.firstSeenAt,
    updatedAt: at > known.updatedAt ? at : known.updatedAt,
    isSimulated: known.isSimulated && isSimulated,
  };
}

const EXISTS = 'firstSeenAt';

/** What keeps a product out of messages while it is claimed. */
export const CLAIMS_THAT_HIDE: readonly string[] = [EXISTS, 'name'];

/** Whether the shop itself has told that there is this product, and what it is called. */
export function isToldByShop({ claimed }: Pick<ProductState, 'claimed'>): boolean {
  return !CLAIMS_THAT_HIDE.some((field) => claimed.includes(field));
}

/** Whether anybody has said; what stands on the shelf from the beginning has no times. */
function isSaid(product: ProductState, sku: string, field: (typeof PRODUCT_FIELDS)[number]): boolean {
  const unsaid = field === 'name' ? sku : NOT_SAID[field];
  return product.fieldTimes[field] !== undefined || product[field] !== unsaid;
}

/** What a product is while nobody has said. */
const NOT_SAID = { category: null, url: null, imageUrl: null, priceCents: 0, costCents: null, stock: null };

function unknown(sku: string, event: Mentioning): ProductState {
  return {
    ...NOT_SAID,
    name: sku,
    firstSeenAt: event.occurredAt,
    updatedAt: event.occurredAt,
    fieldTimes: {},
    claimed: event.isOfBrowser ? [EXISTS] : [],
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
    sameClaims(product, after) &&
    product.updatedAt.getTime() === after.updatedAt.getTime() &&
    product.firstSeenAt.getTime() === after.firstSeenAt.getTime() &&
    PRODUCT_FIELDS.every((field) => product[field] === after[field]);
  if (!before && isUntouched) return null;
  if (before && isUntouched && !sameClaims(before, after)) return before;
  const restored: ProductState = { ...product, fieldTimes: { ...product.fieldTimes } };
  const claimed = new Set(product.claimed);
  for (const field of PRODUCT_FIELDS) {
    const isOfFile = product[field] === after[field] && product.fieldTimes[field] === after.fieldTimes[field];
    const wasClaimed = before?.claimed.includes(field) ?? false;
    if (!isOfFile || (before?.[field] === after[field] && !wasClaimed)) continue;
    if (wasClaimed) claimed.add(field);
    const { [field]: time } = before?.fieldTimes ?? {};
    if (time === undefined) delete restored.fieldTimes[field];
    else restored.fieldTimes[field] = time;
    // A product that events name too keeps the name by which it was told of last: it must have one.
    if (before) Object.assign(restored, { [field]: before[field] });
    else if (field !== 'name') Object.assign(restored, { [field]: NOT_SAID[field] });
  }
  restored.claimed = [...claimed].sort();
  return before && isUntouched
    ? { ...restored, updatedAt: before.updatedAt, firstSeenAt: before.firstSeenAt }
    : restored;
}

function sameClaims(one: ProductState, other: ProductState): boolean {
  return one.claimed.join() === other.claimed.join();
}
