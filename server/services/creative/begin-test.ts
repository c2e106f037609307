import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { writeFirstShares } from './shares';

/**
 * Lets a test whose variants are judged begin, in the caller's transaction that holds it locked: the approved ones are
 * tried from now on, shared as it was proposed.
 */
export async function beginTest(tx: Db, ctx: ServiceContext, experimentId: string): Promise<void> {
  const { workspaceId } = ctx;
  const test = await tx.experiment.update({
    where: { workspaceId_id: { workspaceId, id: experimentId } },
    data: { status: 'running', startedAt: ctx.now },
    include: { variants: { where: { status: 'approved' }, orderBy: { position: 'asc' } } },
  });
  const variantIds = test.variants.map(({ id }) => id);
  await tx.experimentVariant.updateMany({
    where: { workspaceId, id: { in: variantIds } },
    data: { status: 'running' },
  });
  await writeFirstShares(tx, ctx, test, variantIds);
}

/** Lets the planned tests begin whose moment has come. Answers how many. */
export async function beginPlanned(ctx: ServiceContext): Promise<number> {
  const { workspaceId } = ctx;
  const due = { workspaceId, status: 'planned', startsAt: { lte: ctx.now } };
  const planned = await ctx.db.experiment.findMany({ where: due, select: { id: true } });
  let begun = 0;
  for (const { id } of planned) {
    await inTransaction(ctx, async (tx) => {
      await tx.$executeRaw`
        SELECT id FROM experiment WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
      if ((await tx.experiment.count({ where: { ...due, id } })) === 0) return;
      await beginTest(tx, ctx, id);
      await appendAudit(tx, ctx, { action: 'creative.test_begun', subject: `experiment:${id}`, payload: {} });
      begun += 1;
    });
  }
  return begun;
}
