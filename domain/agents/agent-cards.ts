import type { ActionKind, AgentCard } from './agent';
import { campaignCard } from './campaign/campaign-card';
import { cartWinbackCard } from './cart-winback/cart-winback-card';
import { creativeCard } from './creative-testing/creative-card';
import { lifecycleCard } from './lifecycle/lifecycle-card';

/** The card of every agent, in the order in which they are shown. */
export const AGENT_CARDS: readonly AgentCard[] = [campaignCard, lifecycleCard, cartWinbackCard, creativeCard];

/** An agent's name as people know it; its id where it is not registered any more. */
export function agentName(agentId: string): string {
  return AGENT_CARDS.find((agent) => agent.id === agentId)?.name ?? agentId;
}

/** An action's name as people know it; its id where no agent has it any more. */
export function actionName(agentId: string, action: string): string {
  const agent = AGENT_CARDS.find((known) => known.id === agentId);
  return agent?.actions.find((known) => known.id === action)?.name ?? action;
}

const KINDS: ReadonlyMap<string, ActionKind> = new Map(
  AGENT_CARDS.flatMap(({ actions }) => actions.map(({ id, kind }) => [id, kind] as const)),
);

/** What an action is about; `other` where no agent has it any more, and where nothing was done. */
export function actionKind(action: string | null): ActionKind {
  return KINDS.get(action ?? '') ?? 'other';
}

/** Ids of all actions that are about this. */
export function actionsOfKind(kind: ActionKind): string[] {
  return [...KINDS].flatMap(([id, known]) => (known === kind ? [id] : []));
}
