import type { ChannelId } from '@/domain/channels/channel';
import { isAssumed } from '@/domain/customers/assumed-consent';
import { EVERYTHING, isWished, type Ledger, PAUSE, pausedUntil, wordOn } from '@/domain/guardrails/consent-record';
import { WISHES, type Wish } from '@/domain/preferences/wishes';
import type { CustomerDetail } from '@/server/services/customers';

type Word = CustomerDetail['consents'][number];

/** The question whether they want to be written to. */
export type AskedToConfirm = NonNullable<CustomerDetail['unconfirmed'][number]['asked']>;

/** Where a customer stands on one channel; `proof` says who told it, how and in which words. */
export type ChannelConsent =
  | { channel: ChannelId; state: 'unknown' }
  | { channel: ChannelId; state: 'unconfirmed'; at: Date; proof: string[]; asked: AskedToConfirm | null }
  | { channel: ChannelId; state: 'granted' | 'assumed' | 'withdrawn' | 'suppressed'; at: Date; proof: string[] };

const PURPOSE = 'marketing';
const SUPPRESSION_WORDS: Record<string, string> = {
  unsubscribed: 'the customer unsubscribed',
  hard_bounce: 'the address does not exist',
  complaint: 'the customer reported spam',
  manual: 'put down by a colleague',
  legal: 'the law or a court forbids it',
  erased: 'the customer asked to be forgotten',
};

/** Each channel's state: a suppressed address weighs more than any consent; no word at all is none. */
export function channelConsents(
  channels: readonly ChannelId[],
  { consents, suppressed, unconfirmed }: Pick<CustomerDetail, 'consents' | 'suppressed' | 'unconfirmed'>,
): ChannelConsent[] {
  return channels.map((channel): ChannelConsent => {
    const stop = suppressed.find((each) => each.channel === channel);
    if (stop) {
      const proof = [SUPPRESSION_WORDS[stop.reason] ?? stop.reason];
      return { channel, state: 'suppressed', at: stop.createdAt, proof };
    }
    const word = consents.find((each) => each.channel === channel && each.purpose === PURPOSE);
    if (!word) return { channel, state: 'unknown' };
    const open = unconfirmed.find((each) => each.channel === channel);
    if (open) return { channel, state: 'unconfirmed', at: word.occurredAt, proof: proofOf(word), asked: open.asked };
    return {
      channel,
      state: stateOf(word),
      at: word.occurredAt,
      proof: proofOf(word),
    };
  });
}

function stateOf(word: Word): 'granted' | 'assumed' | 'withdrawn' {
  if (word.status !== 'granted') return 'withdrawn';
  return isAssumed(word) ? 'assumed' : 'granted';
}

function proofOf({ source, lawfulBasis, textVersion, evidence }: Word): string[] {
  return [
    source,
    lawfulBasis ? `basis: ${lawfulBasis.replaceAll('_', ' ')}` : null,
    textVersion ? `text ${textVersion}` : null,
    evidence ? `proof ${evidence.length > 28 ? `${evidence.slice(0, 28)}…` : evidence}` : null,
  ].filter((part) => part !== null);
}

/** What a customer can wish for on every channel. */
export const WISH_WORDS: Record<Wish, string> = {
  email_only: 'E-mail only',
  weekly_digest: 'At most one message a week',
  product_updates_only: 'Product updates only',
};

/** A wish that holds on every channel; `until` where it ends by itself. */
export type StatedWish = { id: string; label: string; source: string; at: Date; until: Date | null };

/** What the customer wants on every channel, as guardrail 6 keeps to it: stated, not taken back, not over. */
export function statedWishes(consents: readonly Word[], now: Date): StatedWish[] {
  const ledger = {
    consent: consents.map((word) => ({ ...word, occurredAt: word.occurredAt.toISOString() })),
  } as Ledger;
  const stated = (purpose: string, label: string, until: Date | null = null): StatedWish[] => {
    const word = wordOn(ledger, purpose);
    return word ? [{ id: purpose, label, source: word.source, at: new Date(word.occurredAt), until }] : [];
  };
  const pause = pausedUntil(ledger, now);
  return [
    ...(wordOn(ledger, EVERYTHING)?.status === 'withdrawn' ? stated(EVERYTHING, 'No marketing at all') : []),
    ...(pause ? stated(PAUSE, 'A pause', new Date(pause)) : []),
    ...WISHES.flatMap((wish) => (isWished(ledger, wish) ? stated(wish, WISH_WORDS[wish]) : [])),
  ];
}
