import type { ChannelId } from '@/domain/channels/channel';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { isUnconfirmed } from '@/domain/guardrails/confirmed-consent';
import type { ServiceContext } from '../../context';
import type { ConsentEvent } from '../../generated/prisma/client';
import { addressHash, confirmationsInForce, consentFact } from '../consent';
import { activePolicy } from '../policies';

/** A yes that counts for nothing until it is confirmed, and the last question about it; null where nobody was asked. */
export type Unconfirmed = {
  channel: ChannelId;
  asked: { askedAt: Date; sentAt: Date | null; expiresAt: Date; status: string } | null;
};

type Person = { id: string; email: string | null; phone: string | null; country: string | null };

/** Channels of a customer on which the policy asks for a confirmation that is not in their ledger. */
export async function unconfirmedOf(
  ctx: ServiceContext,
  { id: customerId, email, phone, country }: Person,
  ledger: readonly ConsentEvent[],
): Promise<Unconfirmed[]> {
  const { document: policy } = await activePolicy(ctx);
  const hashes = new Map<string, string>();
  for (const channel of ['email', 'sms', 'whatsapp'] as const) {
    const address = channel === 'email' ? email : phone;
    if (address) hashes.set(channel, await addressHash(ctx.workspaceId, channel, address));
  }
  const said = {
    consent: confirmationsInForce(ledger, (channel) => hashes.get(channel) ?? null).map(consentFact),
    customer: { country },
  };
  const open = CHANNELS.filter((channel) => isUnconfirmed(said, channel, policy));
  if (open.length === 0) return [];
  const asked = await ctx.db.optInRequest.findMany({
    where: { workspaceId: ctx.workspaceId, customerId, channel: { in: open } },
    orderBy: { createdAt: 'asc' },
    select: { channel: true, createdAt: true, sentAt: true, expiresAt: true, status: true },
  });
  const last = new Map(asked.map(({ channel, createdAt, ...rest }) => [channel, { askedAt: createdAt, ...rest }]));
  return open.map((channel) => ({ channel, asked: last.get(channel) ?? null }));
}
