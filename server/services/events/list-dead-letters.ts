import { z } from 'zod';
import type { EventType } from '@/domain/events/event';
import { readBody } from '@/domain/events/read-body';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { ingest } from './ingest';

export const DeadLetterListInput = z.object({
  /** Those mended or put aside as well. */
  includeResolved: z.boolean().default(false),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
/** The door itself answers within a few seconds; the letter is held for a little longer. */
const REPLAY_WITHIN_MS = 10_000;
const Cursor = z.object({ at: z.iso.datetime(), id: z.uuid() });

export type DeadLetterItem = {
  id: string;
  receivedAt: Date;
  /** api: refused at the door. processing: accepted, but nothing could be made of it. */
  source: string;
  code: string;
  field: string | null;
  reason: string;
  raw: string;
  resolvedAt: Date | null;
};

/** Events that could not be used, the last first, with what is wrong with each. */
export async function listDeadLetters(
  ctx: ServiceContext,
  input: z.input<typeof DeadLetterListInput>,
): Promise<Page<DeadLetterItem>> {
  authorise(ctx, 'events.read');
  const { includeResolved, limit, cursor } = DeadLetterListInput.parse(input);
  const from = cursor ? readCursor(Cursor, cursor) : null;
  const rows = await ctx.db.deadLetter.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(!includeResolved && { resolvedAt: null }),
      ...(from && { OR: [{ receivedAt: { lt: from.at } }, { receivedAt: from.at, id: { lt: from.id } }] }),
    },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row.receivedAt.toISOString(), id: row.id }));
  return { ...page, items: page.items.map(({ workspaceId: _, ...letter }) => letter) };
}

export const ReplayInput = z.object({
  id: z.uuid(),
  /** The event, mended: JSON of one call with its `type`. */
  mended: z
    .string()
    .min(2)
    .max(64 * 1024),
});

/**
 * Sends a mended dead letter in again, as if it had just arrived, and marks the letter as resolved. Throws invalid,
 * naming the field, while something is still wrong with it, and conflict for all but one of those who mend it at once;
 * then nothing changes.
 */
export async function replayDeadLetter(
  ctx: ServiceContext,
  input: z.input<typeof ReplayInput>,
): Promise<{ accepted: boolean }> {
  authorise(ctx, 'imports.run');
  const { id, mended } = ReplayInput.parse(input);
  return ctx.db.$transaction(
    async (tx) => {
      const letter = await takeLetter(tx, ctx, id);
      const accepted = await sendMended(ctx, letter, mended);
      await tx.deadLetter.updateMany({
        where: { workspaceId: ctx.workspaceId, id },
        data: { resolvedAt: new Date() },
      });
      const payload = { code: letter.code, field: letter.field };
      await appendAudit(tx, ctx, { action: 'dead_letter.replayed', subject: `dead_letter:${id}`, payload });
      return { accepted };
    },
    { timeout: REPLAY_WITHIN_MS },
  );
}

type Letter = { id: string; source: string; code: string; field: string | null };

/** Locks an open letter until the transaction ends. Whoever comes meanwhile does not wait: it is being mended. */
async function takeLetter(tx: Db, ctx: ServiceContext, id: string): Promise<Letter> {
  const [letter] = await tx.$queryRaw<Letter[]>`
    SELECT id, source, code, field FROM dead_letter
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${id}::uuid AND resolved_at IS NULL
    FOR UPDATE SKIP LOCKED`;
  if (letter) return letter;
  const known = await tx.deadLetter.findFirst({ where: { workspaceId: ctx.workspaceId, id } });
  if (!known) throw new ServiceError('not_found', 'There is no such event.');
  const what = known.resolvedAt ? 'has been mended already' : 'is being mended by somebody else just now';
  throw new ServiceError('conflict', `This event ${what}.`);
}

/** Whether the event is new: false when its messageId was known. Throws invalid, naming the field. */
async function sendMended(ctx: ServiceContext, letter: Letter, mended: string): Promise<boolean> {
  const reading = readBody(Buffer.from(`{"batch":[${withFreshId(mended, letter)}]}`), 'batch');
  if (!reading.ok) throw invalid(reading.problem);
  const access = {
    keyId: '',
    kind: 'server' as const,
    workspaceId: ctx.workspaceId,
    isDemo: ctx.workspace.isDemo,
    isVirtual: ctx.workspace.isVirtual,
  };
  const result = await ingest(access, { body: reading.body, type: null, receivedAt: new Date(), keepRejected: false });
  const [rejected] = result.rejected;
  if (rejected) throw invalid(rejected);
  return result.accepted > 0;
}

/** What was accepted once under its messageId would be taken for a repetition: it comes back under a new one. */
function withFreshId(mended: string, letter: { id: string; source: string }): string {
  const call = parseCall(mended);
  const type = typeof call.type === 'string' ? call.type : typeOf(call);
  const messageId = letter.source === 'processing' || !call.messageId ? `mended:${letter.id}` : call.messageId;
  return JSON.stringify({ ...call, type, messageId });
}

function parseCall(mended: string): Record<string, unknown> {
  try {
    const call: unknown = JSON.parse(mended);
    if (typeof call === 'object' && call !== null && !Array.isArray(call)) return { ...call };
  } catch {
    // Answered below, like anything else that is not one call.
  }
  throw new ServiceError('invalid', 'This is not a JSON object with one event.', { field: 'event' });
}

/** A call that came to an address of its own names no type: its shape tells. */
function typeOf(call: Record<string, unknown>): EventType | undefined {
  if (call.event !== undefined) return 'track';
  if (call.traits !== undefined) return 'identify';
  return call.properties === undefined ? undefined : 'page';
}

function invalid(problem: { field: string; message: string }): ServiceError {
  return new ServiceError('invalid', problem.message, { field: problem.field });
}
