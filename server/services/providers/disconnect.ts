import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { listChannels } from './list-channels';
import type { ChannelsView } from './types';

export const DisconnectInput = z.object({ channel: ChannelId });
export type DisconnectInput = z.input<typeof DisconnectInput>;

/**
 * Takes a channel's provider away, with its credentials. What is due then goes where it would without: to the
 * installation's own server, or the sandbox. Throws forbidden, and not_found where nothing is connected.
 */
export async function disconnectProvider(ctx: ServiceContext, input: DisconnectInput): Promise<ChannelsView> {
  authorise(ctx, 'settings.manage');
  const { channel } = DisconnectInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    const key = { workspaceId: ctx.workspaceId, channel };
    const account = await tx.providerAccount.findUnique({ where: { workspaceId_channel: key } });
    if (!account) throw new ServiceError('not_found', 'Nothing is connected to this channel.');
    await tx.providerAccount.delete({ where: { workspaceId_channel: key } });
    if (channel === 'whatsapp') await tx.whatsappTemplate.deleteMany({ where: { workspaceId: ctx.workspaceId } });
    await tx.providerGate.deleteMany({ where: { workspaceId: ctx.workspaceId, provider: account.provider } });
    await appendAudit(tx, ctx, {
      action: 'provider.disconnected',
      subject: `channel:${channel}`,
      payload: { provider: account.provider },
    });
  });
  return listChannels(ctx);
}
