import type { ChannelId } from '../channels/channel';
import type { Snapshot } from '../decisions/snapshot';

export type ConsentRecord = Snapshot['consent'][number];

/** Purpose under which the ledger keeps that a customer confirmed a channel's opt-in from the address itself. */
export const CONFIRMATION = 'confirmation';

/** Purpose under which a withdrawal ends everything, on every channel ("stop all", the widest reading of STOP). */
export const EVERYTHING = 'everything';

/** The latest word on a channel and purpose, whatever order the ledger was read in; null where there is none. */
export function consentFor(snapshot: Snapshot, channel: ChannelId, purpose: string): ConsentRecord | null {
  return latest(snapshot.consent.filter((record) => record.channel === channel && record.purpose === purpose));
}

/** The latest word on a purpose that holds for all channels: a stated wish ("email_only"), a stop of everything. */
export function wordOn(snapshot: Snapshot, purpose: string): ConsentRecord | null {
  return latest(snapshot.consent.filter((record) => record.purpose === purpose));
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
