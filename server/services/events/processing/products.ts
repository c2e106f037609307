import { mergeMention, type ProductState } from '@/domain/events/catalogue';
import { productsOf } from '@/domain/events/commerce';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import type { OwnedEvent } from './claim';

/** Learns the catalogue from what events mention. */
export async function foldProducts(tx: Db, ctx: ServiceContext, events: readonly OwnedEvent[]): Promise<void> {
  const mentions = events.flatMap((event) =>
    productsOf(event, ctx.workspace.currency).map((mention) => ({ mention, event })),
  );
  if (mentions.length === 0) return;
  const skus = [...new Set(mentions.map(({ mention }) => mention.sku))];
  const known = await tx.$queryRaw<(ProductState & { sku: string })[]>`
    SELECT sku, name, category, url, image_url AS "imageUrl", price_cents AS "priceCents", first_seen_at AS "firstSeenAt",
      updated_at AS "updatedAt", field_times AS "fieldTimes", is_simulated AS "isSimulated"
    FROM product WHERE workspace_id = ${ctx.workspaceId}::uuid AND sku = ANY(${skus}::text[]) ORDER BY sku FOR UPDATE`;
  const products = new Map<string, ProductState>(known.map((row) => [row.sku, row]));
  for (const { mention, event } of mentions) {
    products.set(mention.sku, mergeMention(products.get(mention.sku) ?? null, mention, event));
  }
  await save(tx, ctx, products);
}

async function save(tx: Db, ctx: ServiceContext, products: ReadonlyMap<string, ProductState>): Promise<void> {
  const rows = [...products].map(([sku, product]) => ({
    sku,
    name: product.name,
    category: product.category,
    url: product.url,
    image_url: product.imageUrl,
    price_cents: product.priceCents,
    first_seen_at: product.firstSeenAt,
    updated_at: product.updatedAt,
    field_times: product.fieldTimes,
    is_simulated: product.isSimulated,
  }));
  await tx.$executeRaw`
    INSERT INTO product (workspace_id, sku, name, category, url, image_url, price_cents, first_seen_at, updated_at,
      field_times, is_simulated)
    SELECT ${ctx.workspaceId}::uuid, row.* FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row(sku text, name text,
      category text, url text, image_url text, price_cents int, first_seen_at timestamptz, updated_at timestamptz,
      field_times jsonb, is_simulated boolean)
    ON CONFLICT (workspace_id, sku) DO UPDATE SET name = excluded.name, category = excluded.category, url = excluded.url,
      image_url = excluded.image_url, price_cents = excluded.price_cents, first_seen_at = excluded.first_seen_at,
      updated_at = excluded.updated_at, field_times = excluded.field_times, is_simulated = excluded.is_simulated`;
}
