import { v7 } from 'uuid';
import { z } from 'zod';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { type ImportJob, ImportOptions, ImportTotals, RUNNING, toJob } from './types';

export const NewImport = z.object({
  id: z.uuid().optional(),
  fileName: z.string().min(1).max(255),
  /** Where the file lies on this installation's disk. */
  filePath: z.string().min(1),
  options: ImportOptions,
});

/**
 * Orders the import of a shop's log into a workspace with a virtual clock, so that its past can be lived through; it
 * starts by itself. Throws invalid for a workspace that lives in real time, conflict while another import is under way.
 */
export async function createImport(ctx: ServiceContext, input: z.input<typeof NewImport>): Promise<ImportJob> {
  assertMayImport(ctx);
  const { id = v7(), fileName, filePath, options } = NewImport.parse(input);
  const { workspaceId } = ctx;
  const job = await inTransaction(ctx, async (tx) => {
    // Taken first, so that of two who ask at once only one is served.
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId}::uuid FOR UPDATE`;
    const other = await tx.importJob.findFirst({ where: { workspaceId, status: { in: [...RUNNING, 'paused'] } } });
    if (other) {
      throw new ServiceError('conflict', `The import of ${other.fileName} is not finished: wait for it, or cancel it.`);
    }
    const created = await tx.importJob.create({
      data: {
        id,
        workspaceId,
        kind: 'shop_log',
        fileName,
        filePath,
        options,
        totals: ImportTotals.parse({}),
        createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      },
    });
    await appendAudit(tx, ctx, {
      action: 'import.created',
      subject: `import:${id}`,
      payload: { fileName, ...options },
    });
    return created;
  });
  await ctx.publish('import/requested', { workspaceId, importId: id });
  return toJob(job);
}

/** Throws forbidden or, with words that help, invalid where a shop's log may not be imported. */
export function assertMayImport(ctx: ServiceContext): void {
  authorise(ctx, 'imports.run');
  if (ctx.workspace.isVirtual) return;
  throw new ServiceError(
    'invalid',
    `"${ctx.workspace.name}" lives in real time, and a log of the past would be decided on as if it were today. ` +
      'Choose a workspace with a virtual clock: the first start makes one with the slug "replay".',
    { field: 'workspace' },
  );
}
