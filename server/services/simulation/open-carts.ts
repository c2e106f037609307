import type { Happening } from '@/domain/simulation/shopper';
import type { ServiceContext } from '../../context';

/** Leaves out returns to carts that were ordered in the meantime: a message was quicker than the shopper's own wish. */
export async function withoutClosedCarts(ctx: ServiceContext, happenings: readonly Happening[]): Promise<Happening[]> {
  const returnedTo = happenings.flatMap((happening) =>
    happening.kind === 'order_completed' && happening.ifStillOpen ? [happening.cartKey] : [],
  );
  if (returnedTo.length === 0) return [...happenings];
  const closed = await ctx.db.cart.findMany({
    where: { workspaceId: ctx.workspaceId, cartKey: { in: returnedTo }, status: { not: 'open' } },
    select: { cartKey: true },
  });
  const keys = new Set(closed.map((cart) => cart.cartKey));
  return happenings.filter(
    (happening) => !('ifStillOpen' in happening && happening.ifStillOpen && keys.has(happening.cartKey)),
  );
}
