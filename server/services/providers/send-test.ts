import { v7 } from 'uuid';
import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { parseEmailAddress } from '@/domain/channels/email-address';
import type { OutgoingMessage, SendResult } from '@/domain/channels/port';
import { normalisePhone } from '@/domain/customers/address';
import { after, SECOND } from '@/domain/shared/time';
import { Brand } from '@/domain/workspaces/brand';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { providersOf } from './providers-of';

export const SendTestInput = z.object({
  channel: ChannelId,
  /** An e-mail address, a telephone number or a device's token, as the channel needs it. */
  to: z.string().trim().min(1).max(4_096),
});
export type SendTestInput = z.input<typeof SendTestInput>;

/** How a test ended, in words; `isTaken` says that the provider took it, not that it arrived. */
export type TestEnded = { isTaken: boolean; words: string };

/** A second test within this time is refused: a button is no way to fill somebody's telephone. */
const PAUSE_MS = 10 * SECOND;

/**
 * Sends one message that says it is a test, now, by the channel's real provider. Throws forbidden, invalid where
 * nothing leaves anyway or the receiver is none, rate_limited.
 */
export async function sendProviderTest(ctx: ServiceContext, input: SendTestInput): Promise<TestEnded> {
  authorise(ctx, 'settings.manage');
  const { channel, to } = SendTestInput.parse(input);
  const provider = (await providersOf(ctx, ctx.db))(channel);
  if (!provider.isReal) throw new ServiceError('invalid', 'Nothing leaves this channel: it is in the sandbox.');
  const message = await testMessage(ctx, channel, to);
  await inTransaction(ctx, async (tx) => {
    await refuseHaste(ctx);
    const payload = { channel, provider: provider.id };
    await appendAudit(tx, ctx, { action: 'provider.test_sent', subject: `channel:${channel}`, payload });
  });
  const result = await provider.send(message);
  return { isTaken: result.kind === 'accepted', words: wordsOf(result) };
}

async function refuseHaste(ctx: ServiceContext): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, action: 'provider.test_sent', at: { gt: after(ctx.now, -PAUSE_MS) } };
  if ((await ctx.db.auditEntry.count({ where })) === 0) return;
  const retryAfterSeconds = PAUSE_MS / SECOND;
  throw new ServiceError('rate_limited', 'A test was just sent. Wait ten seconds.', { retryAfterSeconds });
}

async function testMessage(ctx: ServiceContext, channel: ChannelId, to: string): Promise<OutgoingMessage> {
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const { fromName, fromEmail, companyName } = Brand.parse(workspace.brand);
  const isEmail = channel === 'email';
  return {
    id: v7(),
    channel,
    envelope: {
      from: isEmail ? { name: fromName, address: fromEmail } : null,
      to: { name: '', address: receiver(channel, to) },
      replyTo: null,
      preheader: '',
      link: null,
      headers: isEmail ? { 'Auto-Submitted': 'auto-generated' } : {},
    },
    subject: channel === 'email' || channel === 'push' ? `${companyName}: a test` : null,
    html: null,
    text: `${companyName}: this is a test. If you can read it, messages arrive.`,
    devices: channel === 'push' ? [to] : [],
  };
}

function receiver(channel: ChannelId, to: string): string {
  if (channel === 'push' || channel === 'web') return to;
  if (channel === 'email') {
    const parsed = parseEmailAddress(to);
    if (parsed.ok) return parsed.address;
    throw new ServiceError('invalid', `This is no e-mail address: ${parsed.reason}.`, { field: 'to' });
  }
  const phone = normalisePhone(to);
  if (phone?.startsWith('+')) return phone;
  throw new ServiceError('invalid', 'Type the number with its country, as +44 7700 900123.', { field: 'to' });
}

function wordsOf(result: SendResult): string {
  if (result.kind === 'accepted') return 'The provider took it.';
  return `${result.reason} (${result.code})`;
}
