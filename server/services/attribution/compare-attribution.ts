import { actionName, agentName } from '@/domain/agents/agent-cards';
import { compareModels, type Journey, type ModelCredit } from '@/domain/attribution/compare-models';
import type { CountedPath } from '@/domain/attribution/markov';
import { longestWindow, modelWindow } from '@/domain/attribution/model-window';
import { CHANNEL_NAMES, isChannel } from '@/domain/channels/channel-ids';
import type { Policy } from '@/domain/policies/policy';
import type { Cents } from '@/domain/shared/money';
import { after, between } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { type RangeInput, resolveRange, type Span, spanOf } from '../measurement';
import { activePolicy } from '../policies';

/** What credit can be split by. */
export const ATTRIBUTION_WAYS = ['channel', 'agent', 'campaign'] as const;
export type AttributionWay = (typeof ATTRIBUTION_WAYS)[number];

export type AttributionComparison = {
  readonly rows: readonly (ModelCredit & { readonly name: string })[];
  /** Orders with a touch on their way and their net revenue, which the credit of every model sums to. */
  readonly orders: number;
  readonly revenueCents: Cents;
  /** All orders of the period and their net revenue. */
  readonly allOrders: number;
  readonly allRevenueCents: Cents;
  /** Customers who were touched in the period and did not order on it. */
  readonly withoutOrder: number;
};

/** Orders and touches that are taken into memory at most. */
const MOST_ROWS = 500_000;

const KEYS: Record<AttributionWay, Prisma.Sql> = {
  channel: Prisma.sql`m.channel`,
  agent: Prisma.sql`m.agent_id`,
  campaign: Prisma.sql`CASE WHEN d.trigger_key LIKE 'campaign:%' THEN 'campaign:' || split_part(d.trigger_key, ':', 2)
    ELSE m.agent_id || ':' || coalesce(d.action, '') END`,
};

type OrderRow = { id: string; customerId: string; orderedAt: Date; netRevenueCents: number };
type TouchRow = { customerId: string; key: string; action: string | null; deliveredAt: Date };

/**
 * The orders of a period shared by all seven models among the touches before them: as far back as
 * the policy says for carts and for all else, and never beyond the customer's order before. Every touch delivered counts, whether or not there is evidence
 * that it brought the order. Throws invalid for a period with more rows than can be held. Right: measurement.read.
 */
export async function compareAttribution(
  ctx: ServiceContext,
  input: RangeInput & { by: AttributionWay },
): Promise<AttributionComparison> {
  authorise(ctx, 'measurement.read');
  const span = await spanOf(ctx, resolveRange(ctx, input));
  const { document: policy } = await activePolicy(ctx);
  const longest = longestWindow(policy);
  const [orders, touches] = await Promise.all([
    loadOrders(ctx, span, longest),
    loadTouches(ctx, span, longest, input.by),
  ]);
  if (orders.length + touches.length > MOST_ROWS) {
    throw new ServiceError('invalid', 'There are too many touches in this period: choose a shorter one.', {
      field: 'from',
    });
  }
  const { journeys, lost } = pathsOf(orders, touches, span, policy);
  const compared = compareModels(journeys, lost);
  const names = await namesOf(
    ctx,
    input.by,
    compared.rows.map(({ key }) => key),
  );
  return {
    rows: compared.rows.map((row) => ({ ...row, name: names.get(row.key) ?? row.key })),
    orders: compared.orders,
    revenueCents: compared.revenueCents,
    allOrders: journeys.length,
    allRevenueCents: journeys.reduce((sum, { revenueCents }) => sum + revenueCents, 0),
    withoutOrder: lost.reduce((sum, { nulls }) => sum + nulls, 0),
  };
}

/** Orders of the period and of the windows around it: an order before cuts a path off, one after it ends one. */
function loadOrders(ctx: ServiceContext, { from, to }: Span, longest: number): Promise<OrderRow[]> {
  return ctx.db.$queryRaw<OrderRow[]>`
    SELECT id, customer_id AS "customerId", ordered_at AS "orderedAt",
      GREATEST(0, revenue_cents - refunded_cents)::int AS "netRevenueCents"
    FROM shop_order
    WHERE workspace_id = ${ctx.workspaceId}::uuid
      AND ordered_at >= ${after(from, -longest)} AND ordered_at < ${after(to, longest)}
    ORDER BY customer_id, ordered_at, id LIMIT ${MOST_ROWS + 1}`;
}

function loadTouches(
  ctx: ServiceContext,
  { from, to }: Span,
  longest: number,
  by: AttributionWay,
): Promise<TouchRow[]> {
  return ctx.db.$queryRaw<TouchRow[]>`
    SELECT m.customer_id AS "customerId", ${KEYS[by]} AS key, d.action, m.delivered_at AS "deliveredAt"
    FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.bounced_at IS NULL
      AND m.delivered_at >= ${after(from, -longest)} AND m.delivered_at < ${to}
    ORDER BY m.customer_id, m.delivered_at, m.id LIMIT ${MOST_ROWS + 1}`;
}

/** Orders of the period with the touches on their way, and what was touched in the period and led to no order. */
function pathsOf(orders: readonly OrderRow[], touches: readonly TouchRow[], { from, to }: Span, policy: Policy) {
  const [ordersOf, touchesOf] = [grouped(orders), grouped(touches)];
  const journeys: Journey[] = [];
  const lost = new Map<string, { keys: string[]; conversions: 0; nulls: number }>();
  for (const customerId of new Set([...ordersOf.keys(), ...touchesOf.keys()])) {
    const left = new Set(touchesOf.get(customerId) ?? []);
    for (const order of ordersOf.get(customerId) ?? []) {
      const before = [...left].filter(({ deliveredAt }) => deliveredAt <= order.orderedAt);
      const onTheWay = before.filter(
        ({ deliveredAt, action }) => between(deliveredAt, order.orderedAt) <= modelWindow(action, policy),
      );
      // A touch longer ago than its window led to nothing; every other one is spent with this order.
      for (const touch of onTheWay) left.delete(touch);
      for (const touch of before) if (touch.deliveredAt < from) left.delete(touch);
      if (order.orderedAt < from || order.orderedAt >= to) continue;
      const steps = onTheWay.map(({ key, deliveredAt }) => ({ key, ageMs: between(deliveredAt, order.orderedAt) }));
      journeys.push({ steps, revenueCents: order.netRevenueCents });
    }
    const keys = [...left].filter(({ deliveredAt }) => deliveredAt >= from).map(({ key }) => key);
    if (keys.length === 0) continue;
    const path = keys.join('\n');
    const known = lost.get(path) ?? { keys, conversions: 0, nulls: 0 };
    known.nulls++;
    lost.set(path, known);
  }
  return { journeys, lost: [...lost.values()] satisfies CountedPath[] };
}

function grouped<Row extends { customerId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.customerId);
    if (group) group.push(row);
    else groups.set(row.customerId, [row]);
  }
  return groups;
}

async function namesOf(ctx: ServiceContext, by: AttributionWay, keys: string[]): Promise<Map<string, string>> {
  if (by === 'agent') return new Map(keys.map((key) => [key, agentName(key)]));
  if (by === 'channel') return new Map(keys.map((key) => [key, isChannel(key) ? CHANNEL_NAMES[key] : key]));
  const ids = keys.flatMap((key) => (key.startsWith('campaign:') ? [key.slice('campaign:'.length)] : []));
  const campaigns = await ctx.db.campaign.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: ids.filter((id) => UUID.test(id)) } },
    select: { id: true, name: true },
  });
  const names = new Map(campaigns.map(({ id, name }) => [`campaign:${id}`, name]));
  for (const key of keys) {
    if (names.has(key)) continue;
    const [agentId = '', action = ''] = key.split(':');
    names.set(
      key,
      agentId === 'campaign' ? 'A deleted campaign' : action ? actionName(agentId, action) : agentName(agentId),
    );
  }
  return names;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
