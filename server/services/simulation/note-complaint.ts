import { v7 } from 'uuid';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { suppress } from '../consent';
import { recordEngagement } from '../customers';
import type { DeliveredMessage } from './delivered-messages';

/** A simulated person marks a message as spam, in the caller's transaction: their address is not written to again. */
export async function noteComplaint(tx: Db, ctx: ServiceContext, message: DeliveredMessage): Promise<void> {
  const { workspaceId, now } = ctx;
  const { id, customerId, channel, toAddress } = message;
  const dedupeKey = `complained:${id}`;
  const event = { id: v7(), workspaceId, messageId: id, kind: 'complained', occurredAt: now, dedupeKey };
  const { count } = await tx.messageEvent.createMany({ data: [{ ...event, isSimulated: true }], skipDuplicates: true });
  if (count === 0) return;
  await tx.message.update({ where: { workspaceId_id: { workspaceId, id } }, data: { complainedAt: now } });
  await suppress(tx, ctx, { channel, address: toAddress, reason: 'complaint', messageId: id });
  await recordEngagement(tx, ctx, { customerId, kind: 'complaint', at: now });
}
