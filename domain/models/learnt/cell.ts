import type { OrderQuestion } from '../models';

/** Customers in the same situation: the same action, touch of a series or step of a campaign, and channel. */
export type Cell = OrderQuestion & { campaignId: string | null };

/** Actions that are one touch alone, whichever place in a series is on record. */
const OF_ONE_TOUCH: ReadonlySet<string> = new Set(['winback_concierge']);

/** The situation that a question is about. */
export function cellOf({ action, wave, channel, campaignId }: OrderQuestion): Cell {
  return { action, wave: OF_ONE_TOUCH.has(action) ? null : wave, channel, campaignId: campaignId ?? null };
}

/** A cell as text, the same for the same situation. */
export function cellKey({ action, wave, channel, campaignId }: Cell): string {
  return [action, wave ?? '', channel, campaignId ?? ''].join('|');
}
