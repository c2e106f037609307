import { v7 } from 'uuid';
import { asVisitor } from '@/domain/events/claimed-user';
import type { EventProblem, EventType, ValidEvent } from '@/domain/events/event';
import { type Body, type BodyItem, validateItem } from '@/domain/events/read-body';
import { tenantPool } from '../../db';
import type { EventSender } from '../write-keys';
import { announceReceived } from './announce';
import { databaseAway } from './database-errors';
import { type NewDeadLetter, saveDeadLetters } from './dead-letters';
import { type EventRow, type Written, writeEvents } from './event-writer';
import { noteDuplicates } from './quality/note-duplicates';

export type RejectedEvent = EventProblem & { index: number; messageId: string | null };
export type IngestResult = { accepted: number; duplicates: number; rejected: RejectedEvent[] };

type Sorted = {
  valid: { index: number; event: ValidEvent; item: BodyItem }[];
  rejected: RejectedEvent[];
};

/**
 * Stores the events of one request, durable when it returns: good ones once each by messageId, bad ones as dead letters
 * with the field that is wrong. `receivedAt` is our own clock; events that say no time of their own get it (in a
 * workspace with a virtual clock: that clock). A browser's key speaks for anonymous ids alone. With `keepRejected: false` nothing is kept of bad ones. Throws unavailable, within seconds, when the database is away.
 */
export async function ingest(
  access: EventSender,
  input: { body: Body; type: EventType | null; receivedAt: Date; keepRejected?: boolean },
): Promise<IngestResult> {
  const sorted = sort(access, input);
  const rows = await toRows(access, sorted, input.receivedAt);
  const kept = input.keepRejected === false ? [] : sorted.rejected;
  const letters = kept.map((problem) => letter(access, problem, input.body.items[problem.index]));
  const [written] = await Promise.all([writeEvents(rows), saveDeadLetters(access.workspaceId, letters)]);
  const unstorable = await setAside(access, sorted, written);
  const accepted = written.filter((one) => one === 'stored').length;
  const duplicates = written.filter((one) => one === 'duplicate').length;
  const { workspaceId, keyId } = access;
  if (accepted > 0) announceReceived(workspaceId);
  if (duplicates > 0 && keyId) noteDuplicates({ workspaceId, keyId, count: duplicates });
  return {
    accepted,
    duplicates,
    rejected: [...sorted.rejected, ...unstorable].sort((one, other) => one.index - other.index),
  };
}

/** Keeps a body that could not be read at all among the dead letters, so that its sender can be helped. */
export async function keepUnreadable(access: EventSender, bytes: Uint8Array, problem: EventProblem): Promise<void> {
  const raw = new TextDecoder().decode(bytes);
  await saveDeadLetters(access.workspaceId, [letter(access, problem, { raw, value: null, problem })]);
}

function sort(
  access: EventSender,
  { body, type, receivedAt }: { body: Body; type: EventType | null; receivedAt: Date },
): Sorted {
  const sorted: Sorted = { valid: [], rejected: [] };
  const setting = { type, receivedAt, sentAt: body.sentAt, context: body.context };
  body.items.forEach((item, index) => {
    const verdict = validateItem(item, setting);
    if (!verdict.ok) {
      sorted.rejected.push({ index, messageId: verdict.messageId, ...verdict.problem });
      return;
    }
    const told = access.kind === 'browser' ? asVisitor(verdict.event) : verdict;
    if (told.ok) sorted.valid.push({ index, event: told.event, item });
    else sorted.rejected.push({ index, messageId: verdict.event.messageId, ...told.problem });
  });
  return sorted;
}

async function toRows(access: EventSender, sorted: Sorted, receivedAt: Date): Promise<EventRow[]> {
  const needsClock = access.isVirtual && sorted.valid.some(({ event }) => !event.occurredAt);
  const now = needsClock ? await workspaceClock(access, receivedAt) : receivedAt;
  return sorted.valid.map(({ event }) => ({
    workspace_id: access.workspaceId,
    // A sender that gives no messageId cannot be told from one that repeats itself.
    message_id: event.messageId ?? v7(),
    type: event.type,
    name: event.name,
    user_id: event.userId,
    anonymous_id: event.anonymousId,
    occurred_at: (event.occurredAt ?? now).toISOString(),
    sent_at: event.sentAt?.toISOString() ?? null,
    properties: event.properties,
    context: event.context,
    is_simulated: event.claimsSimulated && access.isDemo,
    key_id: access.keyId,
  }));
}

async function workspaceClock(access: EventSender, otherwise: Date): Promise<Date> {
  const query = 'SELECT virtual_now FROM workspace WHERE id = $1';
  const { rows } = await tenantPool(access.workspaceId)
    .query<{ virtual_now: Date | null }>(query, [access.workspaceId])
    .catch(() => {
      throw databaseAway();
    });
  return rows[0]?.virtual_now ?? otherwise;
}

async function setAside(access: EventSender, sorted: Sorted, written: readonly Written[]): Promise<RejectedEvent[]> {
  const refused = sorted.valid.filter((_, index) => written[index] === 'unstorable');
  const message = 'The event holds a value that cannot be stored.';
  const rejected = refused.map(({ index, event }) => ({
    index,
    messageId: event.messageId,
    code: 'unstorable',
    field: 'event',
    message,
  }));
  const letters = rejected.map((problem, index) => letter(access, problem, refused[index]?.item));
  await saveDeadLetters(access.workspaceId, letters);
  return rejected;
}

function letter({ keyId }: EventSender, problem: EventProblem, item: BodyItem | undefined): NewDeadLetter {
  const { code, field, message: reason } = problem;
  return { source: 'api', code, field, reason, raw: item?.raw ?? '', keyId };
}
