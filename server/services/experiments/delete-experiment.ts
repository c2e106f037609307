import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';

/** Deletes a past experiment for good. Throws not_found for one of another workspace. */
export async function deleteExperiment(ctx: ServiceContext, input: { experimentId: string }): Promise<void> {
  authorise(ctx, 'experiments.run');
  const where = { workspaceId: ctx.workspaceId, id: input.experimentId };
  await inTransaction(ctx, async (tx) => {
    const row = await tx.pastExperiment.findFirst({ where, select: { name: true } });
    if (!row) throw new ServiceError('not_found', 'There is no such experiment.');
    await tx.pastExperiment.deleteMany({ where });
    await appendAudit(tx, ctx, {
      action: 'experiment.deleted',
      subject: `experiment:${input.experimentId}`,
      payload: { name: row.name },
    });
  });
}
