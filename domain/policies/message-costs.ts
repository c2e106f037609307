import type { ChannelId } from '../channels/channel';
import type { Policy } from './policy';

/** What messages of a channel cost under a policy, in whole cents, rounded up. */
export function messageCostCents(channel: ChannelId, messages: number, { budgets }: Pick<Policy, 'budgets'>): number {
  return Math.ceil((messages * (budgets.costPerThousandCents[channel] ?? 0)) / 1_000);
}

/** The amount at which spending pauses: a share of a cap, so that the cap itself is never reached. */
export function pauseAtCents(capCents: number, { budgets }: Pick<Policy, 'budgets'>): number {
  return Math.floor((capCents * budgets.pauseAtPercent) / 100);
}
