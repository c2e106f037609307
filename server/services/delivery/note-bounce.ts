import { v7 } from 'uuid';
import type { ChannelId } from '@/domain/channels/channel';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { suppress } from '../consent';
import { recordEngagement } from '../customers';

export type Bounced = {
  id: string;
  channel: ChannelId;
  toAddress: string;
  customerId: string;
  isSimulated: boolean;
  /** When it bounced, where that is not now. */
  at?: Date;
};

/**
 * Writes down that an address does not exist, in the caller's transaction: the address is suppressed and the customer
 * told apart. The message itself is the caller's to mark. Call it once a bounce.
 */
export async function noteBounce(tx: Db, ctx: ServiceContext, bounced: Bounced): Promise<void> {
  const { id, channel, toAddress, customerId, isSimulated, at = ctx.now } = bounced;
  await tx.messageEvent.createMany({
    data: [
      {
        id: v7(),
        workspaceId: ctx.workspaceId,
        messageId: id,
        kind: 'bounced',
        occurredAt: at,
        dedupeKey: `bounced:${id}`,
        isSimulated,
      },
    ],
    skipDuplicates: true,
  });
  await suppress(tx, ctx, { channel, address: toAddress, reason: 'hard_bounce', messageId: id });
  await recordEngagement(tx, ctx, { customerId, kind: 'hard_bounce', at });
}
