import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUE } from '@/domain/simulation/catalogue';
import { eventsRoute } from '@/server/public-api/receive-events';
import { linkSigner } from '@/server/signing';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { dispatchDue } from '../delivery';
import { processPending } from '../events';
import type { EventsDoor } from '../simulation';
import {
  addToCart,
  arrive,
  joinShop,
  newSession,
  openShop,
  orderAsReceiver,
  placeOrder,
  removeFromCart,
  type Shop,
  viewCart,
} from './index';

const DAY = 86_400_000;
const [first, second] = CATALOGUE;
const sku = first?.sku ?? '';
const priceCents = first?.priceCents ?? 0;
const { POST } = eventsRoute('batch');

let home: FreshWorkspace;
let shop: Shop;
let door: EventsDoor;

beforeAll(async () => {
  home = await freshWorkspace({ isDemo: true });
  shop = await openShop(home.ctx.workspace.slug);
  door = { origin: 'http://localhost:3000', writeKey: home.writeKey, fetch: POST };
});

const visitor = () => newSession(v7());
const fold = () => processPending(home.ctx, { limit: 100 });

/** Somebody the shop knows, who was sent a message with a code. */
async function written(at = home, options: { expiresAt?: Date; code?: string; browser?: string } = {}) {
  const code = options.code ?? `C-${v7().slice(-8)}`.toUpperCase();
  const expiresAt = options.expiresAt ?? new Date(at.ctx.now.getTime() + DAY);
  const customer = await consentingCustomer(at.ctx, { firstName: 'Ada' });
  const { browser } = options;
  await at.ctx.db.customer.updateMany({
    where: { workspaceId: at.workspaceId, id: customer.id },
    data: { externalId: browser ? null : customer.id },
  });
  await at.ctx.db.customerIdentity.create({
    data: {
      workspaceId: at.workspaceId,
      customerId: customer.id,
      ...(browser ? { kind: 'anonymous', value: browser } : { kind: 'external', value: customer.id }),
    },
  });
  const touch = await queuedTouch(at.ctx, { customer, offer: { code, percentOff: 10, expiresAt } });
  const link = { workspaceId: at.workspaceId, messageId: touch.messageId, position: 0 };
  return { ...touch, code, token: (await linkSigner()).sign('message', link) };
}
const arriving = (token: string | null, code: string | null = null) =>
  arrive(shop, visitor(), { token, code, campaign: { source: 'touchstone' } });

describe('a demo shop', () => {
  it('is open for demo workspaces alone', async () => {
    const real = await freshWorkspace();
    for (const slug of [real.ctx.workspace.slug, 'nowhere', 'a\0b']) {
      await expect(openShop(slug)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('tells what somebody puts into their cart and takes out again, as any shop would', async () => {
    const one = await addToCart(shop, visitor(), sku, door);
    const two = await addToCart(shop, one, sku, door);
    expect(two.lines).toEqual([{ sku, quantity: 2 }]);
    expect(await viewCart(shop, two)).toMatchObject({ subtotalCents: 2 * priceCents, totalCents: 2 * priceCents });
    await fold();
    const where = { workspaceId: home.workspaceId, cartKey: two.cartKey ?? '' };
    expect(await home.ctx.db.cart.findFirstOrThrow({ where })).toMatchObject({
      status: 'open',
      valueCents: 2 * priceCents,
    });
    const none = await removeFromCart(shop, two, sku, door);
    expect(none.lines).toEqual([]);
    expect(await removeFromCart(shop, none, second?.sku ?? '', door)).toBe(none);
    await expect(addToCart(shop, none, 'NOTHING', door)).rejects.toMatchObject({ code: 'not_found' });
    const lines = Array.from({ length: 30 }, (_, index) => ({ sku: `S-${index}`, quantity: 1 }));
    await expect(addToCart(shop, { ...none, lines }, sku, door)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('30 different products'),
    });
    const full = { ...none, lines: [{ sku, quantity: 9 }] };
    await expect(addToCart(shop, full, sku, door)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('knows somebody who joins, and takes consent only from who gives it', async () => {
    const [agrees, declines] = [visitor(), visitor()];
    const email = (who: { anonymousId: string }) => `${who.anonymousId}@shoppers.example`;
    await joinShop(shop, agrees, { firstName: ' Bo ', email: email(agrees), agrees: true }, door);
    await joinShop(shop, declines, { firstName: 'Cy', email: email(declines), agrees: false }, door);
    await fold();
    const consentsOf = async (who: { anonymousId: string }) => {
      const where = { workspaceId: home.workspaceId, email: email(who) };
      const { id, firstName } = await home.ctx.db.customer.findFirstOrThrow({ where });
      const consents = await home.ctx.db.consentEvent.count({
        where: { workspaceId: home.workspaceId, customerId: id },
      });
      return { firstName, consents };
    };
    expect(await consentsOf(agrees)).toEqual({ firstName: 'Bo', consents: 1 });
    expect(await consentsOf(declines)).toEqual({ firstName: 'Cy', consents: 0 });
    const wrong = { firstName: 'Di', email: 'no address', agrees: true };
    await expect(joinShop(shop, visitor(), wrong, door)).rejects.toMatchObject({ details: { field: 'email' } });
  });
});

describe('an order', () => {
  it('of somebody without a number in the shop is theirs, and settles their code', async () => {
    const { token, code, decisionId } = await written(home, { browser: v7() });
    const placed = await placeOrder(shop, await addToCart(shop, await arriving(token), sku, door), door);
    await fold();
    const where = { workspaceId: home.workspaceId };
    const offer = await home.ctx.db.offer.findFirstOrThrow({ where: { ...where, code } });
    const orderKey = placed.placed?.orderKey ?? '';
    const order = await home.ctx.db.order.findFirstOrThrow({ where: { ...where, orderKey } });
    expect(offer).toMatchObject({ status: 'redeemed', orderId: order.id, decisionId, customerId: order.customerId });
  });

  it('charges what was shown, redeems the code, and is placed once however often it is pressed', async () => {
    const { token, code, decisionId } = await written();
    const session = await addToCart(shop, await arriving(token), sku, door);
    const cart = await viewCart(shop, session);
    expect(cart).toMatchObject({ greeting: 'Ada', code: { ok: true, code, percentOff: 10 } });
    expect(cart.totalCents).toBe(cart.subtotalCents - cart.discountCents);
    const placed = await placeOrder(shop, session, door);
    await placeOrder(shop, session, door);
    expect(placed).toMatchObject({ cartKey: null, lines: [], code: null, placed: { code } });
    await fold();
    const orderKey = placed.placed?.orderKey ?? '';
    const orders = await home.ctx.db.order.findMany({ where: { workspaceId: home.workspaceId, orderKey } });
    expect(orders).toMatchObject([{ revenueCents: cart.totalCents, discountCents: cart.discountCents }]);
    const offer = await home.ctx.db.offer.findFirstOrThrow({ where: { workspaceId: home.workspaceId, decisionId } });
    expect(offer).toMatchObject({ status: 'redeemed', orderId: orders[0]?.id });
    const subject = `decision:${decisionId}`;
    const audited = await home.ctx.db.auditEntry.findMany({ where: { workspaceId: home.workspaceId, subject } });
    expect(audited.map(({ action }) => action)).toContain('offer.redeemed');
  });

  it.each([
    ['that nobody gave', async () => ({ token: null, code: 'NOPE' })],
    ['that has run out', () => written(home, { expiresAt: new Date(home.ctx.now.getTime() - DAY) })],
    ['of somebody else', async () => ({ token: (await written()).token, code: (await written()).code })],
  ])('is refused with a code %s, for the visitor must not pay more than was shown', async (_, given) => {
    const { token, code } = await given();
    const session = await addToCart(shop, await arriving(token, code), sku, door);
    expect(await viewCart(shop, session)).toMatchObject({ discountCents: 0, code: { ok: false } });
    await expect(placeOrder(shop, session, door)).rejects.toMatchObject({ code: 'invalid' });
    expect(await placeOrder(shop, { ...session, code: null }, door)).toMatchObject({ placed: { discountCents: 0 } });
  });

  it('of nothing is none', async () => {
    await expect(placeOrder(shop, visitor(), door)).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a link into the shop', () => {
  it('of another workspace’s message recognises nobody and gives no code', async () => {
    const abroad = await written(await freshWorkspace({ isDemo: true }));
    const session = await arriving(abroad.token, null);
    expect(session).toMatchObject({ token: null, code: null, cartKey: null });
    expect((await viewCart(shop, { ...session, code: abroad.code })).code).toMatchObject({ ok: false });
  });

  it('that was forged or made for something else recognises nobody', async () => {
    const { messageId } = await written();
    const link = { workspaceId: home.workspaceId, messageId, position: 0 };
    const unsubscribe = (await linkSigner()).sign('unsubscribe', link);
    for (const token of ['forged', unsubscribe])
      expect(await arriving(token)).toMatchObject({ token: null, code: null });
  });
});

describe('an order as the receiver of a message', () => {
  it('comes by its link with its code, once, and is credited to it', async () => {
    const { messageId, decisionId, code } = await written();
    await dispatchDue(home.ctx, { limit: 100 });
    const marketer = await personIn(home.workspaceId, 'marketer');
    for (let press = 0; press < 2; press++) await orderAsReceiver(marketer, { messageId }, door);
    await fold();
    const where = { workspaceId: home.workspaceId };
    const credited = await home.ctx.db.attribution.findMany({ where: { ...where, decisionId } });
    expect(credited).toHaveLength(1);
    const offer = await home.ctx.db.offer.findUniqueOrThrow({ where: { workspaceId_code: { ...where, code } } });
    expect(offer.status).toBe('redeemed');
    const about = { ...where, subject: `message:${messageId}` };
    const entries = await home.ctx.db.auditEntry.findMany({ where: about, orderBy: { seq: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['message.simulated', 'message.ordered']),
    );
    expect(entries.filter(({ action }) => action === 'message.ordered')).toHaveLength(1);
  });

  it('is not for every role, nor for a workspace whose orders are real', async () => {
    const { messageId } = await written();
    await dispatchDue(home.ctx, { limit: 100 });
    const executive = await personIn(home.workspaceId, 'executive');
    await expect(orderAsReceiver(executive, { messageId }, door)).rejects.toMatchObject({ code: 'forbidden' });
    const real = await freshWorkspace();
    const theirs = await written(real);
    await dispatchDue(real.ctx, { limit: 100 });
    const marketer = await personIn(real.workspaceId, 'marketer');
    const answer = orderAsReceiver(marketer, { messageId: theirs.messageId }, door);
    await expect(answer).rejects.toThrow('send an Order Completed to the events API');
    await expect(orderAsReceiver(marketer, { messageId }, door)).rejects.toMatchObject({ code: 'not_found' });
  });
});
