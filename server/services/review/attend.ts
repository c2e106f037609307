import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';

/**
 * Says that somebody who may judge has opened the inbox. From the first time on decisions of this workspace are judged by
 * people, and their clocks run: nobody is late before there was anybody. Later ones change nothing, nor does a simulated
 * person. Throws forbidden.
 */
export async function attendInbox(ctx: ServiceContext): Promise<void> {
  authorise(ctx, 'review.decide');
  const { actor, workspaceId: id } = ctx;
  if (ctx.workspace.attendedFrom || actor.kind !== 'user' || actor.isSimulated) return;
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.workspace.updateMany({
      where: { id, attendedFrom: null },
      data: { attendedFrom: ctx.now },
    });
    if (count === 0) return;
    await appendAudit(tx, ctx, { action: 'review.attended', subject: `workspace:${id}`, payload: {} });
  });
}
