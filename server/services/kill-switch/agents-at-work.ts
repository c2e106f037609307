import { AGENTS } from '@/domain/agents/registry';
import { stopCovering } from '@/domain/decisions/stops';
import type { ServiceContext } from '../../context';

/** Whether the workspace or the agent is stopped: then its sweeps decide nothing, and find the same work later. */
export async function isAgentStopped(ctx: ServiceContext, agentId: string): Promise<boolean> {
  return !(await agentsAtWork(ctx, [agentId])).includes(agentId);
}

/** Those of some agents that nobody has stopped. */
export async function agentsAtWork(ctx: ServiceContext, agentIds: readonly string[]): Promise<string[]> {
  const stops = await ctx.db.killSwitch.findMany({
    where: { workspaceId: ctx.workspaceId, resumedAt: null, scope: { in: ['workspace', 'agent'] } },
    select: { scope: true, target: true },
  });
  const known = stops.map(({ scope, target }) => ({ scope: scope as 'workspace' | 'agent', target }));
  return agentIds.filter((agentId) => stopCovering(known, { agentId, channel: null }) === null);
}

/** Whom a sweep's triggers may wake; undefined where nobody is stopped, so that snapshots need not say it. */
export async function agentsToAsk(ctx: ServiceContext): Promise<string[] | undefined> {
  const all = AGENTS.map(({ id }) => id);
  const atWork = await agentsAtWork(ctx, all);
  return atWork.length === all.length ? undefined : atWork;
}
