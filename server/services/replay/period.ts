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

/** The same as SQL, of what comes after the last decision that is counted; without a filter an index answers alone. */
export function periodSql(
  ctx: ServiceContext,
  { fromAt, toAt, agentId, action, channel }: Period,
  counted: { at: Date; id: string } | null,
): { where: string; values: unknown[] } {
  const values: unknown[] = [ctx.workspaceId, counted?.at ?? fromAt, toAt];
  const where = ['workspace_id = $1', 'decided_at >= $2::timestamptz', 'decided_at < $3'];
  const add = (condition: (parameter: string) => string, value: unknown) => {
    if (value == null) return;
    values.push(value);
    where.push(condition(`$${values.length}`));
  };
  add((id) => `(decided_at, id) > ($2::timestamptz, ${id}::uuid)`, counted?.id);
  add((agent) => `agent_id = ${agent}`, agentId);
  add((wanted) => `action = ${wanted}`, action);
  add((by) => `channel = ${by}`, channel);
  return { where: where.join(' AND '), values };
}
