import { AGENTS } from '@/domain/agents/registry';
import { stopCovering } from '@/domain/decisions/stops';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** Whether the workspace or the agent is stopped: then its sweeps decide nothing, and find the same work later. */
export async function isAgentStopped(ctx: ServiceContext, agentId: string): Promise<boolean> {
  return !(await agentsAtWork(ctx, [agentId])).includes(agentId);
}

/** Those of some agents that nobody has stopped; in the caller's transaction, where there is one. */
export async function agentsAtWork(
  ctx: ServiceContext,
  agentIds: readonly string[],
  db: Db = ctx.db,
): Promise<string[]> {
  const stops = await db.killSwitch.findMany({
    where: { workspaceId: ctx.workspaceId, resumedAt: null, scope: { in: ['workspace', 'agent'] } },
    select: { scope: true, target: true },
  });
  const known = stops.map(({ scope, target }) => ({ scope: scope as 'workspace' | 'agent', target }));
  return agentIds.filter((agentId) => stopCovering(known, { agentId, channel: null }) === null);
}

/** Whom a sweep's triggers may wake; undefined where nobody is stopped, so that snapshots need not say it. */
export async function agentsToAsk(tx: Db, ctx: ServiceContext): Promise<string[] | undefined> {
  const all = AGENTS.map(({ id }) => id);
  const atWork = await agentsAtWork(ctx, all, tx);
  return atWork.length === all.length ? undefined : atWork;
}
