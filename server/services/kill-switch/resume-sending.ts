import { z } from 'zod';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { lockStops } from './lock-stops';

export const ResumeInput = z.object({ id: z.uuid(), reason: z.string().trim().max(500) });
export type ResumeInput = z.input<typeof ResumeInput>;

/**
 * Ends a stop; what waited is looked at again by all guardrails before it leaves. Administrators may, with a reason.
 * Throws not_found, invalid without a reason, conflict when somebody resumed already.
 */
export async function resumeSending(ctx: ServiceContext, input: ResumeInput): Promise<void> {
  authorise(ctx, 'killSwitch.resume');
  const { id, reason } = ResumeInput.parse(input);
  if (!reason) throw new ServiceError('invalid', 'Say why sending may go on.', { field: 'reason' });
  await inTransaction(ctx, async (tx) => {
    await lockStops(tx, ctx.workspaceId);
    const stop = await tx.killSwitch.findFirst({ where: { workspaceId: ctx.workspaceId, id } });
    if (!stop) throw new ServiceError('not_found', 'There is no such stop.');
    const { count } = await tx.killSwitch.updateMany({
      where: { workspaceId: ctx.workspaceId, id, resumedAt: null },
      data: {
        resumedAt: ctx.now,
        resumeReason: reason,
        resumedById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      },
    });
    if (count === 0) throw new ServiceError('conflict', 'Sending goes on already: somebody ended this stop.');
    await appendAudit(tx, ctx, {
      action: 'kill_switch.resumed',
      subject: `kill_switch:${id}`,
      payload: { scope: stop.scope, target: stop.target, reason },
    });
  });
  await ctx.publish('message/queued', { workspaceId: ctx.workspaceId });
}
