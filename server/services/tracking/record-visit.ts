import { MESSAGE_PARAMETER, utmOf } from '@/domain/attribution/campaign';
import { isMachineReader } from '@/domain/channels/machine-reader';
import { ON_PAGE } from '@/domain/channels/on-page';
import { inTransaction } from '../../in-transaction';
import { linkSigner } from '../../signing';
import { findMessage, type TrackedMessage } from './find-message';
import { noteClick, noteOpen } from './note-event';

/** What a request tells of who made it. */
export type Visitor = { userAgent: string | null; isPrefetch: boolean };

/** Records that the open pixel was asked for. Returns whether the token was ours. */
export async function recordOpen(token: string, visitor: Visitor): Promise<boolean> {
  const message = await findMessage('open', token);
  if (!message) return false;
  const { ctx } = message;
  await inTransaction(ctx, (tx) => noteOpen(tx, ctx, notedBy(message, visitor)));
  return true;
}

/**
 * Records a click and returns where the link leads, with the campaign and the signed message id added; null for a
 * token that was not signed here. `visitor` null looks without recording, as for HEAD.
 */
export async function recordClick(token: string, visitor: Visitor | null): Promise<string | null> {
  const message = await findMessage('click', token);
  if (!message) return null;
  const { ctx, id, position } = message;
  const key = { workspaceId: ctx.workspaceId, messageId: id, position };
  const link = await ctx.db.messageLink.findUnique({ where: { workspaceId_messageId_position: key } });
  if (!link) return null;
  if (visitor) {
    const noted = { ...notedBy(message, visitor), position, url: link.url };
    // A click that cannot be written down must still lead somewhere.
    await inTransaction(ctx, (tx) => noteClick(tx, ctx, noted)).catch(() => undefined);
  }
  return landingUrl(message, link.url);
}

function notedBy(message: TrackedMessage, { userAgent, isPrefetch }: Visitor) {
  const { ctx, id, provider, deliveredAt, isSimulated } = message;
  // No scanner stands between a page or the sandbox inbox and its reader, and virtual time does not pass while somebody
  // reads.
  const isWatched = provider !== 'sandbox' && provider !== ON_PAGE && !ctx.workspace.isVirtual && deliveredAt !== null;
  const sinceDeliveryMs = isWatched ? ctx.now.getTime() - deliveredAt.getTime() : null;
  const isMachine = isMachineReader({ userAgent, isPrefetch, sinceDeliveryMs });
  return { messageId: id, at: ctx.now, userAgent, isMachine, isSimulated };
}

async function landingUrl(message: TrackedMessage, url: string): Promise<string> {
  const landing = new URL(url);
  const ours = { workspaceId: message.ctx.workspaceId, messageId: message.id, position: 0 };
  for (const [name, value] of Object.entries(utmOf(message))) {
    // A shop that tags its own links knows better.
    if (!landing.searchParams.has(name)) landing.searchParams.set(name, value);
  }
  landing.searchParams.set(MESSAGE_PARAMETER, (await linkSigner()).sign('message', ours));
  return landing.href;
}
