import type { AuditAction } from '@/domain/audit/actions';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { getImport } from './list-imports';
import { type ImportJob, type ImportStatus, RUNNING, toJob } from './types';

type One = { importId: string };

/** Ends an import for good; what it has brought in stays. It stops within seconds. */
export async function cancelImport(ctx: ServiceContext, input: One): Promise<ImportJob> {
  return move(ctx, input, { from: [...RUNNING, 'paused'], to: 'cancelled', action: 'import.cancelled' });
}

/** Holds an import until it is resumed; nothing is lost. It stops within seconds. */
export async function pauseImport(ctx: ServiceContext, input: One): Promise<ImportJob> {
  return move(ctx, input, { from: RUNNING, to: 'paused', action: 'import.paused' });
}

/** Lets a paused or failed import go on where it stopped. */
export async function resumeImport(ctx: ServiceContext, input: One): Promise<ImportJob> {
  const job = await move(ctx, input, { from: ['paused', 'failed'], to: 'queued', action: 'import.resumed' });
  await ctx.publish('import/requested', { workspaceId: ctx.workspaceId, importId: job.id });
  return job;
}

async function move(
  ctx: ServiceContext,
  { importId }: One,
  { from, to, action }: { from: ImportStatus[]; to: ImportStatus; action: AuditAction },
): Promise<ImportJob> {
  authorise(ctx, 'imports.run');
  const known = await getImport(ctx, { importId });
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.importJob.updateMany({
      where: { workspaceId: ctx.workspaceId, id: importId, status: { in: from } },
      data: { status: to, error: null, finishedAt: to === 'cancelled' ? new Date() : null },
    });
    if (count === 0) throw new ServiceError('conflict', `The import is ${known.status}: this cannot be done any more.`);
    await appendAudit(tx, ctx, { action, subject: `import:${importId}`, payload: { lines: known.totals.lines } });
    const row = await tx.importJob.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id: importId } });
    return toJob(row);
  });
}
