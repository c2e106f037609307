import type { ChannelId } from '../channels/channel';
import { everythingStopped, optIn, suppression } from '../guardrails/channel-consent';
import { isUnconfirmed } from '../guardrails/confirmed-consent';
import { EVERYTHING, isWished, MARKETING, PAUSE, pausedUntil, type Said, wordOn } from '../guardrails/consent-record';
import type { Policy } from '../policies/policy';
import { WISHES, type Wish } from './wishes';

/** A channel on which the customer can be reached. */
export type ChannelChoice = {
  readonly channel: ChannelId;
  /** Whether marketing may come by it: what guardrail 6 finds, whatever the wishes say besides. */
  readonly isOn: boolean;
  /** The customer said yes and has not confirmed it from that address: nothing comes until they do. */
  readonly isWaiting: boolean;
  /** The customer cannot open it: the address bounced, or a complaint, an erasure or a colleague closed it. */
  readonly isClosed: boolean;
};

/** What a customer wants, as the ledger has it at a moment. */
export type Preferences = {
  readonly channels: readonly ChannelChoice[];
  readonly wishes: Readonly<Record<Wish, boolean>>;
  /** ISO 8601; null where nothing is paused. */
  readonly pausedUntil: string | null;
  /** The last word on everything was no: channels opened since are on, all others stay off. */
  readonly isStopped: boolean;
};

/** Channels and wishes as a customer sees or wants them. */
export type Choice = { readonly channels: ReadonlySet<ChannelId>; readonly wishes: ReadonlySet<Wish> };

/** What a customer does on the preference page. `shown` is what the page said when they chose. */
export type PreferenceChange =
  | { readonly kind: 'save'; readonly shown: Choice; readonly chosen: Choice }
  | { readonly kind: 'pause' | 'resume' | 'stop' };

/** An entry the ledger gets. */
export type Word = {
  readonly channel: ChannelId;
  readonly purpose: string;
  readonly status: 'granted' | 'withdrawn';
};

/** Left by their own wish: the only reason for which asking takes somebody off the suppression list. */
export const LEFT_BY_WISH = 'unsubscribed';
/** A word that holds on every channel is kept under one. */
const KEPT_UNDER: ChannelId = 'email';

type Facts = { reachable: readonly ChannelId[]; policy: Pick<Policy, 'consent'>; now: Date };

/** What a customer wants now, by the very checks that guardrail 6 makes. */
export function preferencesOf(said: Said, { reachable, policy, now }: Facts): Preferences {
  const channels = reachable.map((channel) => {
    const findings = [suppression(channel, said), ...everythingStopped(channel, said), optIn(channel, said, policy)];
    const blocked = findings.filter(({ verdict }) => verdict === 'block');
    return {
      channel,
      isOn: blocked.length === 0,
      isWaiting: isUnconfirmed(said, channel, policy) && blocked.every(({ rule }) => rule === 'consent.opt_in'),
      isClosed: said.suppressed.some((row) => row.channel === channel && row.reason !== LEFT_BY_WISH),
    };
  });
  const wishes = {
    email_only: isWished(said, 'email_only'),
    weekly_digest: isWished(said, 'weekly_digest'),
    product_updates_only: isWished(said, 'product_updates_only'),
  };
  const isStopped = wordOn(said, EVERYTHING)?.status === 'withdrawn';
  return { channels, wishes, pausedUntil: pausedUntil(said, now), isStopped };
}

/**
 * The entries that a change makes in the ledger; none where everything stands as it is wanted. Saving counts what the
 * customer changed of what they were shown: a box that was ticked before they said STOP elsewhere opens nothing again.
 */
export function wordsFor(change: PreferenceChange, now: Preferences): Word[] {
  switch (change.kind) {
    case 'save':
      return [...channelWords(change, now), ...wishWords(change, now)];
    case 'pause':
      return now.pausedUntil ? [] : [{ channel: KEPT_UNDER, purpose: PAUSE, status: 'granted' }];
    case 'resume':
      return now.pausedUntil ? [{ channel: KEPT_UNDER, purpose: PAUSE, status: 'withdrawn' }] : [];
    case 'stop':
      return stopWords(now);
  }
}

type Saved = Extract<PreferenceChange, { kind: 'save' }>;

function channelWords({ shown, chosen }: Saved, now: Preferences): Word[] {
  return now.channels.flatMap(({ channel, isClosed, ...choice }) => {
    const wanted = chosen.channels.has(channel);
    const isChanged = wanted !== shown.channels.has(channel) && wanted !== isWanted(choice);
    if (!isChanged || (wanted && isClosed)) return [];
    return [{ channel, purpose: MARKETING, status: wanted ? ('granted' as const) : ('withdrawn' as const) }];
  });
}

/** Whether the customer has said yes to a channel, confirmed or not. */
export function isWanted({ isOn, isWaiting }: Pick<ChannelChoice, 'isOn' | 'isWaiting'>): boolean {
  return isOn || isWaiting;
}

function wishWords({ shown, chosen }: Saved, now: Preferences): Word[] {
  return WISHES.flatMap((wish) => {
    const wanted = chosen.wishes.has(wish);
    if (wanted === shown.wishes.has(wish) || wanted === now.wishes[wish]) return [];
    return [{ channel: KEPT_UNDER, purpose: wish, status: wanted ? ('granted' as const) : ('withdrawn' as const) }];
  });
}

/** A no to each channel that is open, and one to everything, which also holds for channels that come to be known later. */
function stopWords({ channels, isStopped }: Preferences): Word[] {
  const open = channels.filter(isWanted);
  if (isStopped && open.length === 0) return [];
  const everything: Word = { channel: KEPT_UNDER, purpose: EVERYTHING, status: 'withdrawn' };
  return [...open.map(({ channel }): Word => ({ channel, purpose: MARKETING, status: 'withdrawn' })), everything];
}
