import type { ServiceContext } from '../../context';
import type { Prisma } from '../../generated/prisma/client';

/** Which decisions a run is about; a filter that is null or left out leaves all. */
export type Period = {
  fromAt: Date;
  toAt: Date;
  agentId?: string | null;
  action?: string | null;
  channel?: string | null;
};

/** The same for the database. */
export function wherePeriod(ctx: ServiceContext, period: Period): Prisma.DecisionWhereInput {
  const { fromAt, toAt, agentId, action, channel } = period;
  return {
    workspaceId: ctx.workspaceId,
    decidedAt: { gte: fromAt, lt: toAt },
    agentId: agentId ?? undefined,
    action: action ?? undefined,
    channel: channel ?? undefined,
  };
}
