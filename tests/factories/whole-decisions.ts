import type { ServiceContext } from '@/server/context';
import type { Decision, Prisma } from '@/server/generated/prisma/client';
import { wholeRows } from '@/server/services/records';

/** The decisions of a workspace in the order they were made, with their documents whole. */
export async function wholeDecisions(ctx: ServiceContext, where: Prisma.DecisionWhereInput = {}): Promise<Decision[]> {
  const rows = await ctx.db.decision.findMany({
    where: { ...where, workspaceId: ctx.workspaceId },
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
  });
  return wholeRows(ctx.db, ctx, rows);
}
