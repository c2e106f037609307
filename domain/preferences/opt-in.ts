import type { ChannelId } from '../channels/channel';
import type { Policy } from '../policies/policy';
import { DAY, HOUR } from '../shared/time';

/** Channels on which somebody can be asked whether they want to be written to, and answer from the address itself. */
export const ASKED_CHANNELS = ['email', 'sms'] as const satisfies readonly ChannelId[];
export type AskedChannel = (typeof ASKED_CHANNELS)[number];

/** Whether a channel is one on which people are asked to confirm. */
export function isAsked(channel: string): channel is AskedChannel {
  return ASKED_CHANNELS.some((each) => each === channel);
}

/** How often an address is asked: anybody can type somebody else's address into a form. */
export type AskingRules = Pick<Policy['consent'], 'askedAgainHours' | 'mostAsked' | 'mostAskedDays'>;

/** A question to an address, as instants in milliseconds. */
export type Question = { readonly askedAt: number };

/** Whether an address may be asked (again) at `now`. A no that came since the last question makes a new one of the new yes. */
export function mayAsk(
  before: readonly Question[],
  now: number,
  lastNo: number | null,
  { askedAgainHours, mostAsked, mostAskedDays }: AskingRules,
): boolean {
  if (before.filter(({ askedAt }) => askedAt > now - mostAskedDays * DAY).length >= mostAsked) return false;
  const last = Math.max(...before.map(({ askedAt }) => askedAt));
  return last <= now - askedAgainHours * HOUR || (lastNo !== null && lastNo > last);
}

/**
 * Where a question stands. `ended`: what was asked about is no more, because the customer said no since, the address is
 * closed or no longer theirs.
 */
export type OptInState = 'waiting' | 'confirmed' | 'expired' | 'ended';

type Facts = {
  readonly confirmedAt: Date | null;
  readonly expiresAt: Date;
  readonly isEnded: boolean;
  readonly now: Date;
};

/** Where a question stands at `now`; a no outweighs an answer that came before it. */
export function optInState({ confirmedAt, expiresAt, isEnded, now }: Facts): OptInState {
  if (isEnded) return 'ended';
  if (confirmedAt) return 'confirmed';
  return expiresAt <= now ? 'expired' : 'waiting';
}
