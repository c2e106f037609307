import { v7 } from 'uuid';
import type { ServiceContext } from '../../context';
import { suppress } from '../consent';
import { recordEngagement } from '../customers';
import type { DeliveredMessage } from './delivered-messages';

/** A simulated person marks a message as spam: recorded once, their address is not written to again. */
export async function noteComplaint(ctx: ServiceContext, message: DeliveredMessage): Promise<void> {
  const { workspaceId, now } = ctx;
  const { id, customerId, channel, toAddress } = message;
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.messageEvent.createMany({
      data: [
        {
          id: v7(),
          workspaceId,
          messageId: id,
          kind: 'complained',
          occurredAt: now,
          dedupeKey: `complained:${id}`,
          isSimulated: true,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await tx.message.update({ where: { workspaceId_id: { workspaceId, id } }, data: { complainedAt: now } });
    await suppress(tx, ctx, { channel, address: toAddress, reason: 'complaint', messageId: id });
    await recordEngagement(tx, ctx, { customerId, kind: 'complaint', at: now });
  });
}
