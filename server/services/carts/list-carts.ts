import { z } from 'zod';
import { CartLine } from '@/domain/decisions/snapshot';
import { authorise, type ServiceContext } from '../../context';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';

export const CartListInput = z.object({
  customerId: z.uuid().optional(),
  status: z.enum(['open', 'ordered', 'emptied']).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
const Cursor = z.object({ at: z.iso.datetime(), id: z.uuid() });

export type CartItem = {
  id: string;
  cartKey: string;
  customerId: string;
  status: 'open' | 'ordered' | 'emptied';
  lines: CartLine[];
  valueCents: number;
  openedAt: Date;
  lastChangedAt: Date;
  orderKey: string | null;
  orderedAt: Date | null;
  isSimulated: boolean;
};

/** Carts, the last changed first, a page at a time. */
export async function listCarts(ctx: ServiceContext, input: z.input<typeof CartListInput>): Promise<Page<CartItem>> {
  authorise(ctx, 'customers.read');
  const { customerId, status, limit, cursor } = CartListInput.parse(input);
  const from = cursor ? readCursor(Cursor, cursor) : null;
  const beyond = from
    ? { OR: [{ lastChangedAt: { lt: from.at } }, { lastChangedAt: from.at, id: { lt: from.id } }] }
    : {};
  const rows = await ctx.db.cart.findMany({
    where: { workspaceId: ctx.workspaceId, ...(customerId && { customerId }), ...(status && { status }), ...beyond },
    orderBy: [{ lastChangedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row.lastChangedAt.toISOString(), id: row.id }));
  return {
    ...page,
    items: page.items.map(({ workspaceId: _, consideredFor: __, lines, ...cart }) => ({
      ...cart,
      lines: z.array(CartLine).parse(lines),
    })),
  };
}
