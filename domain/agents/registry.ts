import type { Agent, TriggerKind } from './agent';
import { cartWinback } from './cart-winback/cart-winback';

/** Every agent, in the order in which they are shown. A fifth one is a folder and a line here. */
export const AGENTS: readonly Agent[] = [cartWinback];

/** The agents that a trigger wakes, those of higher priority first. */
export function agentsFor(trigger: TriggerKind, agents: readonly Agent[] = AGENTS): Agent[] {
  return agents.filter((agent) => agent.wakesOn.includes(trigger)).toSorted((a, b) => a.priority - b.priority);
}

/** An agent's name as people know it; its id where it is not registered any more. */
export function agentName(agentId: string): string {
  return AGENTS.find((agent) => agent.id === agentId)?.name ?? agentId;
}

/** An action's name as people know it; its id where no agent has it any more. */
export function actionName(agentId: string, action: string): string {
  const agent = AGENTS.find((known) => known.id === agentId);
  return agent?.actions.find((known) => known.id === action)?.name ?? action;
}
