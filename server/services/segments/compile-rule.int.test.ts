import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { type Condition, conditionsOf, MOST_CONDITIONS, type Rule, type RuleGroup } from '@/domain/segments/rule';
import { SegmentRule } from '@/domain/segments/rule-schema';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { type History, meets, type World } from '@/tests/factories/naive-rule';
import { shopper } from '@/tests/factories/shopper';
import { queuedTouch } from '@/tests/factories/touch';
import { customersWho } from './compile-rule';
import { explainRule } from './explain-customer';

const DAY = 86_400_000;
const NOW = new Date('2026-11-21T11:00:00.000Z');
const SEGMENT = v7();
const PEOPLE = 12;
const WORLD: World = { now: NOW, categoryOf: { MUG: 'Kitchen', CUP: 'Kitchen', RUG: 'Floor' } };

/** Whole days and, so that edges are met, exactly those days, or a moment beside them. */
const ago = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 0, 1, -1))
  .map(([days, beside]) => new Date(NOW.getTime() - days * DAY + beside));
const past = ago.filter((at) => at <= NOW);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 3 });
const properties = fc.dictionary(
  fc.constantFrom('price', 'kind', 'gift'),
  fc.oneof(
    fc.integer({ min: 0, max: 9 }),
    fc.constantFrom('7', '2.5', 'blue', 'Blue note', ''),
    fc.boolean(),
    fc.constant(null),
    fc.constant([1]),
  ),
  { maxKeys: 3 },
);
const line = fc.record({
  sku: fc.constantFrom('MUG', 'CUP', 'RUG', 'GONE'),
  quantity: fc.integer({ min: 1, max: 3 }),
  priceCents: fc.constantFrom(500, 1_000),
});

const history: fc.Arbitrary<History> = fc.record({
  customer: fc.record({
    email: maybe(fc.constant('a@shop.example')),
    phone: maybe(fc.constant('+15550100')),
    externalId: maybe(fc.constant('known')),
    country: maybe(fc.constantFrom('DE', 'GB', 'FR')),
    locale: maybe(fc.constantFrom('de-DE', 'de_AT', 'en', 'FR')),
    stage: fc.constantFrom('new', 'active', 'at_risk', 'churned'),
    traits: properties,
    orderCount: fc.integer({ min: 0, max: 3 }),
    lifetimeValueCents: fc.constantFrom(0, 500, 1_001, 5_000),
    lastOrderAt: maybe(past),
    signedUpAt: maybe(past),
    engagementPoints: fc.constantFrom(-1, 0, 0.3, 2),
    engagementAt: maybe(past),
  }),
  consents: fc.uniqueArray(
    fc.record({ channel: fc.constantFrom('email', 'sms'), status: fc.constantFrom('granted', 'withdrawn'), at: ago }),
    { maxLength: 4, selector: ({ at }) => at.getTime() },
  ),
  events: fc.array(fc.record({ name: fc.constantFrom('Looked', 'Tried'), at: ago, properties }), { maxLength: 6 }),
  orders: fc.array(
    fc.record({
      at: past,
      revenueCents: fc.constantFrom(500, 1_000, 2_500),
      refundedCents: fc.constantFrom(0, 0, 500),
      lines: fc.array(line, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
  messages: fc.array(
    fc.record({
      channel: fc.constantFrom('email', 'sms'),
      deliveredAt: maybe(past),
      openedAt: maybe(past),
      clickedAt: maybe(past),
    }),
    { maxLength: 3 },
  ),
  carts: fc.array(
    fc.record({ status: fc.constantFrom('open', 'ordered'), at: past, valueCents: fc.constantFrom(0, 1_000, 2_000) }),
    { maxLength: 2 },
  ),
  segments: fc.constantFrom(new Set<string>(), new Set([SEGMENT])),
});

const op = fc.constantFrom('at_least', 'at_most', 'exactly');
const few = fc.integer({ min: 0, max: 3 });
const days = fc.integer({ min: 1, max: 40 });
const cents = fc.constantFrom(0, 500, 1_000, 2_500);
const span = fc.oneof(
  fc.constant({ kind: 'ever' as const }),
  fc.record({ kind: fc.constantFrom('last' as const, 'before' as const), days }),
);
const text = fc.oneof(
  fc.record({
    op: fc.constantFrom('is', 'is_not', 'contains'),
    value: fc.constantFrom('7', 'blue', 'BLUE', 'true', '2.5'),
  }),
  fc.record({ op: fc.constantFrom('at_least', 'at_most'), value: fc.constantFrom('2', '2.5', '7', '-1') }),
  fc.record({ op: fc.constantFrom('known', 'unknown'), value: fc.constant('') }),
);
const key = fc.constantFrom('price', 'kind', 'gift');
const where = fc.array(
  fc.tuple(key, text).map(([property, test]) => ({ property, ...test })),
  { maxLength: 2 },
);
const name = fc.constantFrom('Looked', 'Tried', 'Never');
const of = <Kind extends Condition['kind']>(kind: Kind) => fc.constant(kind);

const condition = fc.oneof(
  fc.record({ kind: of('number'), field: fc.constantFrom('order_count'), op, value: few }),
  fc.record({ kind: of('number'), field: fc.constantFrom('lifetime_value', 'average_order'), op, value: cents }),
  fc.record({ kind: of('number'), field: of('engagement' as never), op, value: fc.constantFrom(0, 20, 60, 90) }),
  fc.record({
    kind: of('choice'),
    field: fc.constant('country'),
    op: fc.constantFrom('is', 'is_not'),
    values: fc.constantFrom(['DE'], ['GB', 'FR']),
  }),
  fc.record({
    kind: of('choice'),
    field: fc.constant('language'),
    op: fc.constantFrom('is', 'is_not'),
    values: fc.constantFrom(['de'], ['en', 'fr']),
  }),
  fc.record({
    kind: of('instant'),
    field: fc.constantFrom('signed_up', 'last_order'),
    op: fc.constantFrom('within', 'longer_ago', 'known', 'unknown'),
    days,
  }),
  fc.record({
    kind: of('contact'),
    field: fc.constantFrom('email', 'phone', 'external_id'),
    op: fc.constantFrom('known', 'unknown'),
  }),
  fc.tuple(key, text).map(([trait, test]) => ({ kind: 'trait', key: trait, ...test })),
  fc.record({
    kind: of('consent'),
    channel: fc.constantFrom('email', 'sms'),
    status: fc.constantFrom('granted', 'withdrawn', 'none'),
  }),
  fc.record({ kind: of('event'), name, where, sumOf: fc.constant(null), op, value: few, window: span }),
  fc.record({ kind: of('event'), name, where, sumOf: fc.constant('price'), op, value: few, window: span }),
  fc.record({
    kind: of('event_time'),
    name,
    where,
    which: fc.constantFrom('first', 'last'),
    op: fc.constantFrom('within', 'longer_ago'),
    days,
  }),
  fc.record({
    kind: of('purchase'),
    by: fc.constant('any'),
    values: fc.constant([]),
    measure: fc.constantFrom('orders', 'pieces', 'spent', 'largest_order'),
    op,
    value: fc.oneof(few, cents),
    window: span,
  }),
  fc.record({
    kind: of('purchase'),
    by: fc.constant('sku'),
    values: fc.constantFrom(['MUG'], ['CUP', 'RUG'], ['GONE']),
    measure: fc.constantFrom('orders', 'pieces', 'spent'),
    op,
    value: fc.oneof(few, cents),
    window: span,
  }),
  fc.record({
    kind: of('purchase'),
    by: fc.constant('category'),
    values: fc.constantFrom(['Kitchen'], ['Floor', 'None']),
    measure: fc.constantFrom('orders', 'pieces', 'spent'),
    op,
    value: fc.oneof(few, cents),
    window: span,
  }),
  fc.record({
    kind: of('message'),
    act: fc.constantFrom('delivered', 'opened', 'clicked'),
    channel: fc.constantFrom('any', 'email', 'sms'),
    op,
    value: few,
    window: span,
  }),
  fc.record({ kind: of('cart'), idleHours: fc.constantFrom(0, 24, 240), valueAtLeast: fc.constantFrom(0, 1_500) }),
  fc.record({ kind: of('segment'), segmentId: fc.constant(SEGMENT), op: fc.constantFrom('in', 'not_in') }),
);

const { group } = fc.letrec<{ group: RuleGroup; rule: Rule }>((tie) => ({
  rule: fc.oneof({ maxDepth: 3, withCrossShrink: true }, condition as fc.Arbitrary<Rule>, tie('group')),
  group: fc.record({
    kind: fc.constant('group' as const),
    match: fc.constantFrom('all' as const, 'any' as const),
    not: fc.boolean(),
    rules: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }),
  }) as fc.Arbitrary<RuleGroup>,
}));

const readable = group.filter((rule) => conditionsOf(rule).length <= MOST_CONDITIONS);

/** Writes a history into the tables, its messages as those of one decision, and answers the customer's id. */
async function live(ctx: ServiceContext, told: History, decisionId: string): Promise<string> {
  const { workspaceId } = ctx;
  const { email, phone, externalId, traits, ...details } = told.customer;
  const { id: customerId } = await shopper(ctx, {
    ...details,
    traits: traits as object,
    email,
    phone,
    externalId: externalId && v7(),
    consents: [],
  });
  const own = { workspaceId, customerId };
  await ctx.db.consentEvent.createMany({
    data: told.consents.map(({ channel, status, at }) => ({
      ...own,
      id: v7(),
      channel,
      status,
      purpose: 'marketing',
      source: 'test',
      actor: 'customer',
      occurredAt: at,
      evidence: v7(),
    })),
  });
  await ctx.db.event.createMany({
    data: told.events.map((event) => ({
      ...own,
      messageId: v7(),
      type: 'track',
      name: event.name,
      occurredAt: event.at,
      properties: event.properties as object,
      context: {},
    })),
  });
  await ctx.db.order.createMany({
    data: told.orders.map(({ at, lines, ...order }) => ({
      ...own,
      ...order,
      id: v7(),
      orderKey: v7(),
      currency: 'GBP',
      lines: lines.map((each) => ({ ...each, name: each.sku })),
      orderedAt: at,
    })),
  });
  await ctx.db.cart.createMany({
    data: told.carts.map(({ status, at, valueCents }) => ({
      ...own,
      id: v7(),
      cartKey: v7(),
      status,
      valueCents,
      lines: [],
      openedAt: at,
      lastChangedAt: at,
    })),
  });
  await ctx.db.message.createMany({
    data: told.messages.map((message) => ({
      ...own,
      ...message,
      id: v7(),
      decisionId,
      agentId: 'cart_winback',
      provider: 'sandbox',
      status: 'delivered',
      idempotencyKey: v7(),
      toAddress: 'a@shop.example',
      text: 'Hello.',
      template: 'cart_recovery@1',
      sendAt: NOW,
      createdAt: NOW,
    })),
  });
  if (told.segments.has(SEGMENT)) {
    await ctx.db.segmentMember.create({ data: { ...own, segmentId: SEGMENT, enteredAt: NOW } });
  }
  return customerId;
}

/** Two workspaces of the same shape: what is found in one must come of its own rows alone. */
async function populated(seed: number) {
  const { ctx: made, workspaceId } = await freshWorkspace();
  const ctx = { ...made, now: NOW };
  await ctx.db.segment.create({
    data: {
      workspaceId,
      id: SEGMENT,
      name: 'Some',
      rule: {},
      createdAt: NOW,
      updatedAt: NOW,
    },
  });
  for (const [sku, category] of Object.entries(WORLD.categoryOf)) {
    await ctx.db.product.create({ data: { workspaceId, sku, name: sku, category, priceCents: 1, updatedAt: NOW } });
  }
  const people = new Map<string, History>();
  // The customer of this decision is nobody of the comparison.
  const { decisionId } = await queuedTouch(ctx);
  for (const told of fc.sample(history, { numRuns: PEOPLE, seed })) people.set(await live(ctx, told, decisionId), told);
  return { ctx, people };
}

describe('a compiled rule', () => {
  it('finds whom the plain reading of the rule finds, whatever rule and history, and explains it so', async () => {
    const { ctx, people } = await populated(7);
    await populated(8);
    const ids = [...people.keys()];
    const known = (rows: { id: string }[]) => rows.flatMap(({ id }) => (people.has(id) ? [id] : [])).toSorted();
    const facts = { currency: 'GBP', segmentName: () => 'Some' };
    const met = { some: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(readable, fc.subarray(ids), fc.constantFrom(...ids), async (drawn, scope, one) => {
        const rule = SegmentRule.parse(drawn);
        const expected = ids.filter((id) => meets(rule, people.get(id) as History, WORLD)).toSorted();
        const found = await ctx.db.$queryRaw<{ id: string }[]>`${customersWho(ctx, rule)}`;
        expect(known(found)).toEqual(expected);
        const within = await ctx.db.$queryRaw<{ id: string }[]>`${customersWho(ctx, rule, scope)}`;
        expect(known(within)).toEqual(expected.filter((id) => scope.includes(id)));
        expect((await explainRule(ctx, rule, one, facts)).passes).toBe(expected.includes(one));
        met[expected.length > 0 && expected.length < ids.length ? 'some' : 'none']++;
      }),
      { numRuns: 400, seed: 2026, endOnFailure: true },
    );
    // Rules that part the customers are what the comparison is worth.
    expect(met.some).toBeGreaterThan(150);
  }, 300_000);
});
