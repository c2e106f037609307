import { z } from 'zod';
import { authorise, type ServiceContext } from '../../context';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';

export const ProductListInput = z.object({
  /** Part of a name or SKU. */
  search: z.string().trim().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
const Cursor = z.object({ sku: z.string() });

export type ProductItem = {
  sku: string;
  name: string;
  category: string | null;
  url: string | null;
  imageUrl: string | null;
  priceCents: number;
  /** Null where the shop has not told: then its margin is unknown. */
  costCents: number | null;
  stock: number | null;
  firstSeenAt: Date;
  updatedAt: Date;
  isSimulated: boolean;
};

/** The catalogue as events have told of it, by SKU, a page at a time. */
export async function listProducts(
  ctx: ServiceContext,
  input: z.input<typeof ProductListInput>,
): Promise<Page<ProductItem>> {
  authorise(ctx, 'workspace.read');
  const { search, limit, cursor } = ProductListInput.parse(input);
  const matching = { contains: search ?? '', mode: 'insensitive' } as const;
  const rows = await ctx.db.product.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(search && { OR: [{ name: matching }, { sku: matching }] }),
      ...(cursor && { sku: { gt: readCursor(Cursor, cursor).sku } }),
    },
    orderBy: { sku: 'asc' },
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ sku: row.sku }));
  return { ...page, items: page.items.map(({ workspaceId: _, fieldTimes: __, ...product }) => product) };
}
