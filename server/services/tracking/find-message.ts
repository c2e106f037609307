import type { ChannelId } from '@/domain/channels/channel';
import { createContext, type ServiceContext } from '../../context';
import { tenantDb } from '../../db';
import { type LinkKind, linkSigner } from '../../signing';
import { addressHash } from '../consent';

/** A message somebody holds a signed link of, and the context of its customer acting through it. */
export type TrackedMessage = {
  ctx: ServiceContext;
  id: string;
  position: number;
  customerId: string;
  decisionId: string;
  channel: ChannelId;
  provider: string;
  template: string;
  toAddress: string;
  action: string | null;
  deliveredAt: Date | null;
  isSimulated: boolean;
};

/** Keyed hash of the address a link was sent to, for what its holder says to be proven by; null where there is none. */
export async function spokenFrom({ ctx, channel, toAddress }: TrackedMessage): Promise<string | null> {
  return channel === 'web' || channel === 'push' ? null : addressHash(ctx.workspaceId, channel, toAddress);
}

/** The message a token was signed for; null for a token that was not, or whose message is gone. */
export async function findMessage(kind: LinkKind, token: string): Promise<TrackedMessage | null> {
  const link = (await linkSigner()).read(kind, token);
  if (!link) return null;
  const message = await tenantDb(link.workspaceId).message.findUnique({
    where: { workspaceId_id: { workspaceId: link.workspaceId, id: link.messageId } },
    select: {
      id: true,
      customerId: true,
      decisionId: true,
      channel: true,
      provider: true,
      template: true,
      toAddress: true,
      deliveredAt: true,
      isSimulated: true,
      decision: { select: { action: true } },
    },
  });
  if (!message) return null;
  const ctx = await createContext(link.workspaceId, { kind: 'customer', customerId: message.customerId });
  const { decision, channel, ...facts } = message;
  return { ...facts, channel: channel as ChannelId, action: decision.action, ctx, position: link.position };
}
