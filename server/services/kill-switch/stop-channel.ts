import type { ChannelId } from '@/domain/channels/channel';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { pullStop } from './pull-stop';

/** What a provider said that a person has to look at before anything else leaves. */
type Said = { provider: string; code: string; reason: string };

/** Stops a channel at its provider's word until somebody resumes; the stop says why. A stopped one stays as it is. */
export async function stopChannel(ctx: ServiceContext, channel: ChannelId, said: Said): Promise<void> {
  const reason = `${said.provider} ${said.code}: ${said.reason}`.slice(0, 500);
  await inTransaction(ctx, async (tx) => {
    const { record } = await pullStop(tx, ctx, { scope: 'channel', target: channel, reason, cause: 'provider' });
    await appendAudit(tx, ctx, record ?? []);
  });
}
