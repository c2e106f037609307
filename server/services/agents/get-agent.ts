import type { TriggerKind } from '@/domain/agents/agent';
import { AGENTS } from '@/domain/agents/registry';
import type { ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { type AutonomyStanding, autonomyOf } from '../autonomy';
import { type AgentFigures, type AgentListItem, factsOf, figuresOf, loadAgentFacts } from './list-agents';

export type AgentAction = AutonomyStanding & { figures: AgentFigures };

export type AgentDetail = Omit<AgentListItem, 'actions'> & {
  wakesOn: readonly TriggerKind[];
  /** Its decisions that wait for a person. */
  inReview: number;
  actions: AgentAction[];
};

/** One agent: what it wakes on, what each action may do and lacks for more, what came of it. Throws not_found. */
export async function getAgent(ctx: ServiceContext, { agentId }: { agentId: string }): Promise<AgentDetail> {
  const agent = AGENTS.find(({ id }) => id === agentId);
  if (!agent) throw new ServiceError('not_found', 'There is no such agent.');
  const facts = await loadAgentFacts(ctx);
  const [standings, inReview] = await Promise.all([
    autonomyOf(ctx, agentId),
    ctx.db.decision.count({ where: { workspaceId: ctx.workspaceId, agentId, outcome: 'in_review' } }),
  ]);
  const own = facts.recent.filter((row) => row.agentId === agentId);
  return {
    ...factsOf(agent, facts),
    wakesOn: agent.wakesOn,
    inReview,
    actions: standings.map((standing) => ({
      ...standing,
      figures: figuresOf(own.filter(({ action }) => action === standing.action)),
    })),
  };
}
