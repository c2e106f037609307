import type { ChannelId } from '@/domain/channels/channel';
import { LEFT_BY_WISH } from '@/domain/preferences/preferences';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { addressHashes, suppress } from '../consent';
import { cancelQueued } from '../delivery';

type Effect = { customerId: string; channel: ChannelId; addresses: readonly string[] };

/** What follows when somebody leaves a channel, in the caller's transaction: its addresses are closed, what waits is cancelled. */
export async function closeChannel(
  tx: Db,
  ctx: ServiceContext,
  { customerId, channel, addresses, messageId, reason }: Effect & { messageId: string | null; reason: string },
): Promise<void> {
  for (const address of addresses) await suppress(tx, ctx, { channel, address, reason: LEFT_BY_WISH, messageId });
  await cancelQueued(tx, ctx, { customerId, channel, code: 'unsubscribed', reason });
}

/** What follows when a channel is opened again: addresses that were closed by the customer's own wish are, others stay. */
export async function openChannel(
  tx: Db,
  ctx: ServiceContext,
  { channel, addresses }: Pick<Effect, 'channel' | 'addresses'>,
): Promise<void> {
  const hashes = await Promise.all(addresses.map((address) => addressHashes(ctx.workspaceId, channel, address)));
  await tx.suppression.deleteMany({
    where: { workspaceId: ctx.workspaceId, channel, addressHash: { in: hashes.flat() }, reason: LEFT_BY_WISH },
  });
}
