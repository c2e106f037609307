import type { ChannelId } from '../channels/channel';

/** What a channel is expected to bring: customers it can reach, and cents expected of one touch, costs taken off. */
export type ChannelReturn = { channel: ChannelId; reach: number; perTouchCents: number };

export type ChannelShare = { channel: ChannelId; cents: number };

/**
 * Splits a budget over channels by predicted return:
 *
 *     weight(c) = reach(c) x max(0, p(c) x (v - d) - m(c))
 *     share(c)  = budget x weight(c) / sum of all weights
 *
 * where p is the probability of an order after a touch on c, v the order value, d the discount, m the cost of the message;
 * `perTouchCents` is the bracket. Shares are whole cents by the method of largest remainders, so they sum to exactly the
 * budget; where no channel is expected to return anything all get the same. Ties go to the channel named first.
 */
export function splitBudget(budgetCents: number, channels: readonly ChannelReturn[]): ChannelShare[] {
  if (channels.length === 0) return [];
  const weights = channels.map(({ reach, perTouchCents }) => Math.max(0, reach) * Math.max(0, perTouchCents));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => budgetCents * (total > 0 ? weight / total : 1 / channels.length));
  const whole = exact.map(Math.floor);
  const left = budgetCents - whole.reduce((sum, cents) => sum + cents, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index);
  const extra = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return channels.map(({ channel }, index) => ({
    channel,
    cents: (whole[index] ?? 0) + (extra.has(index) ? 1 : 0),
  }));
}
