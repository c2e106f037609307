import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { noteBounce } from '../delivery';
import { noteClick, noteOpen, noteUnsubscribe } from '../tracking';

export const SimulateInput = z.object({
  messageId: z.uuid(),
  kind: z.enum(['open', 'click', 'bounce', 'unsubscribe']),
  /** Which link is clicked; the first one where nothing is said. */
  position: z.number().int().min(0).max(65_535).default(0),
});
export type SimulateInput = z.infer<typeof SimulateInput>;

type Delivered = {
  id: string;
  customerId: string;
  channel: ChannelId;
  toAddress: string;
  isSimulated: boolean;
  deliveredAt: Date;
};

/**
 * Makes something happen to a message of the sandbox, as if its receiver had done it, marked as simulated. Refused
 * for what went to a real person; what happened before changes nothing. Throws not_found for another workspace's message. Right: messages.simulate.
 */
export async function simulateEvent(ctx: ServiceContext, input: SimulateInput): Promise<void> {
  authorise(ctx, 'messages.simulate');
  await inTransaction(ctx, async (tx) => {
    const message = await findDelivered(tx, ctx, input.messageId);
    if (!(await happen(tx, ctx, message, input))) return;
    await appendAudit(tx, ctx, {
      action: 'message.simulated',
      subject: `message:${message.id}`,
      payload: { kind: input.kind },
    });
  });
}

/** A message that the sandbox delivered. Throws not_found, invalid for what went to a real person or has not gone yet. */
export async function findDelivered(tx: Db, ctx: ServiceContext, id: string): Promise<Delivered> {
  const message = await tx.message.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  if (!message) throw new ServiceError('not_found', 'There is no such message.');
  if (message.provider !== 'sandbox') {
    throw new ServiceError('invalid', 'This message went to a real person: nothing is simulated on it.');
  }
  if (!message.deliveredAt) throw new ServiceError('invalid', 'This message has not been delivered yet.');
  const { customerId, toAddress, isSimulated, deliveredAt } = message;
  return { id, customerId, channel: ChannelId.parse(message.channel), toAddress, isSimulated, deliveredAt };
}

async function happen(tx: Db, ctx: ServiceContext, message: Delivered, input: SimulateInput): Promise<boolean> {
  const noted = { messageId: message.id, at: ctx.now, userAgent: null, isMachine: false, isSimulated: true };
  switch (input.kind) {
    case 'open':
      return noteOpen(tx, ctx, noted);
    case 'click': {
      const { position } = input;
      const key = { workspaceId: ctx.workspaceId, messageId: message.id, position };
      const link = await tx.messageLink.findUnique({ where: { workspaceId_messageId_position: key } });
      if (!link) throw new ServiceError('invalid', 'The message has no such link.', { field: 'position' });
      return noteClick(tx, ctx, { ...noted, position, url: link.url });
    }
    case 'unsubscribe':
      return noteUnsubscribe(tx, ctx, { ...message, via: 'simulated' });
    case 'bounce':
      return bounce(tx, ctx, message);
  }
}

/** It was no touch after all. */
async function bounce(tx: Db, ctx: ServiceContext, message: Delivered): Promise<boolean> {
  const { count } = await tx.message.updateMany({
    where: { workspaceId: ctx.workspaceId, id: message.id, bouncedAt: null },
    data: { status: 'bounced', bouncedAt: ctx.now, failureCode: 'simulated', failureReason: 'Simulated hard bounce.' },
  });
  if (count === 0) return false;
  await tx.customer.updateMany({
    where: { workspaceId: ctx.workspaceId, id: message.customerId, deliveredTouches: { gt: 0 } },
    data: { deliveredTouches: { decrement: 1 } },
  });
  await noteBounce(tx, ctx, { ...message, isSimulated: true });
  return true;
}
