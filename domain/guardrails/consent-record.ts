import type { ChannelId } from '../channels/channel';
import type { Snapshot } from '../decisions/snapshot';
import { after, DAY } from '../shared/time';

export type ConsentRecord = Snapshot['consent'][number];

/** What a customer has said of consent, from which country, and which of their addresses are closed. */
export type Said = Pick<Snapshot, 'consent' | 'suppressed'> & {
  readonly customer: Pick<Snapshot['customer'], 'country'>;
};
/** The same without the addresses. */
export type Ledger = Pick<Snapshot, 'consent'>;

/** Purpose of a yes or no to marketing by a channel: the one that is asked for. */
export const MARKETING = 'marketing';

/** Purpose under which the ledger keeps that a customer confirmed a channel's opt-in from the address itself. */
export const CONFIRMATION = 'confirmation';

/** Purpose under which a withdrawal ends everything, on every channel ("stop all", the widest reading of STOP). */
export const EVERYTHING = 'everything';

/** Purpose under which a customer asks not to be written to for a while; it ends by itself. */
export const PAUSE = 'pause';
export const PAUSE_DAYS = 30;

/** The latest word on a channel and purpose, whatever order the ledger was read in; null where there is none. */
export function consentFor(snapshot: Ledger, channel: ChannelId, purpose: string): ConsentRecord | null {
  return latest(snapshot.consent.filter((record) => record.channel === channel && record.purpose === purpose));
}

/** The latest word on a purpose that holds for all channels: a stated wish ("email_only"), a stop of everything. */
export function wordOn(snapshot: Ledger, purpose: string): ConsentRecord | null {
  return latest(snapshot.consent.filter((record) => record.purpose === purpose));
}

/** Whether a wish that holds on every channel is in force. */
export function isWished(snapshot: Ledger, wish: string): boolean {
  return wordOn(snapshot, wish)?.status === 'granted';
}

/** When a pause that was asked for at this instant is over, as ISO 8601. */
export function pauseEnd({ occurredAt }: Pick<ConsentRecord, 'occurredAt'>): string {
  return after(new Date(occurredAt), PAUSE_DAYS * DAY).toISOString();
}

/** Until when a customer is not to be written to, as ISO 8601; null where no pause is running. */
export function pausedUntil(snapshot: Ledger, now: Date): string | null {
  const word = wordOn(snapshot, PAUSE);
  if (word?.status !== 'granted') return null;
  const end = pauseEnd(word);
  return end > now.toISOString() ? end : null;
}

/** Lawful bases by which consent is only implied (CASL), each running out by itself. */
export const IMPLIED = { purchase: 'implied_purchase', inquiry: 'implied_inquiry' } as const;

/** Whether a record says that consent was implied, not given. */
export function isImplied(record: Pick<ConsentRecord, 'lawfulBasis'>): boolean {
  return record.lawfulBasis === IMPLIED.purchase || record.lawfulBasis === IMPLIED.inquiry;
}

function latest(records: readonly ConsentRecord[]): ConsentRecord | null {
  let found: ConsentRecord | null = null;
  for (const record of records) {
    const isNewer = !found || record.occurredAt > found.occurredAt;
    // Of two words spoken at the same instant the refusal counts.
    const isRefusal = found?.occurredAt === record.occurredAt && record.status === 'withdrawn';
    if (isNewer || isRefusal) found = record;
  }
  return found;
}
