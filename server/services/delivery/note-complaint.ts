import { v7 } from 'uuid';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { suppress } from '../consent';
import { recordEngagement } from '../customers';
import type { Bounced } from './note-bounce';

/**
 * Writes down that somebody marked a message as spam, in the caller's transaction: their address is not written to again.
 * Once a message; answers whether it was new.
 */
export async function noteComplaint(tx: Db, ctx: ServiceContext, message: Bounced): Promise<boolean> {
  const { workspaceId } = ctx;
  const { id, customerId, channel, toAddress, isSimulated, at = ctx.now } = message;
  const dedupeKey = `complained:${id}`;
  const event = { id: v7(), workspaceId, messageId: id, kind: 'complained', occurredAt: at, dedupeKey };
  const { count } = await tx.messageEvent.createMany({ data: [{ ...event, isSimulated }], skipDuplicates: true });
  if (count === 0) return false;
  await tx.message.update({ where: { workspaceId_id: { workspaceId, id } }, data: { complainedAt: at } });
  await suppress(tx, ctx, { channel, address: toAddress, reason: 'complaint', messageId: id });
  await recordEngagement(tx, ctx, { customerId, kind: 'complaint', at });
  return true;
}
