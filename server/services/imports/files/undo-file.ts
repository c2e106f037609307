import { nothingUndone, plusUndone, UndoTotals } from '@/domain/imports/undo';
import { after, MINUTE } from '@/domain/shared/time';
import { appendAudit } from '../../../audit';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { ServiceError } from '../../../errors';
import { inTransaction } from '../../../in-transaction';
import { type EventToTakeBack, takeEventsBack } from '../../events';
import { takeGrantsBack } from './consents-of-file';
import { takeProductsBack } from './product-journal';
import type { FileImportStatus } from './types';

/** A file as far as its undo has to know it. */
type Undoing = { importId: string; kind: string; fileHash: string; from: Date; to: Date; byId: string | null };

const BATCH = 500;
/** Clocks of the database and of whoever noted when the import began and ended may differ so much. */
const SLACK = 10 * MINUTE;

/** What one part did, and where the next begins; null where nothing is left. */
type Part = { done: Partial<UndoTotals>; cursor: string } | null;

/**
 * One turn of an undo: part after part, each a transaction that takes something back and notes that it has. Killed at
 * any moment it goes on from the last note.
 */
export async function undoOn(
  ctx: ServiceContext,
  { importId, deadline }: { importId: string; deadline: number },
): Promise<{ done: boolean; status: FileImportStatus }> {
  const file = await openUndo(ctx, importId);
  do {
    if (!(await inTransaction(ctx, (tx) => undoPart(tx, ctx, file)))) return { done: true, status: 'undone' };
  } while (Date.now() < deadline);
  return { done: false, status: 'undoing' };
}

async function openUndo(ctx: ServiceContext, importId: string): Promise<Undoing> {
  const row = await ctx.db.fileImport.findFirst({ where: { workspaceId: ctx.workspaceId, id: importId } });
  if (!row) throw new ServiceError('not_found', 'There is no such import.');
  const { kind, fileHash } = row;
  return { importId, kind: kind ?? '', fileHash, byId: row.undoById, ...spanOf(row) };
}

/** Between when what the file brought was written. */
export function spanOf(row: { phaseAt: Date | null; createdAt: Date; finishedAt: Date | null; updatedAt: Date }) {
  return { from: after(row.phaseAt ?? row.createdAt, -SLACK), to: after(row.finishedAt ?? row.updatedAt, SLACK) };
}

/** Whether something was left to do. */
async function undoPart(tx: Db, ctx: ServiceContext, file: Undoing): Promise<boolean> {
  const { workspaceId } = ctx;
  const where = { workspaceId, id: file.importId };
  await tx.$queryRaw`
    SELECT 1 FROM file_import WHERE workspace_id = ${workspaceId}::uuid AND id = ${file.importId}::uuid FOR UPDATE`;
  const row = await tx.fileImport.findFirstOrThrow({ where });
  if (row.status !== 'undoing') return false;
  const totals = UndoTotals.parse(row.undo ?? nothingUndone());
  const part = await nextPart(tx, ctx, file, row.undoCursor);
  if (part) {
    const data = { undo: plusUndone(totals, part.done), undoCursor: part.cursor };
    await tx.fileImport.updateMany({ where, data });
    return true;
  }
  await closeLetters(tx, ctx, file);
  await tx.fileImport.updateMany({ where, data: { status: 'undone' } });
  await appendAudit(tx, ctx, { action: 'file_import.undone', subject: `import:${file.importId}`, payload: totals });
  return false;
}

function nextPart(tx: Db, ctx: ServiceContext, file: Undoing, cursor: string | null): Promise<Part> {
  switch (file.kind) {
    case 'products':
    case 'costs':
      return productsPart(tx, ctx, file);
    case 'consents':
      return consentsPart(tx, ctx, file, cursor);
    default:
      return eventsPart(tx, ctx, file, cursor);
  }
}

async function productsPart(tx: Db, ctx: ServiceContext, { importId }: Undoing): Promise<Part> {
  const done = await takeProductsBack(tx, ctx, { importId, take: BATCH });
  return done && { done, cursor: '' };
}

async function consentsPart(tx: Db, ctx: ServiceContext, file: Undoing, cursor: string | null): Promise<Part> {
  const proof = `import:${file.fileHash.slice(0, 32)}:row `;
  const rows = await tx.$queryRaw<{ id: string; customerId: string }[]>`
    SELECT c.id, c.customer_id AS "customerId" FROM consent_event c
    WHERE c.workspace_id = ${ctx.workspaceId}::uuid AND c.id > ${cursor ?? firstIdOf(file.from)}::uuid
      AND c.id < ${firstIdOf(file.to)}::uuid AND starts_with(c.evidence, ${proof})
    ORDER BY c.id LIMIT ${BATCH}`;
  const last = rows.at(-1);
  if (!last) return null;
  const customerIds = rows.map(({ customerId }) => customerId);
  const isOfFile = ({ evidence }: { evidence: string | null }) => evidence?.startsWith(proof) ?? false;
  const { consents } = await takeGrantsBack(tx, ctx, { importId: file.importId, customerIds, isOfFile });
  const ids = rows.map(({ id }) => id);
  const withdrawals = await tx.consentEvent.count({
    where: { workspaceId: ctx.workspaceId, id: { in: ids }, status: 'withdrawn' },
  });
  return { done: { consents, withdrawals }, cursor: last.id };
}

/** The smallest id (UUID version 7) that is made at this moment. */
function firstIdOf(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

type FileEvent = EventToTakeBack & { messageId: string; mayGrant: boolean };

async function eventsPart(tx: Db, ctx: ServiceContext, file: Undoing, cursor: string | null): Promise<Part> {
  const events = await tx.$queryRaw<FileEvent[]>`
    SELECT e.id::text AS id, e.message_id AS "messageId", e.customer_id AS "customerId", e.order_id AS "orderId",
      e.cart_id AS "cartId", lower(coalesce(e.name, '')) LIKE 'consent %' OR e.properties ? 'consents' AS "mayGrant"
    FROM event e WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.id > ${cursor ?? '0'}::bigint
      AND e.received_at BETWEEN ${file.from} AND ${file.to} AND e.context #>> '{import,id}' = ${file.importId}
    ORDER BY e.id LIMIT ${BATCH}`;
  const last = events.at(-1);
  if (!last) return null;
  const { staged, events: gone, orders, customers } = await takeEventsBack(tx, ctx, { events, since: file.from });
  const granting = events.filter(({ mayGrant }) => mayGrant);
  const proofs = new Set(granting.map(({ messageId }) => `event:${messageId}`));
  const consents = await takeGrantsBack(tx, ctx, {
    importId: file.importId,
    customerIds: granting.flatMap(({ customerId }) => customerId ?? []),
    isOfFile: ({ evidence }) => evidence !== null && proofs.has(evidence),
  });
  if (staged.length > 0) await appendAudit(tx, ctx, staged);
  return { done: { events: gone, orders, customers, ...consents }, cursor: last.id };
}

/** Events of the file that nothing could be made of are not to be sent again. */
async function closeLetters(tx: Db, ctx: ServiceContext, file: Undoing): Promise<void> {
  await tx.$executeRaw`
    UPDATE dead_letter SET resolved_at = ${ctx.now}, resolution = 'discarded', resolution_note = 'The import was undone.',
      resolved_by_id = ${file.byId}::uuid
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND resolved_at IS NULL AND source = 'processing'
      AND received_at >= ${file.from} AND position(${file.importId} IN raw) > 0`;
}
