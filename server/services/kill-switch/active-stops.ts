import { z } from 'zod';
import { agentName } from '@/domain/agents/agent-cards';
import { CHANNEL_NAMES, isChannel } from '@/domain/channels/channel-ids';
import { STOP_CAUSES, type StopCause } from '@/domain/decisions/stops';
import { authorise, type ServiceContext } from '../../context';
import type { KillSwitch } from '../../generated/prisma/client';

const Scope = z.enum(['workspace', 'agent', 'channel', 'campaign']);
const Cause = z.enum(STOP_CAUSES);

export type ActiveStop = {
  id: string;
  scope: z.infer<typeof Scope>;
  target: string;
  /** What is stopped, as people call it. */
  targetName: string;
  reason: string;
  /** `anomaly`: Touchstone pulled it by itself. */
  cause: StopCause;
  stoppedAt: Date;
  stoppedBy: string | null;
};

/** The stops in force, the latest first. */
export async function activeStops(ctx: ServiceContext): Promise<ActiveStop[]> {
  authorise(ctx, 'workspace.read');
  const rows = await ctx.db.killSwitch.findMany({
    where: { workspaceId: ctx.workspaceId, resumedAt: null },
    orderBy: [{ stoppedAt: 'desc' }, { id: 'desc' }],
  });
  return describeStops(ctx, rows);
}

/** Stops as people read them: who and what by name. */
export async function describeStops(ctx: ServiceContext, rows: readonly KillSwitch[]): Promise<ActiveStop[]> {
  const names = await peopleNames(
    ctx,
    rows.flatMap((row) => row.stoppedById ?? []),
  );
  const campaigns = await campaignNames(
    ctx,
    rows.flatMap(({ scope, target }) => (scope === 'campaign' ? [target] : [])),
  );
  return rows.map((row) => ({
    id: row.id,
    scope: Scope.parse(row.scope),
    target: row.target,
    targetName: nameOf(row.scope, row.target, campaigns),
    reason: row.reason,
    cause: Cause.parse(row.cause),
    stoppedAt: row.stoppedAt,
    stoppedBy: row.stoppedById ? (names.get(row.stoppedById) ?? null) : null,
  }));
}

/** What people are called, by id. */
export async function peopleNames(ctx: ServiceContext, ids: string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function campaignNames(ctx: ServiceContext, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.campaign.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function nameOf(scope: string, target: string, campaigns: ReadonlyMap<string, string>): string {
  if (scope === 'workspace') return 'Everything';
  if (scope === 'campaign') return `The campaign “${campaigns.get(target) ?? target}”`;
  if (scope === 'agent') return `${agentName(target)} agent`;
  return isChannel(target) ? CHANNEL_NAMES[target] : target;
}
