import fc from 'fast-check';
import { engagementScore } from '@/domain/customers/engagement';
import type { JsonObject } from '@/domain/events/event';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import type { ServiceContext } from '@/server/context';
import { processPending } from '@/server/services/events';
import { type EventRow, writeEvents } from '@/server/services/events/event-writer';
import { createWriteKey } from '@/server/services/write-keys';
import { systemDb } from '@/server/system-db';
import type { FreshWorkspace } from './fresh-workspace';

/** When histories are looked at. */
export const NOW = new Date('2026-03-01T12:00:00Z');
const START = Date.parse('2026-02-01T00:00:00Z');

/** One call of the events API, at a minute of its history. */
export type Call = {
  messageId: string;
  type: 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias';
  name?: string;
  userId?: string;
  anonymousId?: string;
  /** With a browser's key, which every visitor can read, instead of the shop's own. */
  isOfBrowser?: boolean;
  /** Minutes after START. */
  minute?: number;
  properties?: JsonObject;
  context?: JsonObject;
};

function toRow(workspaceId: string, call: Call, browserKey: string | null): EventRow {
  return {
    workspace_id: workspaceId,
    key_id: call.isOfBrowser ? browserKey : null,
    message_id: call.messageId,
    type: call.type,
    name: call.name ?? null,
    user_id: call.userId ?? null,
    anonymous_id: call.anonymousId ?? null,
    occurred_at: new Date(START + (call.minute ?? 0) * 60_000).toISOString(),
    sent_at: null,
    properties: call.properties ?? {},
    context: call.context ?? {},
    is_simulated: false,
  };
}

export const atNow = (ctx: ServiceContext): ServiceContext => ({ ...ctx, now: NOW, publish: async () => {} });

/** Stores calls in this order, so many at a time, each followed by its processing. */
export async function settle(shop: FreshWorkspace, calls: readonly Call[], size = 500): Promise<void> {
  const browserKey = calls.some(({ isOfBrowser }) => isOfBrowser) ? await browserKeyOf(shop) : null;
  for (let at = 0; at < calls.length; at += size) {
    await writeEvents(calls.slice(at, at + size).map((call) => toRow(shop.workspaceId, call, browserKey)));
    await processPending(atNow(shop.ctx), { limit: 10_000 });
  }
}

async function browserKeyOf({ workspaceId, ctx }: FreshWorkspace): Promise<string> {
  const known = await ctx.db.writeKey.findFirst({ where: { workspaceId, kind: 'browser' } });
  return known?.id ?? (await createWriteKey(ctx, { name: 'Pages', kind: 'browser' })).id;
}

/** Everything events have left in a workspace, by the shop's own ids. */
export async function dump(workspaceId: string) {
  const where = { workspaceId };
  const identities = await systemDb().customerIdentity.findMany({ where, orderBy: { value: 'asc' } });
  const customers = await systemDb().customer.findMany({ where: { ...where, mergedIntoId: null } });
  const nameOf = new Map(
    customers.map((customer) => {
      const visitor = identities.find(
        (identity) => identity.customerId === customer.id && identity.kind === 'anonymous',
      );
      return [customer.id, customer.externalId ?? `visitor:${visitor?.value}`];
    }),
  );
  const name = (id: string) => nameOf.get(id) ?? `nobody:${id}`;
  const events = await systemDb().event.findMany({ where });
  // The ledger forgets nothing: what counts is what it says of the customer whose event the proof is today.
  const ownerOf = new Map(events.map((event) => [`event:${event.messageId}`, event.customerId]));
  const orders = await systemDb().order.findMany({ where, include: { refunds: true } });
  const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();
  return {
    identities: sorted(identities.map(({ kind, value, customerId }) => ({ kind, value, customer: name(customerId) }))),
    customers: sorted(
      customers.map(
        ({
          id,
          subjectRef: _,
          createdAt: __,
          updatedAt: ___,
          engagementPoints: points,
          engagementAt: at,
          traitTimes,
          traits,
          ...row
        }) => ({
          ...row,
          name: name(id),
          workspaceId: null,
          traits: Object.entries(traits as object).sort(),
          traitTimes: Object.entries(traitTimes as object).sort(),
          score: engagementScore({ points, at }, NOW, DEFAULT_POLICY.engagement).toFixed(9),
        }),
      ),
    ),
    carts: sorted(
      (await systemDb().cart.findMany({ where })).map(({ id: _, customerId, cartKey, ...row }) => ({
        ...row,
        workspaceId: null,
        cartKey: cartKey.startsWith('session:') ? `session:${name(cartKey.slice(8))}` : cartKey,
        customer: name(customerId),
      })),
    ),
    orders: sorted(
      orders.map(({ id: _, customerId, refunds, ...row }) => ({
        ...row,
        workspaceId: null,
        customer: name(customerId),
        refunds: sorted(
          refunds.map(({ eventKey, amountCents, refundedAt }) => ({ eventKey, amountCents, refundedAt })),
        ),
      })),
    ),
    products: sorted(
      (await systemDb().product.findMany({ where })).map((row) => ({
        ...row,
        workspaceId: null,
        fieldTimes: Object.entries(row.fieldTimes as object).sort(),
      })),
    ),
    consents: sorted(
      (await systemDb().consentEvent.findMany({ where }))
        .filter((row) => ownerOf.get(row.evidence ?? '') === row.customerId)
        .map(({ customerId, channel, status, evidence }) => ({
          customer: name(customerId),
          channel,
          status,
          evidence,
        })),
    ),
    events: sorted(events.map((row) => ({ messageId: row.messageId, customer: name(row.customerId ?? '') }))),
    pending: await systemDb().eventPending.count({ where }),
  };
}

const line = fc.record({
  sku: fc.constantFrom('s1', 's2', 's3'),
  name: fc.constantFrom('Cup', 'Bowl'),
  price: fc.constantFrom(5, 12.5, 80),
  quantity: fc.integer({ min: 1, max: 3 }),
});
const cartId = fc.constantFrom({}, { cart_id: 'c1' }, { cart_id: 'c2' });
const orderId = fc.constantFrom({ order_id: 'o1' }, { order_id: 'o2' });
const identity = fc.constantFrom<Partial<Call>>(
  { userId: 'u1' },
  { userId: 'u2' },
  { anonymousId: 'a1' },
  { anonymousId: 'a2' },
  { userId: 'u1', anonymousId: 'a1' },
  { userId: 'u2', anonymousId: 'a1' },
  { userId: 'u1', anonymousId: 'a2' },
);
const track = (names: string[], properties: fc.Arbitrary<JsonObject>): fc.Arbitrary<Partial<Call>> =>
  fc.record({ type: fc.constant('track' as const), name: fc.constantFrom(...names), properties });
const merged = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<JsonObject> =>
  fc.tuple(...parts).map((values) => Object.assign({}, ...values));

const body: fc.Arbitrary<Partial<Call>> = fc.oneof(
  track(['Product Viewed', 'Product Added', 'Product Removed'], merged(line, cartId)),
  track(['Cart Viewed', 'Checkout Started'], merged(cartId, fc.record({ products: fc.array(line, { maxLength: 2 }) }))),
  track(
    ['Order Completed', 'Order Updated'],
    merged(orderId, cartId, fc.record({ products: fc.array(line, { minLength: 1, maxLength: 2 }) })),
  ),
  track(['Order Refunded'], merged(orderId, fc.constantFrom({}, { total: 4 }))),
  track(['Order Cancelled'], merged(orderId)),
  track(['Signed Up'], fc.constant({})),
  track(['Consent Granted', 'Consent Withdrawn'], fc.constant({ channel: 'email' })),
  fc.record({
    type: fc.constant('identify' as const),
    properties: fc.constantFrom<JsonObject>(
      { email: 'ada@shop.example', firstName: 'Ada' },
      { email: 'not an address', firstName: 'Bea', plan: 'gold' },
      { country: 'Germany', plan: 'tin' },
      { plan: null, name: 'Cleo Dee' },
    ),
  }),
  fc.constant({ type: 'page' as const, name: 'Home' }),
  fc.constant({ type: 'screen' as const, name: 'Home' }),
  fc.record({
    type: fc.constant('group' as const),
    properties: fc.constantFrom<JsonObject>({ groupId: 'g1', name: 'Analysts' }, { groupId: 'g2' }),
  }),
  fc.record({
    type: fc.constant('alias' as const),
    userId: fc.constantFrom('u1', 'u2'),
    properties: fc.constantFrom<JsonObject>({ previousId: 'a1' }, { previousId: 'a2' }, { previousId: 'a3' }),
  }),
);

/** Histories of a few people, carts and orders. */
export const calls = fc
  .array(fc.tuple(body, identity, fc.integer({ min: 0, max: 600 }), fc.boolean()), { minLength: 5, maxLength: 40 })
  .map((list) =>
    list.map(
      ([call, who, minute, isOfBrowser], index) =>
        ({ ...who, ...call, minute, isOfBrowser, messageId: `m${index}` }) as Call,
    ),
  );
