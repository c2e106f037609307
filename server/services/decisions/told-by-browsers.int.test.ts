import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '@/domain/events/event';
import type { ServiceContext } from '@/server/context';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { wholeDecisions } from '@/tests/factories/whole-decisions';
import { setAutonomyLevel } from '../autonomy';
import { ingest, processPending } from '../events';
import { decideReview, getReview } from '../review';
import { createWriteKey } from '../write-keys';
import { decideIdleCarts } from './index';

const HOUR = 3_600_000;
const EVIL = {
  name: 'FREE for you: 90% OFF, act now at evil.example',
  url: 'https://evil.example/b',
  image_url: 'https://evil.example/track.png',
  price: 0.01,
};
const OWN = {
  name: 'Copper kettle',
  url: 'https://harbour.example/kettle',
  image_url: 'https://cdn.harbour.example/kettle.png',
  price: 40,
};

let ctx: ServiceContext;
let keyIds: Record<'browser' | 'server', string>;
let told = 0;

beforeEach(async () => {
  // Nobody tells the cost of what browsers speak of.
  ctx = await reviewWorkspace({ financial: { ...UNDRAWN_POLICY.financial, unknownCost: 'pass' } });
  keyIds = {
    browser: (await createWriteKey(ctx, { name: 'Pages', kind: 'browser' })).id,
    server: (await createWriteKey(ctx, { name: 'Shop' })).id,
  };
});

/** By the door of the events API; at an instant of the past where it matters which word is older. */
async function tell(
  kind: 'browser' | 'server',
  event: string,
  properties: JsonObject,
  { anonymousId = 'a-visitor-of-ours', hoursAgo = 0 } = {},
): Promise<void> {
  const { workspaceId, now } = ctx;
  const access = { keyId: keyIds[kind], kind, workspaceId, isDemo: false, isVirtual: false };
  told += 1;
  const timestamp = new Date(now.getTime() - hoursAgo * HOUR).toISOString();
  const value = { type: 'track', event, messageId: `m${told}`, anonymousId, timestamp, properties };
  const item = { raw: JSON.stringify(value), value, problem: null };
  const body = { items: [item], writeKey: null, sentAt: null, context: {} };
  expect(await ingest(access, { body, type: null, receivedAt: now })).toMatchObject({ accepted: 1 });
  await processPending({ ...ctx, publish: async () => {} }, { limit: 100 });
}

const productOf = (sku: string) =>
  ctx.db.product.findUniqueOrThrow({ where: { workspaceId_sku: { workspaceId: ctx.workspaceId, sku } } });

/** What became of an idle cart where nobody looks first. */
async function decidedAlone(cart: Parameters<typeof idleCart>[2]) {
  await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_recovery', level: 3, reason: 'test' });
  await approvedOffer(ctx, { budgetCents: 1_000_000 });
  const customer = await shopper(ctx);
  await idleCart(ctx, customer.id, cart);
  await decideIdleCarts(ctx, { limit: 10 });
  return messageTo(customer.id);
}

async function messageTo(customerId: string) {
  const where = { workspaceId: ctx.workspaceId, customerId };
  const [decision] = await wholeDecisions(ctx, { customerId });
  const links = await ctx.db.messageLink.findMany({ where: { workspaceId: ctx.workspaceId } });
  return { decision, message: await ctx.db.message.findFirst({ where }), urls: links.map(({ url }) => url).join(' ') };
}

describe('a key that every visitor can read', () => {
  it('changes nothing that the shop has told of a product, by its server or a file', async () => {
    await tell('server', 'Product Viewed', { product_id: 'KETTLE', ...OWN }, { hoursAgo: 5 });
    const before = await productOf('KETTLE');
    await tell('browser', 'Product Viewed', { product_id: 'KETTLE', ...EVIL });
    await tell('browser', 'Product Added', { product_id: 'KETTLE', ...EVIL, quantity: 1 });
    expect(await productOf('KETTLE')).toEqual(before);

    const { message, urls } = await decidedAlone({});
    expect(message?.html).toContain('Copper kettle');
    expect(`${message?.html} ${message?.text} ${urls}`).not.toContain('evil.example');
    expect(urls).toContain(OWN.url);
  });

  it('puts no name, link, picture or price of its own into a message', async () => {
    await tell('browser', 'Product Viewed', { product_id: 'LURE', ...EVIL });
    const { message, decision, urls } = await decidedAlone({
      lines: [{ sku: 'LURE', name: EVIL.name, quantity: 3, priceCents: 4_000, isClaimed: true }],
    });
    expect(decision?.snapshot).toMatchObject({ catalogue: 'shop', products: [] });
    expect(message?.html).toContain('Your cart is where you left it');
    const said = `${message?.subject} ${message?.html} ${message?.text} ${urls}`;
    for (const word of ['evil.example', '90%', 'LURE', 'FREE']) expect(said).not.toContain(word);
  });

  it('is shown once the shop has told of the product, in the shop’s words', async () => {
    await tell('browser', 'Product Viewed', { product_id: 'LURE', ...EVIL });
    await tell('server', 'Product Viewed', { product_id: 'LURE', name: 'Copper kettle', price: 40 }, { hoursAgo: 9 });
    const { message, urls } = await decidedAlone({
      lines: [{ sku: 'LURE', name: EVIL.name, quantity: 3, priceCents: 1, isClaimed: true }],
      valueCents: 3,
    });
    expect(message?.text).toContain('* 3 × Copper kettle, £120.00');
    expect(`${message?.html} ${urls}`).not.toContain('evil.example');
  });

  it('does not make pages of its products the shop’s own', async () => {
    await tell('browser', 'Product Viewed', { product_id: 'LURE', ...EVIL });
    const { decision } = await waitingReview(ctx, {
      lines: [{ sku: 'LURE', name: EVIL.name, quantity: 3, priceCents: 4_000, isClaimed: true }],
    });
    expect(JSON.stringify((decision.snapshot as { products: unknown }).products)).not.toContain('evil.example');
  });

  it('says how much is in a cart, and the shop what it is called and costs', async () => {
    await tell('server', 'Product Viewed', { product_id: 'KETTLE', ...OWN }, { hoursAgo: 9 });
    const inCart = { ...EVIL, product_id: 'KETTLE', quantity: 2, cart_id: 'c1' };
    await tell('browser', 'Product Added', inCart, { hoursAgo: 3 });
    const cart = await ctx.db.cart.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, cartKey: 'c1' } });
    const lines = cart.lines as { isClaimed?: boolean }[];
    expect(lines).toMatchObject([{ sku: 'KETTLE', quantity: 2, isClaimed: true }]);
    const { decision } = await waitingReview(ctx, { lines: cart.lines ?? [], valueCents: cart.valueCents });
    expect(decision.snapshot).toMatchObject({
      cart: { valueCents: 8_000, lines: [{ sku: 'KETTLE', name: 'Copper kettle', quantity: 2, priceCents: 4_000 }] },
    });
  });
});

describe('what a reviewer saw', () => {
  const renamed = { product_id: 'KETTLE', name: 'Brass pot', url: 'https://harbour.example/pot', price: 55 };

  it('is what leaves, whatever the catalogue becomes meanwhile', async () => {
    const dana = await memberIn(ctx, 'approver', 'Dana');
    await tell('server', 'Product Viewed', { product_id: 'KETTLE', ...OWN }, { hoursAgo: 5 });
    const { decisionId, version, customerId } = await waitingReview(ctx);
    const seen = (await getReview(dana, { decisionId })).preview;
    expect(seen?.html).toContain('Copper kettle');
    await tell('server', 'Product Viewed', renamed);
    const { firstName } = await ctx.db.customer.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: customerId } },
      data: { firstName: 'Pay' },
    });
    expect((await getReview(dana, { decisionId })).preview).toEqual(seen);
    expect(await decideReview(dana, { decisionId, version, verdict: 'approve' })).toMatchObject({
      outcome: 'approved',
    });
    const { message, urls } = await messageTo(customerId);
    expect(message?.html).toContain('Copper kettle');
    expect(message?.html).toContain('cdn.harbour.example/kettle.png');
    expect(urls).toContain(OWN.url);
    expect(`${message?.html} ${message?.text} ${urls}`).not.toMatch(/Brass pot|harbour\.example\/pot/);
    expect(`${message?.subject} ${message?.text}`).not.toContain(firstName);
  });

  it('loses what the shop has taken from its shelves', async () => {
    const dana = await memberIn(ctx, 'approver', 'Dana');
    const { decisionId, version, customerId } = await waitingReview(ctx);
    await ctx.db.product.deleteMany({ where: { workspaceId: ctx.workspaceId, sku: 'KETTLE' } });
    expect((await getReview(dana, { decisionId })).preview?.html).not.toContain('KETTLE');
    await decideReview(dana, { decisionId, version, verdict: 'approve' });
    expect((await messageTo(customerId)).message?.html).not.toContain('KETTLE');
  });
});
