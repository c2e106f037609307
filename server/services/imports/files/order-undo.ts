import { z } from 'zod';
import { nothingUndone, whyNoUndo } from '@/domain/imports/undo';
import { appendAudit } from '../../../audit';
import { authorise, type ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { ServiceError } from '../../../errors';
import type { FileImport as Row } from '../../../generated/prisma/client';
import { inTransaction } from '../../../in-transaction';
import { strictInput } from '../../../strict-input';
import { type Foreseen, foresee } from './foresee-undo';
import { type FileImport, type FileImportStatus, toFileImport } from './types';

export const UndoFileInput = strictInput({ importId: z.uuid(), reason: z.string().trim().min(3).max(500) });

/** What an undo would take back and leave; `why` says why there can be none, null where there can. */
export type UndoPreview = Foreseen & { why: string | null };

const OVER: FileImportStatus[] = ['completed', 'cancelled', 'failed'];

/** What the undo of an import would do; writes nothing. Throws not_found for an import of another workspace. */
export async function previewUndo(ctx: ServiceContext, { importId }: { importId: string }): Promise<UndoPreview> {
  authorise(ctx, 'imports.undo');
  const row = await findRow(ctx.db, ctx, importId);
  return { why: await whyNot(ctx, row), ...(await foresee(ctx, row)) };
}

/**
 * Has an import that is over taken back, as far as it alone brought what there is; it begins by itself, and cannot be
 * stopped. Throws invalid with the reason where there can be no undo, conflict for an import that is under way.
 */
export async function undoFile(ctx: ServiceContext, input: z.input<typeof UndoFileInput>): Promise<FileImport> {
  authorise(ctx, 'imports.undo');
  const { importId, reason } = UndoFileInput.parse(input);
  const { workspaceId } = ctx;
  const known = await findRow(ctx.db, ctx, importId);
  const why = await whyNot(ctx, known);
  if (why) throw new ServiceError('invalid', why, { field: 'importId' });
  const { stays, ordersKept } = await foresee(ctx, known);
  const customersKept = stays.reduce((sum, { count }) => sum + count, 0);
  const job = await inTransaction(ctx, async (tx) => {
    const where = { workspaceId, id: importId };
    const { count } = await tx.fileImport.updateMany({
      where: { ...where, status: { in: OVER } },
      data: {
        ...{ status: 'undoing', undoAt: new Date(), undoReason: reason, undoCursor: null },
        undoById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        undo: { ...nothingUndone(), customersKept, ordersKept },
      },
    });
    if (count === 0) throw new ServiceError('conflict', `The import is ${known.status}: it cannot be undone now.`);
    const payload = { file: known.fileName, kind: known.kind, reason };
    await appendAudit(tx, ctx, { action: 'file_import.undo_started', subject: `import:${importId}`, payload });
    return toFileImport(await findRow(tx, ctx, importId));
  });
  await ctx.publish('file-import/requested', { workspaceId, importId });
  return job;
}

async function whyNot({ db, workspaceId }: ServiceContext, row: Row): Promise<string | null> {
  const kind = toFileImport(row).kind;
  if (row.status === 'undoing' || row.status === 'undone') return 'This import has been undone.';
  if (!OVER.includes(row.status)) return 'It is not over: end it first.';
  const why = whyNoUndo(kind);
  if (why || (kind !== 'products' && kind !== 'costs')) return why;
  const kept = await db.fileImportProduct.findFirst({
    where: { workspaceId, importId: row.id },
    select: { importId: true },
  });
  if (kept) return null;
  return 'What the products were before is not known: nothing was changed by this file, or it came in before that was kept.';
}

async function findRow(db: Db, { workspaceId }: ServiceContext, importId: string): Promise<Row> {
  const row = await db.fileImport.findFirst({ where: { workspaceId, id: importId } });
  if (!row) throw new ServiceError('not_found', 'There is no such import.');
  return row;
}
