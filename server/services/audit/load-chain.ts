import type { Checkpoint } from '@/domain/audit/checkpoint';
import { CHAIN_START, type ChainEnd, type ChainEntry } from '@/domain/audit/verify-chain';
import type { Db } from '../../db';
import type { AuditCheckpoint } from '../../generated/prisma/client';

type Reading = { db: Db; workspaceId: string };

/** Some entries after another, in order, as they were hashed. */
export function loadAfter({ db, workspaceId }: Reading, seq: bigint, limit: number): Promise<ChainEntry[]> {
  return db.$queryRaw<ChainEntry[]>`
    SELECT workspace_id AS "workspaceId", seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
           actor, action, subject, payload, format, prev_hash AS "prevHash", hash
    FROM audit_entry WHERE workspace_id = ${workspaceId}::uuid AND seq > ${seq} ORDER BY seq LIMIT ${limit}`;
}

/** Every entry about something, in order, as it was hashed. */
export function loadAbout({ db, workspaceId }: Reading, subject: string): Promise<ChainEntry[]> {
  return db.$queryRaw<ChainEntry[]>`
    SELECT workspace_id AS "workspaceId", seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
           actor, action, subject, payload, format, prev_hash AS "prevHash", hash
    FROM audit_entry WHERE workspace_id = ${workspaceId}::uuid AND subject = ${subject} ORDER BY seq`;
}

/** Where the log ends, as the head that is kept apart says. */
export async function loadHead({ db, workspaceId }: Reading): Promise<ChainEnd> {
  return (await db.auditHead.findUnique({ where: { workspaceId }, select: { seq: true, hash: true } })) ?? CHAIN_START;
}

/** Number and hash of one entry; null when it is not there. */
export async function loadEnd({ db, workspaceId }: Reading, seq: bigint): Promise<ChainEnd | null> {
  if (seq === 0n) return CHAIN_START;
  return db.auditEntry.findUnique({
    where: { workspaceId_seq: { workspaceId, seq } },
    select: { seq: true, hash: true },
  });
}

/** The checkpoints of the database after one entry, up to another, in order; all of them, or the first few. */
export async function loadCheckpoints(
  { db, workspaceId }: Reading,
  { after, upTo, first }: { after: bigint; upTo?: bigint; first?: number | undefined },
): Promise<Checkpoint[]> {
  const seq = upTo === undefined ? { gt: after } : { gt: after, lte: upTo };
  const where = { workspaceId, seq };
  const rows = await db.auditCheckpoint.findMany({ where, orderBy: { seq: 'asc' }, take: first });
  return rows.map(toCheckpoint);
}

/** The first checkpoint of the database that covers an entry; null where nothing has signed it. */
export async function firstCheckpoint({ db, workspaceId }: Reading, from: bigint): Promise<Checkpoint | null> {
  const where = { workspaceId, seq: { gte: from } };
  const row = await db.auditCheckpoint.findFirst({ where, orderBy: { seq: 'asc' } });
  return row && toCheckpoint(row);
}

/** The last checkpoint of the database, up to an entry when told. */
export async function lastCheckpoint({ db, workspaceId }: Reading, upTo?: bigint): Promise<Checkpoint | null> {
  const where = upTo === undefined ? { workspaceId } : { workspaceId, seq: { lte: upTo } };
  const row = await db.auditCheckpoint.findFirst({ where, orderBy: { seq: 'desc' } });
  return row && toCheckpoint(row);
}

function toCheckpoint(row: AuditCheckpoint): Checkpoint {
  return { ...row, at: row.at.toISOString() };
}
