import type { ChannelId } from '@/domain/channels/channel';
import { isAssumed } from '@/domain/customers/assumed-consent';
import type { CustomerDetail } from '@/server/services/customers';

type Word = CustomerDetail['consents'][number];

/** Where a customer stands on one channel; `proof` says who told it, how and in which words. */
export type ChannelConsent =
  | { channel: ChannelId; state: 'unknown' }
  | { channel: ChannelId; state: 'granted' | 'assumed' | 'withdrawn' | 'suppressed'; at: Date; proof: string[] };

const PURPOSE = 'marketing';
const SUPPRESSION_WORDS: Record<string, string> = {
  unsubscribed: 'the customer unsubscribed',
  hard_bounce: 'the address does not exist',
  complaint: 'the customer reported spam',
  manual: 'put down by a colleague',
  erased: 'the customer asked to be forgotten',
};

/** Each channel's state: a suppressed address weighs more than any consent; no word at all is none. */
export function channelConsents(
  channels: readonly ChannelId[],
  { consents, suppressed }: Pick<CustomerDetail, 'consents' | 'suppressed'>,
): ChannelConsent[] {
  return channels.map((channel): ChannelConsent => {
    const stop = suppressed.find((each) => each.channel === channel);
    if (stop) {
      const proof = [SUPPRESSION_WORDS[stop.reason] ?? stop.reason];
      return { channel, state: 'suppressed', at: stop.createdAt, proof };
    }
    const word = consents.find((each) => each.channel === channel && each.purpose === PURPOSE);
    if (!word) return { channel, state: 'unknown' };
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
