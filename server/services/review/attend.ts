import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';

/**
 * Says that somebody who may judge has opened the inbox. From the first time on decisions of this workspace are judged by
 * people, and their clocks run: nobody is late before there was anybody. Later ones change nothing, nor does a simulated
 * person. Throws forbidden.
 */
export async function attendInbox(ctx: ServiceContext): Promise<void> {
  authorise(ctx, 'review.decide');
  if (isNews(ctx)) await inTransaction(ctx, (tx) => noteAttended(tx, ctx));
}

/** The same in the caller's transaction: whoever judges is there, whether or not they opened the inbox. */
export async function noteAttended(tx: Db, ctx: ServiceContext): Promise<void> {
  if (!isNews(ctx)) return;
  const id = ctx.workspaceId;
  const { count } = await tx.workspace.updateMany({
    where: { id, attendedFrom: null },
    data: { attendedFrom: ctx.now },
  });
  if (count === 0) return;
  await appendAudit(tx, ctx, { action: 'review.attended', subject: `workspace:${id}`, payload: {} });
}

const isNews = ({ actor, workspace }: ServiceContext) =>
  !workspace.attendedFrom && actor.kind === 'user' && !actor.isSimulated;
