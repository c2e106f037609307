import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { type ImportJob, toJob } from './types';

/** The workspace's imports, the last first. */
export async function listImports(ctx: ServiceContext): Promise<ImportJob[]> {
  authorise(ctx, 'imports.run');
  const rows = await ctx.db.importJob.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 100,
  });
  return rows.map(toJob);
}

/** One import with how far it is. Throws not_found for an import of another workspace. */
export async function getImport(ctx: ServiceContext, input: { importId: string }): Promise<ImportJob> {
  authorise(ctx, 'imports.run');
  const row = await ctx.db.importJob.findFirst({ where: { workspaceId: ctx.workspaceId, id: input.importId } });
  if (!row) throw new ServiceError('not_found', 'There is no such import.');
  return toJob(row);
}
