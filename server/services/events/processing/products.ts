import { mergeMention, PRODUCT_FIELDS, type ProductState } from '@/domain/events/catalogue';
import { type ProductMention, productsOf } from '@/domain/events/commerce';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import type { OwnedEvent } from './claim';

/** Learns the catalogue from what events mention. */
export async function foldProducts(tx: Db, ctx: ServiceContext, events: readonly OwnedEvent[]): Promise<void> {
  await mergeMentions(
    tx,
    ctx,
    events.flatMap((event) => productsOf(event, ctx.workspace.currency).map((mention) => ({ mention, ...event }))),
  );
}

/** One more word about a product, and when it was said. */
export type DatedMention = { mention: ProductMention } & Parameters<typeof mergeMention>[2];

/** A product as it was before something was told of it, null where nobody had told, and as it is since. */
export type ProductChange = { before: ProductState | null; after: ProductState };

/** Takes mentions of products into the catalogue, in the caller's transaction; those it has changed, by id. */
export async function mergeMentions(
  tx: Db,
  ctx: ServiceContext,
  mentions: readonly DatedMention[],
): Promise<ReadonlyMap<string, ProductChange>> {
  if (mentions.length === 0) return new Map();
  const skus = [...new Set(mentions.map(({ mention }) => mention.sku))];
  const known = await lockProducts(tx, ctx, skus);
  const products = new Map(known);
  const changed = new Set<string>();
  for (const { mention, ...said } of mentions) {
    const before = products.get(mention.sku) ?? null;
    const merged = mergeMention(before, mention, said);
    if (!before || saysOther(before, merged)) changed.add(mention.sku);
    products.set(mention.sku, merged);
  }
  await saveProducts(tx, ctx, products);
  return new Map(
    [...changed].flatMap((sku) => {
      const after = products.get(sku);
      return after ? [[sku, { before: known.get(sku) ?? null, after }] as const] : [];
    }),
  );
}

/** The products as they are, locked until the caller's transaction ends. */
export async function lockProducts(
  tx: Db,
  ctx: ServiceContext,
  skus: readonly string[],
): Promise<ReadonlyMap<string, ProductState>> {
  const rows = await tx.$queryRaw<(ProductState & { sku: string })[]>`
    SELECT sku, name, category, url, image_url AS "imageUrl", price_cents AS "priceCents", cost_cents AS "costCents",
      stock, first_seen_at AS "firstSeenAt", updated_at AS "updatedAt", field_times AS "fieldTimes", claimed,
      is_simulated AS "isSimulated"
    FROM product WHERE workspace_id = ${ctx.workspaceId}::uuid AND sku = ANY(${skus}::text[]) ORDER BY sku FOR UPDATE`;
  return new Map(rows.map(({ sku, ...product }) => [sku, product]));
}

function saysOther(before: ProductState, after: ProductState): boolean {
  return (
    PRODUCT_FIELDS.some((field) => before[field] !== after[field]) || before.claimed.join() !== after.claimed.join()
  );
}

/** Writes products as they are said to be. */
export async function saveProducts(
  tx: Db,
  ctx: ServiceContext,
  products: ReadonlyMap<string, ProductState>,
): Promise<void> {
  if (products.size === 0) return;
  const rows = [...products].map(([sku, product]) => ({
    sku,
    name: product.name,
    category: product.category,
    url: product.url,
    image_url: product.imageUrl,
    price_cents: product.priceCents,
    cost_cents: product.costCents,
    stock: product.stock,
    first_seen_at: product.firstSeenAt,
    updated_at: product.updatedAt,
    field_times: product.fieldTimes,
    claimed: product.claimed,
    is_simulated: product.isSimulated,
  }));
  await tx.$executeRaw`
    INSERT INTO product (workspace_id, sku, name, category, url, image_url, price_cents, cost_cents, stock, first_seen_at,
      updated_at, field_times, claimed, is_simulated)
    SELECT ${ctx.workspaceId}::uuid, row.* FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row(sku text, name text,
      category text, url text, image_url text, price_cents int, cost_cents int, stock int, first_seen_at timestamptz, updated_at timestamptz,
      field_times jsonb, claimed text[], is_simulated boolean)
    ON CONFLICT (workspace_id, sku) DO UPDATE SET name = excluded.name, category = excluded.category, url = excluded.url,
      image_url = excluded.image_url, price_cents = excluded.price_cents, cost_cents = excluded.cost_cents,
      stock = excluded.stock, first_seen_at = excluded.first_seen_at,
      updated_at = excluded.updated_at, field_times = excluded.field_times,
      claimed = excluded.claimed, is_simulated = excluded.is_simulated`;
}
