import { channelInSentence, channelName } from '@/components/decisions/channel-icon';
import { eventSummary, eventTitle, factsOf } from '@/components/events/event-summary';
import type { Tone } from '@/components/ui/badge';
import { isChannel } from '@/domain/channels/channel-ids';
import { isAssumed } from '@/domain/customers/assumed-consent';
import { isOutcome } from '@/domain/decisions/outcomes';
import { formatMoney, plural } from '@/lib/format';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';
import type { TimelineEntry } from '@/server/services/customers';
import { stageName } from './customer-words';

/** Kinds of entries as somebody looks for them. */
export const TIMELINE_GROUPS = {
  decisions: { label: 'Decisions', kinds: ['decision'] },
  messages: { label: 'Messages', kinds: ['message', 'message_event'] },
  orders: { label: 'Orders', kinds: ['order', 'refund'] },
  events: { label: 'Events', kinds: ['event'] },
  consent: { label: 'Consent', kinds: ['consent'] },
  stage: { label: 'Stage', kinds: ['stage'] },
} as const satisfies Record<string, { label: string; kinds: readonly TimelineEntry['kind'][] }>;
export type TimelineGroup = keyof typeof TIMELINE_GROUPS;
export const TIMELINE_GROUP_IDS = Object.keys(TIMELINE_GROUPS) as TimelineGroup[];

export type EntryWords = {
  title: string;
  detail: string | null;
  badge: { label: string; tone: Tone } | null;
  /** Below the workspace; null where there is no page for it. */
  path: string | null;
};

const MESSAGE_EVENTS: Record<string, string> = {
  delivered: 'Received',
  opened: 'Opened',
  clicked: 'Clicked a link in',
  bounced: 'Bounced:',
  complained: 'Marked as spam:',
  unsubscribed: 'Unsubscribed through',
};

/** What one entry of a timeline says: what happened, the detail worth reading, where it leads. */
export function entryWords(entry: TimelineEntry, currency: string): EntryWords {
  const money = (cents: number) => formatMoney(cents, { currency });
  const plain = { detail: null, badge: null, path: null };
  switch (entry.kind) {
    case 'event':
      return { ...plain, ...eventWords(entry.data, currency) };
    case 'order': {
      const { orderKey, revenueCents, refundedCents, couponCode, lineCount } = entry.data;
      const parts = [
        plural(lineCount, 'product'),
        couponCode ? `code ${couponCode}` : null,
        refundedCents > 0 ? `${money(refundedCents)} refunded since` : null,
        `order ${orderKey}`,
      ];
      return { ...plain, title: `Ordered for ${money(revenueCents)}`, detail: joined(parts) };
    }
    case 'refund': {
      const { orderKey, amountCents } = entry.data;
      return { ...plain, title: `Got ${money(amountCents)} back`, detail: `order ${orderKey}` };
    }
    case 'decision': {
      const { summary, outcome } = entry.data;
      return { ...plain, title: summary, badge: outcomeBadge(outcome), path: `/decisions/${entry.id}` };
    }
    case 'message': {
      const { channel, subject, status } = entry.data;
      const title = `${nameOfChannel(channel)}: ${subject ?? 'short message'}`;
      return { ...plain, title, badge: messageBadge(status), path: `/sandbox/${entry.id}` };
    }
    case 'message_event': {
      const { what, subject, channel, isMachine, url, messageId } = entry.data;
      const title = `${MESSAGE_EVENTS[what] ?? what} “${subject ?? nameOfChannel(channel)}”`;
      const detail = joined([isMachine ? 'by a machine, counted nowhere' : null, url]);
      return { ...plain, title, detail, path: `/sandbox/${messageId}` };
    }
    case 'consent': {
      const { channel, purpose, status, source } = entry.data;
      const given = isAssumed({ source }) ? 'Assumed at import to agree to' : 'Agreed to';
      const verb = status === 'granted' ? given : 'Withdrew consent to';
      return {
        ...plain,
        title: `${verb} ${purpose} by ${isChannel(channel) ? channelInSentence(channel) : channel}`,
        detail: source,
      };
    }
    case 'stage': {
      const { from, to, reason } = entry.data;
      const title = from
        ? `${stageName(from)} became ${stageName(to).toLowerCase()}`
        : `Became ${stageName(to).toLowerCase()}`;
      return { ...plain, title, detail: reason };
    }
  }
}

type EventData = Extract<TimelineEntry, { kind: 'event' }>['data'];

function eventWords(data: EventData, currency: string): Pick<EntryWords, 'title' | 'detail'> {
  const facts = factsOf(data);
  return { title: eventTitle(facts), detail: eventSummary(facts, currency) };
}

function outcomeBadge(outcome: string): EntryWords['badge'] {
  return isOutcome(outcome) ? OUTCOME_WORDS[outcome] : { label: outcome, tone: 'neutral' };
}

const TROUBLE: Record<string, { label: string; tone: Tone }> = {
  bounced: { label: 'Bounced', tone: 'bad' },
  failed: { label: 'Failed', tone: 'bad' },
  unknown: { label: 'Fate unknown', tone: 'warn' },
  cancelled: { label: 'Cancelled', tone: 'warn' },
  queued: { label: 'Waiting to leave', tone: 'neutral' },
};

function messageBadge(status: string): EntryWords['badge'] {
  return TROUBLE[status] ?? null;
}

function nameOfChannel(channel: string): string {
  return isChannel(channel) ? channelName(channel) : channel;
}

function joined(parts: readonly (string | null)[]): string | null {
  return parts.filter((part) => part !== null && part !== '').join(' · ') || null;
}
