import { z } from 'zod';
import { CartLine } from '@/domain/decisions/snapshot';
import type { ServiceContext } from '../../context';

const SHOWN = 20;
const Status = z.enum(['open', 'ordered', 'emptied']);

export type CustomerCart = {
  id: string;
  cartKey: string;
  status: z.infer<typeof Status>;
  lines: CartLine[];
  valueCents: number;
  openedAt: Date;
  lastChangedAt: Date;
  orderKey: string | null;
  orderedAt: Date | null;
  isSimulated: boolean;
};

/** The carts of a customer, the last changed first, the first twenty. The caller has asked for the right. */
export async function cartsOf(ctx: ServiceContext, customerId: string): Promise<CustomerCart[]> {
  const rows = await ctx.db.cart.findMany({
    where: { workspaceId: ctx.workspaceId, customerId },
    orderBy: [{ lastChangedAt: 'desc' }, { id: 'desc' }],
    take: SHOWN,
    select: {
      id: true,
      cartKey: true,
      status: true,
      lines: true,
      valueCents: true,
      openedAt: true,
      lastChangedAt: true,
      orderKey: true,
      orderedAt: true,
      isSimulated: true,
    },
  });
  return rows.map(({ lines, status, ...cart }) => ({
    ...cart,
    status: Status.parse(status),
    lines: z.array(CartLine).parse(lines),
  }));
}
