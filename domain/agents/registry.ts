import type { Snapshot } from '../decisions/snapshot';
import type { Agent } from './agent';
import { campaign } from './campaign/campaign';
import { cartWinback } from './cart-winback/cart-winback';
import { lifecycle } from './lifecycle/lifecycle';

/** Every agent that proposes touches, in the order shown. Another is a folder, a line here and one in the cards. */
export const AGENTS: readonly Agent[] = [campaign, lifecycle, cartWinback];

/** The agents that a trigger wakes, of those that are asked; where a person asks, the one that was asked. */
export function agentsFor(
  { trigger, asks }: Pick<Snapshot, 'trigger' | 'asks'>,
  agents: readonly Agent[] = AGENTS,
): Agent[] {
  const { kind } = trigger;
  if (kind === 'on_demand') return agents.filter((agent) => agent.id === trigger.agentId);
  return agents.filter(({ id, wakesOn }) => wakesOn.includes(kind) && (asks?.includes(id) ?? true));
}
