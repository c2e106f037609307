import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { findRun, toRun } from './to-run';
import { type ReplayRun, RUNNING } from './types';

/** Ends a replay; what it has found stays. It stops within a batch. Throws forbidden, not_found, and conflict when over. */
export async function cancelReplay(ctx: ServiceContext, { runId }: { runId: string }): Promise<ReplayRun> {
  authorise(ctx, 'policies.draft');
  const { id, name } = await findRun(ctx, runId);
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.replayRun.updateMany({
      where: { workspaceId: ctx.workspaceId, id, status: { in: RUNNING } },
      data: { status: 'cancelled' },
    });
    if (count === 0) throw new ServiceError('conflict', 'This replay has ended already.');
    await appendAudit(tx, ctx, { action: 'replay.cancelled', subject: `replay:${id}`, payload: { tried: name } });
  });
  return toRun(await findRun(ctx, id));
}
