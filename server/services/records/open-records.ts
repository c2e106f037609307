import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Prisma } from '../../generated/prisma/client';
import { DOCUMENT_COLUMNS, type StoredDocuments, wholeRows } from './whole';

/** What a decision looked at and said, as JSON: all but the choice, which is never packed away. */
export type OpenedRecord = { id: string } & Pick<StoredDocuments, 'snapshot' | 'candidates' | 'verdicts' | 'reasons'>;

/** The documents of these decisions, whole; none for those that are not this workspace's. */
export function openedRecords(db: Db, ctx: ServiceContext, ids: readonly string[]): Promise<OpenedRecord[]> {
  return readOpened(db, ctx, { where: { id: { in: [...ids] } } });
}

/**
 * Puts what is packed of these customers' decisions back into the columns it stands for, where it can be searched and
 * changed; up to `limit` decisions.
 */
export async function openRecords(
  tx: Db,
  ctx: ServiceContext,
  { customerIds, limit }: { customerIds: readonly string[]; limit: number },
): Promise<void> {
  const opened = await readOpened(tx, ctx, {
    where: {
      customerId: { in: [...customerIds] },
      OR: [{ specimenId: { not: null } }, { judgedVerdicts: { not: 'DbNull' } }],
    },
    take: limit,
  });
  if (opened.length === 0) return;
  await tx.$executeRaw`
    UPDATE decision d SET snapshot = whole.snapshot, candidates = whole.candidates, verdicts = whole.verdicts,
      reasons = whole.reasons, record = NULL, specimen_id = NULL, judged_verdicts = NULL
    FROM json_to_recordset(${JSON.stringify(opened)}::json)
      AS whole(id uuid, snapshot jsonb, candidates jsonb, verdicts jsonb, reasons jsonb)
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = whole.id`;
}

async function readOpened(
  db: Db,
  ctx: ServiceContext,
  { where, take }: { where: Prisma.DecisionWhereInput; take?: number },
): Promise<OpenedRecord[]> {
  const rows = await db.decision.findMany({
    where: { ...where, workspaceId: ctx.workspaceId },
    select: { id: true, ...DOCUMENT_COLUMNS },
    take,
  });
  const whole = await wholeRows(db, ctx, rows);
  return whole.map(({ id, snapshot, candidates, verdicts, reasons }) => ({
    id,
    snapshot,
    candidates,
    verdicts,
    reasons,
  }));
}
