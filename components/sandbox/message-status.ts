import type { Tone } from '@/components/ui/badge';

/** The instants of a message that say how far it came; a row of the list and the message itself fit. */
export type MessageMoments = {
  status: string;
  deliveredAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
  unsubscribedAt: Date | null;
  bouncedAt: Date | null;
  complainedAt: Date | null;
};

export type MessageState = { word: string; tone: Tone };

const BEFORE_DELIVERY: Record<string, MessageState> = {
  queued: { word: 'Waiting to leave', tone: 'neutral' },
  claimed: { word: 'Leaving', tone: 'neutral' },
  attempting: { word: 'Leaving', tone: 'neutral' },
  accepted: { word: 'Handed over', tone: 'info' },
  delivered: { word: 'Delivered', tone: 'info' },
  bounced: { word: 'Bounced', tone: 'bad' },
  confirmed: { word: 'Confirmed', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  unknown: { word: 'Fate unknown', tone: 'warn' },
  cancelled: { word: 'Cancelled', tone: 'warn' },
};

/** The one thing worth saying about a message in a list: what went wrong first, else the furthest it came. */
export function messageState(message: MessageMoments): MessageState {
  if (message.complainedAt) return { word: 'Marked as spam', tone: 'bad' };
  if (message.unsubscribedAt) return { word: 'Unsubscribed', tone: 'warn' };
  if (message.bouncedAt) return { word: 'Bounced', tone: 'bad' };
  if (message.clickedAt) return { word: 'Clicked', tone: 'good' };
  if (message.openedAt) return { word: 'Opened', tone: 'good' };
  return BEFORE_DELIVERY[message.status] ?? { word: message.status, tone: 'neutral' };
}
