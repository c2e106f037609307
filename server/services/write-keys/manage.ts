import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { z } from 'zod';
import { OVERLAP_HOURS, WRITE_KEY_KINDS, type WriteKeyKind } from '@/domain/workspaces/write-key-kinds';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { forgetAccess, hashWriteKey } from './access';

export type WriteKeySummary = {
  id: string;
  name: string;
  kind: WriteKeyKind;
  /** First characters, to tell keys apart. */
  prefix: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  /** A key that was replaced works until then; null while nothing has replaced it. */
  worksUntil: Date | null;
  /** active; ending: replaced, and still works; ended: replaced, and works no more; revoked. */
  state: 'active' | 'ending' | 'ended' | 'revoked';
};

/** A key just made: the key itself is in this answer and nowhere else. */
export type MadeWriteKey = WriteKeySummary & { key: string };

export const CreateWriteKeyInput = z.object({
  name: z.string().max(200),
  kind: z.enum(WRITE_KEY_KINDS).default('server'),
});
export const RotateWriteKeyInput = z.object({
  id: z.uuid(),
  /** Hours of real time that the replaced key goes on working; 0 ends it at once. */
  overlapHours: z.literal(OVERLAP_HOURS),
});

const Name = z.string().trim().min(1, 'Give the key a name.').max(80, 'A name may be 80 characters long at most.');
const PREFIX_LENGTH = 8;
const COLUMNS = Prisma.sql`id, name, kind, prefix, hash, created_at AS "createdAt", last_used_at AS "lastUsedAt",
  revoked_at AS "revokedAt", works_until AS "worksUntil", CASE WHEN revoked_at IS NOT NULL THEN 'revoked'
  WHEN works_until IS NULL THEN 'active' WHEN works_until > now() THEN 'ending' ELSE 'ended' END AS state`;

/** Cut, since the column keeps milliseconds: rounded up, a key that ends at once would have a moment left. */
const WHOLE_NOW = Prisma.sql`date_trunc('milliseconds', now())`;

type Row = WriteKeySummary & { hash: string };

/** Makes a write key. Only its hash is kept. Throws forbidden, invalid. */
export async function createWriteKey(
  ctx: ServiceContext,
  input: z.input<typeof CreateWriteKeyInput>,
): Promise<MadeWriteKey> {
  authorise(ctx, 'settings.manage');
  return makeWriteKey(ctx, input);
}

/** The same for a key that the product uses itself, so that it may be made by what runs in the background. */
export async function makeWriteKey(
  ctx: ServiceContext,
  input: z.input<typeof CreateWriteKeyInput>,
): Promise<MadeWriteKey> {
  const { name: given, kind } = CreateWriteKeyInput.parse(input);
  const name = Name.safeParse(given);
  if (!name.success) throw new ServiceError('invalid', name.error.issues[0]?.message ?? '', { field: 'name' });
  return inTransaction(ctx, async (tx) => {
    const made = await insertKey(tx, ctx, { name: name.data, kind });
    const payload = { name: made.name, prefix: made.prefix, kind };
    await appendAudit(tx, ctx, { action: 'write_key.created', subject: `write_key:${made.id}`, payload });
    return made;
  });
}

/**
 * Replaces a key by a new one of the same name and kind; the old one goes on working for so many hours of real time, so
 * that a shop can change over without losing an event. Throws conflict for a key that was replaced or revoked.
 */
export async function rotateWriteKey(
  ctx: ServiceContext,
  input: z.input<typeof RotateWriteKeyInput>,
): Promise<MadeWriteKey & { replaced: WriteKeySummary }> {
  authorise(ctx, 'settings.manage');
  const { id, overlapHours } = RotateWriteKeyInput.parse(input);
  const { made, replaced } = await inTransaction(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<Row[]>`
      UPDATE write_key SET works_until = ${WHOLE_NOW} + ${overlapHours} * interval '1 hour'
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${id}::uuid AND revoked_at IS NULL AND works_until IS NULL
      RETURNING ${COLUMNS}`;
    if (!row) throw await whyNot(tx, ctx, id);
    const successor = await insertKey(tx, ctx, { name: row.name, kind: row.kind });
    const payload = { name: row.name, prefix: row.prefix, newPrefix: successor.prefix, overlapHours };
    await appendAudit(tx, ctx, { action: 'write_key.rotated', subject: `write_key:${id}`, payload });
    return { made: successor, replaced: row };
  });
  forgetAccess(replaced.hash);
  return { ...made, replaced: summary(replaced) };
}

/** Ends a key for good; clients that use it get 401 within two seconds. Ending it twice changes nothing. */
export async function revokeWriteKey(ctx: ServiceContext, input: { id: string }): Promise<WriteKeySummary> {
  authorise(ctx, 'settings.manage');
  return endWriteKey(ctx, input);
}

/** The same for a key that the product made for itself. */
export async function endWriteKey(ctx: ServiceContext, input: { id: string }): Promise<WriteKeySummary> {
  const revoked = await inTransaction(ctx, async (tx) => {
    const where = { workspaceId: ctx.workspaceId, id: input.id };
    // Of several at once one ends it: the others wait for its row, and find it ended.
    const { count } = await tx.writeKey.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    const found = await findKey(tx, ctx, input.id);
    if (!found) throw new ServiceError('not_found', 'There is no such write key.');
    if (count === 0) return found;
    const payload = { name: found.name, prefix: found.prefix };
    await appendAudit(tx, ctx, { action: 'write_key.revoked', subject: `write_key:${found.id}`, payload });
    return found;
  });
  forgetAccess(revoked.hash);
  return summary(revoked);
}

/** The workspace's write keys, newest first, ended ones included. */
export async function listWriteKeys(ctx: ServiceContext): Promise<WriteKeySummary[]> {
  authorise(ctx, 'settings.manage');
  const keys = await ctx.db.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM write_key WHERE workspace_id = ${ctx.workspaceId}::uuid
    ORDER BY created_at DESC, id DESC LIMIT 200`;
  return keys.map(summary);
}

async function insertKey(
  tx: Db,
  ctx: ServiceContext,
  { name, kind }: { name: string; kind: WriteKeyKind },
): Promise<MadeWriteKey> {
  const key = `${kind === 'browser' ? 'pk' : 'wk'}_${randomBytes(24).toString('base64url')}`;
  const id = v7();
  const row = { id, workspaceId: ctx.workspaceId, name, kind, prefix: key.slice(0, PREFIX_LENGTH) };
  const { createdAt } = await tx.writeKey.create({ data: { ...row, hash: hashWriteKey(key) } });
  const { workspaceId: _, ...shown } = row;
  return { ...shown, createdAt, lastUsedAt: null, revokedAt: null, worksUntil: null, state: 'active', key };
}

async function findKey(tx: Db, ctx: ServiceContext, id: string): Promise<Row | undefined> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM write_key WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${id}::uuid`;
  return row;
}

async function whyNot(tx: Db, ctx: ServiceContext, id: string): Promise<ServiceError> {
  const found = await findKey(tx, ctx, id);
  if (!found) return new ServiceError('not_found', 'There is no such write key.');
  const why = found.state === 'revoked' ? 'has been revoked' : 'has been replaced already';
  return new ServiceError('conflict', `This key ${why}.`);
}

function summary({ hash: _, ...key }: Row): WriteKeySummary {
  return key;
}
