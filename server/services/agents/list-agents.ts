import type { Agent } from '@/domain/agents/agent';
import { AGENTS } from '@/domain/agents/registry';
import type { Ledger } from '@/domain/measurement/ledger';
import { authorise, type ServiceContext } from '../../context';
import { type AutonomyRow, listAutonomy } from '../autonomy';
import { type ActiveStop, activeStops } from '../kill-switch';
import { type AgentLedger, ledgersByAction } from '../measurement';

/** Days that an agent's figures look back. */
const AGENT_DAYS = 30;

/** What an agent did over the last days; shares are 0..1 and null where there is nothing to take one of. */
export type AgentFigures = {
  decisions: number;
  /** Of the decisions that would send something: those a person was asked about. */
  reviewedShare: number | null;
  /** Of the verdicts: those that rejected or edited. */
  overrideRate: number | null;
  touches: number;
  orders: number;
  /** Credited by last touch, in minor units. */
  revenueCents: number;
};

export type AgentListItem = {
  id: string;
  name: string;
  description: string;
  /** Stopped by name or with everything else. */
  isStopped: boolean;
  decisionsToday: number;
  figures: AgentFigures;
  actions: AutonomyRow[];
};

/** Every registered agent: how far its actions may go and what it did, today and over the last 30 days. */
export async function listAgents(ctx: ServiceContext): Promise<AgentListItem[]> {
  const facts = await loadAgentFacts(ctx);
  return AGENTS.map((agent) => ({
    ...factsOf(agent, facts),
    actions: facts.levels.filter(({ agentId }) => agentId === agent.id),
  }));
}

/** What agents did and where their actions stand. `recent` is the last 30 days, `today` the workspace's day. */
export type AgentFacts = { levels: AutonomyRow[]; stops: ActiveStop[]; today: AgentLedger[]; recent: AgentLedger[] };

/** Everything lists and pages of agents are made of. */
export async function loadAgentFacts(ctx: ServiceContext): Promise<AgentFacts> {
  authorise(ctx, 'decisions.read');
  const [levels, stops, today, recent] = await Promise.all([
    listAutonomy(ctx),
    activeStops(ctx),
    ledgersByAction(ctx, { days: 1 }),
    ledgersByAction(ctx, { days: AGENT_DAYS }),
  ]);
  return { levels, stops, today, recent };
}

/** One agent in a list, without its actions. */
export function factsOf({ id, name, description }: Agent, { stops, today, recent }: AgentFacts) {
  return {
    id,
    name,
    description,
    isStopped: stops.some(({ scope, target }) => scope === 'workspace' || (scope === 'agent' && target === id)),
    decisionsToday: figuresOf(today.filter(({ agentId }) => agentId === id)).decisions,
    figures: figuresOf(recent.filter(({ agentId }) => agentId === id)),
  };
}

/** The figures of some ledgers together. */
export function figuresOf(ledgers: readonly AgentLedger[]): AgentFigures {
  const sum = (column: keyof Ledger) => ledgers.reduce((total, { ledger }) => total + ledger[column], 0);
  const share = (part: keyof Ledger, whole: keyof Ledger) => (sum(whole) > 0 ? sum(part) / sum(whole) : null);
  return {
    decisions: sum('decisions'),
    reviewedShare: share('sent_to_review', 'actionable'),
    overrideRate: share('overridden', 'reviewed'),
    touches: sum('touches'),
    orders: sum('orders'),
    revenueCents: sum('credit_cents'),
  };
}
