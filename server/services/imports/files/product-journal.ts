import { z } from 'zod';
import { type ProductState, withoutImport } from '@/domain/events/catalogue';
import type { UndoTotals } from '@/domain/imports/undo';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { holdProcessing } from '../../../processing-lock';
import { lockProducts, type ProductChange, saveProducts } from '../../events';

const Stored = z.object({
  name: z.string(),
  category: z.string().nullable(),
  url: z.string().nullable(),
  imageUrl: z.string().nullable(),
  priceCents: z.number(),
  costCents: z.number().nullable(),
  stock: z.number().nullable(),
  firstSeenAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
  fieldTimes: z.record(z.string(), z.string()),
  claimed: z.array(z.string()).default([]),
  isSimulated: z.boolean(),
}) satisfies z.ZodType<ProductState>;

type Kept = { importId: string; changes: ReadonlyMap<string, ProductChange> };

/** Writes down what a file makes of products, in the caller's transaction: as they stood before its first word. */
export async function keepForUndo(tx: Db, ctx: ServiceContext, { importId, changes }: Kept): Promise<void> {
  if (changes.size === 0) return;
  const rows = [...changes].map(([sku, { before, after }]) => ({ sku, before, after }));
  await tx.$executeRaw`
    INSERT INTO file_import_product (workspace_id, import_id, sku, before, after)
    SELECT ${ctx.workspaceId}::uuid, ${importId}::uuid, row.sku, nullif(row.before, 'null'::jsonb), row.after
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row(sku text, before jsonb, after jsonb)
    ON CONFLICT (workspace_id, import_id, sku) DO UPDATE SET after = excluded.after`;
}

/**
 * Gives the next products back what they were before the file, in the caller's transaction, but for what was told of
 * them since. Answers what became of them; nothing where all are done.
 */
export async function takeProductsBack(
  tx: Db,
  ctx: ServiceContext,
  { importId, take }: { importId: string; take: number },
): Promise<Pick<UndoTotals, 'products' | 'productsGone'> | null> {
  const { workspaceId } = ctx;
  await holdProcessing(tx, ctx);
  const kept = await tx.fileImportProduct.findMany({ where: { workspaceId, importId }, orderBy: { sku: 'asc' }, take });
  if (kept.length === 0) return null;
  const skus = kept.map(({ sku }) => sku);
  const products = await lockProducts(tx, ctx, skus);
  const restored = new Map<string, ProductState>();
  const gone: string[] = [];
  for (const { sku, before, after } of kept) {
    const product = products.get(sku);
    if (!product) continue;
    const change = { before: before === null ? null : Stored.parse(before), after: Stored.parse(after) };
    const left = withoutImport(product, change);
    if (left) restored.set(sku, left);
    else gone.push(sku);
  }
  await saveProducts(tx, ctx, restored);
  await tx.product.deleteMany({ where: { workspaceId, sku: { in: gone } } });
  await tx.fileImportProduct.deleteMany({ where: { workspaceId, importId, sku: { in: skus } } });
  return { products: restored.size, productsGone: gone.length };
}
