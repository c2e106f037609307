import { z } from 'zod';
import type { EventProblem, ValidEvent } from '@/domain/events/event';
import { type MendedEvent, readMended } from '@/domain/events/mended-event';
import type { BodyItem } from '@/domain/events/read-body';
import type { WriteKeyKind } from '@/domain/workspaces/write-key-kinds';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { announceReceived } from './announce';
import { ingest } from './ingest';
import { DeadLetterFilter, openLetters } from './list-dead-letters';

/** The door itself answers within a few seconds; letters are held for a little longer. */
const HELD_MS = 20_000;
/** Letters of one turn: a list of any length is worked off in turns. */
const TURN = 200;

const Mended = z
  .string()
  .min(2)
  .max(64 * 1024);
/** `mended`: JSON of one call with its `type`. */
export const ReplayInput = z.object({ id: z.uuid(), mended: Mended });

/** Either these letters, or all that a filter leaves. */
const Chosen = z.object({
  ids: z.array(z.uuid()).min(1).max(1_000).optional(),
  filter: DeadLetterFilter.optional(),
  /** Of a longer list: only those after this one, which the turn before has named. */
  after: z.uuid().nullish(),
});
export const ReplayManyInput = Chosen;
export const DiscardInput = Chosen.extend({
  reason: z.string().trim().min(3, 'Say why they are discarded.').max(300),
});

/** One turn: how many were resolved, how many could still not be used, and where the next turn goes on, if anywhere. */
export type Turn = { resolved: number; unusable: number; next: string | null };

type Letter = {
  id: string;
  source: string;
  code: string;
  field: string | null;
  raw: string;
  receivedAt: Date;
  keyId: string | null;
  /** Of the key it came by: it says no more when it is sent in again, whoever sends it. */
  kind: WriteKeyKind;
};

/** What is still wrong with a mended event; null when it can be used. Nothing changes. */
export async function checkMended(
  ctx: ServiceContext,
  input: z.input<typeof ReplayInput>,
): Promise<{ problem: EventProblem | null }> {
  authorise(ctx, 'events.read');
  const { id, mended } = ReplayInput.parse(input);
  const letter = await ctx.db.deadLetter.findFirst({
    where: { workspaceId: ctx.workspaceId, id },
    select: { receivedAt: true },
  });
  if (!letter) throw notThere();
  const read = readMended(mended, { receivedAt: letter.receivedAt, currency: ctx.workspace.currency });
  return { problem: read.ok ? null : read.problem };
}

/**
 * Sends a mended dead letter in again and marks it as resolved. It keeps its messageId, and its time: one that says none
 * happened when it first came in. An event that had been accepted before is put right where it stands and processed
 * anew. Throws invalid, naming the field, while something is still wrong with it, and conflict for all but one of those
 * who mend it at once; then nothing changes.
 */
export async function replayDeadLetter(
  ctx: ServiceContext,
  input: z.input<typeof ReplayInput>,
): Promise<{ accepted: boolean }> {
  authorise(ctx, 'imports.run');
  const { id, mended } = ReplayInput.parse(input);
  const accepted = await ctx.db.$transaction(
    async (tx) => {
      const letter = await takeLetter(tx, ctx, id);
      const read = readMended(mended, { receivedAt: letter.receivedAt, currency: ctx.workspace.currency });
      if (!read.ok) throw invalid(read.problem);
      const isNew = await sendIn(tx, ctx, letter, read);
      await resolve(tx, ctx, [id], 'replayed');
      const payload = { code: letter.code, field: letter.field };
      await appendAudit(tx, ctx, { action: 'dead_letter.replayed', subject: `dead_letter:${id}`, payload });
      return isNew;
    },
    { timeout: HELD_MS },
  );
  announceReceived(ctx.workspaceId);
  return { accepted };
}

/**
 * Sends letters in again as they are, for when what was wrong lay outside of them (a currency that was set, a version
 * that was mended). What still cannot be used stays open. One turn of at most 200, the oldest first.
 */
export async function replayDeadLetters(ctx: ServiceContext, input: z.input<typeof ReplayManyInput>): Promise<Turn> {
  authorise(ctx, 'imports.run');
  const chosen = ReplayManyInput.parse(input);
  const turn = await ctx.db.$transaction(
    async (tx) => {
      const letters = await takeSome(tx, ctx, chosen);
      const usable: string[] = [];
      for (const letter of letters) if (await replayAsItIs(tx, ctx, letter)) usable.push(letter.id);
      await resolve(tx, ctx, usable, 'replayed');
      await tellAudit(tx, ctx, 'dead_letters.replayed', {
        count: usable.length,
        unusable: letters.length - usable.length,
      });
      return turnOf(letters, usable.length);
    },
    { timeout: HELD_MS },
  );
  if (turn.resolved > 0) announceReceived(ctx.workspaceId);
  return turn;
}

/** Puts letters aside for good, with the reason. One turn of at most 200, the oldest first. */
export async function discardDeadLetters(ctx: ServiceContext, input: z.input<typeof DiscardInput>): Promise<Turn> {
  authorise(ctx, 'imports.run');
  const { reason, ...chosen } = DiscardInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    const letters = await takeSome(tx, ctx, chosen);
    await resolve(
      tx,
      ctx,
      letters.map((letter) => letter.id),
      'discarded',
      reason,
    );
    await tellAudit(tx, ctx, 'dead_letters.discarded', { count: letters.length, reason });
    return turnOf(letters, letters.length);
  });
}

async function replayAsItIs(tx: Db, ctx: ServiceContext, letter: Letter): Promise<boolean> {
  const read = readMended(letter.raw, { receivedAt: letter.receivedAt, currency: ctx.workspace.currency });
  if (!read.ok) return false;
  try {
    await sendIn(tx, ctx, letter, read);
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'invalid') return false;
    throw error;
  }
}

type Readable = Extract<MendedEvent, { ok: true }>;

/** Whether anything is new by it: false when its messageId had been accepted before. */
async function sendIn(tx: Db, ctx: ServiceContext, letter: Letter, { event, item }: Readable): Promise<boolean> {
  if (letter.source === 'processing' && (await putRight(tx, ctx, letter, event))) return true;
  const access = {
    keyId: letter.keyId,
    kind: letter.kind,
    workspaceId: ctx.workspaceId,
    isDemo: ctx.workspace.isDemo,
    isVirtual: ctx.workspace.isVirtual,
  };
  const body = { items: [identified(item, letter)], writeKey: null, sentAt: null, context: {} };
  const input = { body, type: null, receivedAt: letter.receivedAt, keepRejected: false };
  const { accepted, rejected } = await ingest(access, input);
  const [problem] = rejected;
  if (problem) throw invalid(problem);
  return accepted > 0;
}

/**
 * An accepted event that nothing could be made of is mended where it stands, and waits to be processed again: whatever
 * is folded from events is folded anew. One that changes hands by being mended is another event.
 */
async function putRight(tx: Db, ctx: ServiceContext, letter: Letter, event: ValidEvent): Promise<boolean> {
  const { messageId } = JSON.parse(letter.raw) as { messageId?: unknown };
  if (event.messageId === null || event.messageId !== messageId) return false;
  const { name, occurredAt, properties, context } = event;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH mended AS (
      UPDATE event SET name = ${name}, occurred_at = coalesce(${occurredAt}::timestamptz, occurred_at),
        properties = ${JSON.stringify(properties)}::jsonb, context = ${JSON.stringify(context)}::jsonb
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND message_id = ${event.messageId} AND type = ${event.type}
        AND user_id IS NOT DISTINCT FROM ${event.userId}::text
        AND anonymous_id IS NOT DISTINCT FROM ${event.anonymousId}::text
      RETURNING id, workspace_id
    )
    INSERT INTO event_pending (event_id, workspace_id) SELECT id, workspace_id FROM mended
    ON CONFLICT (event_id) DO UPDATE SET workspace_id = excluded.workspace_id RETURNING event_id::text AS id`;
  return rows.length > 0;
}

/** What was accepted under its messageId would be taken for a repetition: it comes back under one of its own. */
function identified(item: BodyItem, letter: Letter): BodyItem {
  const call = item.value as { messageId?: unknown };
  if (call.messageId && letter.source === 'api') return item;
  return { ...item, value: { ...call, messageId: `mended:${letter.id}` } };
}

/** Locks an open letter until the transaction ends. Whoever comes meanwhile does not wait: it is being mended. */
async function takeLetter(tx: Db, ctx: ServiceContext, id: string): Promise<Letter> {
  const [letter] = await takeLetters(tx, ctx, { ids: [id] });
  if (letter) return letter;
  const known = await tx.deadLetter.findFirst({ where: { workspaceId: ctx.workspaceId, id } });
  if (!known) throw notThere();
  const what = known.resolvedAt
    ? `has been ${known.resolution ?? 'replayed'} already`
    : 'is being mended by somebody else just now';
  throw new ServiceError('conflict', `This event ${what}.`);
}

/** Of those named at least one must be known; that others have resolved them meanwhile is no fault. */
async function takeSome(tx: Db, ctx: ServiceContext, chosen: z.output<typeof Chosen>): Promise<Letter[]> {
  const letters = await takeLetters(tx, ctx, chosen);
  if (letters.length > 0 || !chosen.ids) return letters;
  const known = await tx.deadLetter.count({ where: { workspaceId: ctx.workspaceId, id: { in: chosen.ids } } });
  if (known === 0) throw notThere();
  return letters;
}

function takeLetters(tx: Db, ctx: ServiceContext, chosen: z.output<typeof Chosen>): Promise<Letter[]> {
  return tx.$queryRaw<Letter[]>`
    SELECT id, source, code, field, raw, received_at AS "receivedAt", key_id AS "keyId",
      coalesce((SELECT k.kind FROM write_key k
        WHERE k.workspace_id = dead_letter.workspace_id AND k.id = dead_letter.key_id), 'server') AS kind
    FROM dead_letter
    WHERE ${openLetters(ctx, chosen)} ORDER BY id LIMIT ${TURN} FOR UPDATE SKIP LOCKED`;
}

async function resolve(
  tx: Db,
  ctx: ServiceContext,
  ids: readonly string[],
  resolution: 'replayed' | 'discarded',
  note: string | null = null,
): Promise<void> {
  const by = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await tx.$executeRaw`
    UPDATE dead_letter SET resolved_at = now(), resolution = ${resolution}, resolution_note = ${note}, resolved_by_id = ${by}::uuid
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ANY(${ids}::uuid[])`;
}

async function tellAudit(
  tx: Db,
  ctx: ServiceContext,
  action: 'dead_letters.replayed' | 'dead_letters.discarded',
  payload: { count: number; unusable?: number; reason?: string },
): Promise<void> {
  if (payload.count === 0) return;
  await appendAudit(tx, ctx, { action, subject: `workspace:${ctx.workspaceId}`, payload });
}

function turnOf(letters: readonly Letter[], resolved: number): Turn {
  const last = letters.at(-1);
  return { resolved, unusable: letters.length - resolved, next: letters.length === TURN && last ? last.id : null };
}

function invalid(problem: { field: string; message: string }): ServiceError {
  return new ServiceError('invalid', problem.message, { field: problem.field });
}

function notThere(): ServiceError {
  return new ServiceError('not_found', 'There is no such event.');
}
