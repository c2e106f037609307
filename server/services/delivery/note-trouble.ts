import type { ChannelId } from '@/domain/channels/channel';
import type { SendResult } from '@/domain/channels/port';
import type { ServiceContext } from '../../context';
import { stopChannel } from '../kill-switch';
import { providersOf } from '../providers';
import { noteSigns, signOf } from './gates';

/**
 * What a failure that the provider told of later says beyond its message: a fault of ours opens its circuit breaker, what
 * a person has to look at stops the channel. Outside of transactions.
 */
export async function noteTrouble(
  ctx: ServiceContext,
  channel: ChannelId,
  results: readonly SendResult[],
): Promise<void> {
  const provider = (await providersOf(ctx, ctx.db))(channel);
  const troubles = results.filter((result) => signOf(result) !== 'fine');
  if (provider.isReal && troubles.length > 0) await noteSigns(ctx, provider, troubles);
  const pausing = results.find((result) => result.kind === 'fail' && result.pausesChannel);
  if (pausing?.kind === 'fail') await stopChannel(ctx, channel, { provider: provider.id, ...pausing });
}
