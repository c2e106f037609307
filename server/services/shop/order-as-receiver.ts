import { z } from 'zod';
import { stableUnit } from '@/domain/shared/stable-hash';
import { CATALOGUE } from '@/domain/simulation/catalogue';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { linkSigner } from '../../signing';
import { findDelivered, simulateEvent } from '../messages';
import type { EventsDoor } from '../simulation';
import { arrive } from './arrive';
import { openShop, type Shop } from './open-shop';
import { placeOrder } from './place-order';
import { newSession, type ShopSession } from './shop-session';

export const OrderAsReceiverInput = z.object({ messageId: z.uuid() });

/**
 * Orders in the demo shop as the receiver of a sandbox message would: comes by its link, with its code and the cart it was
 * about; where it was about none, takes one product. Asked again it orders nothing more. Throws forbidden, not_found,
 * invalid for what went to a real person, for a workspace whose orders are real, and for a code that is no longer good.
 */
export async function orderAsReceiver(
  ctx: ServiceContext,
  input: z.input<typeof OrderAsReceiverInput>,
  door?: EventsDoor,
): Promise<void> {
  authorise(ctx, 'messages.simulate');
  const { messageId } = OrderAsReceiverInput.parse(input);
  await findDelivered(ctx.db, ctx, messageId);
  const shop = await demoShopOf(ctx);
  const { workspaceId } = ctx;
  const known = { workspaceId, subject: `message:${messageId}`, action: 'message.ordered' };
  if ((await ctx.db.auditEntry.count({ where: known })) > 0) return;
  const token = (await linkSigner()).sign('message', { workspaceId, messageId, position: 0 });
  const arrived = await arrive(shop, newSession(`receiver-${messageId}`), { token, code: null, campaign: {} });
  const link = await ctx.db.messageLink.findFirst({ where: { workspaceId, messageId }, orderBy: { position: 'asc' } });
  if (link) await simulateEvent(ctx, { messageId, kind: 'click', position: link.position });
  const { placed } = await placeOrder(shop, withSomething(arrived, messageId), door);
  await inTransaction(ctx, (tx) =>
    appendAudit(tx, ctx, {
      action: 'message.ordered',
      subject: `message:${messageId}`,
      payload: { orderKey: placed?.orderKey ?? null },
    }),
  );
}

async function demoShopOf(ctx: ServiceContext): Promise<Shop> {
  try {
    return await openShop(ctx.workspace.slug);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'not_found') throw error;
    throw new ServiceError(
      'invalid',
      'Orders of this workspace come from its shop: send an Order Completed to the events API instead.',
    );
  }
}

/** The cart that was left behind, or one product, the same one whenever it is asked. */
function withSomething(session: ShopSession, messageId: string): ShopSession {
  if (session.cartKey && session.lines.length > 0) return session;
  const product = CATALOGUE[Math.floor(stableUnit('order', messageId) * CATALOGUE.length)];
  return { ...session, cartKey: `S-${messageId}`, lines: product ? [{ sku: product.sku, quantity: 1 }] : [] };
}
