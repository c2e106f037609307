import type { MessageDetail } from '@/server/services/messages';

export type ActivityStep = {
  id: string;
  at: Date;
  word: string;
  detail: string | null;
  isMachine: boolean;
  isSimulated: boolean;
};

type Facts = Pick<
  MessageDetail,
  'sendAt' | 'acceptedAt' | 'deliveredAt' | 'status' | 'failureReason' | 'events' | 'provider'
>;

const WORDS: Record<string, string> = {
  delivered: 'Delivered',
  opened: 'Opened',
  clicked: 'Clicked',
  bounced: 'Bounced',
  complained: 'Marked as spam',
  unsubscribed: 'Unsubscribed',
};

/** The life of a message in order of time: when it was due, handed over and delivered, then what became of it. */
export function activityOf(message: Facts): ActivityStep[] {
  const { sendAt, acceptedAt, deliveredAt, status, failureReason, events, provider } = message;
  const own = { isMachine: false, isSimulated: false, detail: null };
  const isToldOf = (kind: string) => events.some((event) => event.kind === kind);
  const steps: ActivityStep[] = [{ ...own, id: 'due', at: sendAt, word: 'Due to leave' }];
  if (acceptedAt) steps.push({ ...own, id: 'accepted', at: acceptedAt, word: `Handed to ${provider}` });
  if (deliveredAt && !isToldOf('delivered')) {
    steps.push({ ...own, id: 'delivered', at: deliveredAt, word: 'Delivered' });
  }
  if ((status === 'failed' || status === 'cancelled') && failureReason) {
    const word = status === 'failed' ? 'Failed' : 'Cancelled';
    steps.push({ ...own, id: status, at: acceptedAt ?? sendAt, word, detail: failureReason });
  }
  for (const { id, kind, occurredAt, url, isMachine, isSimulated } of events) {
    steps.push({ id, at: occurredAt, word: WORDS[kind] ?? kind, detail: url, isMachine, isSimulated });
  }
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
