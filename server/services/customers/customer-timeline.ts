import { z } from 'zod';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { type Page, pageOf, readCursor, WrittenInstant, writeCursor } from '../../keyset';

/** Everything that can stand on a customer's timeline, with what is shown of it. */
const Entry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    data: z.object({
      type: z.string(),
      name: z.string().nullable(),
      properties: z.record(z.string(), z.unknown()),
      anonymousId: z.string().nullable(),
    }),
  }),
  z.object({
    kind: z.literal('order'),
    data: z.object({
      orderKey: z.string(),
      revenueCents: z.number(),
      refundedCents: z.number(),
      couponCode: z.string().nullable(),
      lineCount: z.number(),
    }),
  }),
  z.object({ kind: z.literal('refund'), data: z.object({ orderKey: z.string(), amountCents: z.number() }) }),
  z.object({
    kind: z.literal('decision'),
    data: z.object({ agentId: z.string(), action: z.string().nullable(), outcome: z.string(), summary: z.string() }),
  }),
  z.object({
    kind: z.literal('message'),
    data: z.object({
      decisionId: z.string(),
      channel: z.string(),
      status: z.string(),
      subject: z.string().nullable(),
      agentId: z.string(),
    }),
  }),
  z.object({
    kind: z.literal('message_event'),
    data: z.object({
      messageId: z.string(),
      what: z.string(),
      channel: z.string(),
      subject: z.string().nullable(),
      isMachine: z.boolean(),
      url: z.string().nullable(),
    }),
  }),
  z.object({
    kind: z.literal('consent'),
    data: z.object({
      channel: z.string(),
      purpose: z.string(),
      status: z.string(),
      source: z.string(),
      lawfulBasis: z.string().nullable(),
    }),
  }),
  z.object({
    kind: z.literal('stage'),
    data: z.object({ from: z.string().nullable(), to: z.string(), reason: z.string() }),
  }),
]);
export type TimelineEntry = z.infer<typeof Entry> & { id: string; at: Date; isSimulated: boolean };
const TIMELINE_KINDS = Entry.options.map((option) => option.shape.kind.value);

export const TimelineInput = z.object({
  customerId: z.uuid(),
  /** All kinds where none is named. */
  kinds: z
    .array(z.enum(TIMELINE_KINDS as [TimelineEntry['kind'], ...TimelineEntry['kind'][]]))
    .min(1, 'Name at least one kind, or none to see all.')
    .optional(),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});

type Row = { kind: string; id: string; at: Date; atText: string; data: unknown; isSimulated: boolean };
const Cursor = z.object({
  at: WrittenInstant,
  kind: z.string().max(32),
  id: z.string().max(64),
});

/** Rows of each kind; `t` is the table that carries the customer. */
const SOURCES: Record<TimelineEntry['kind'], { select: Prisma.Sql; at: Prisma.Sql; id: Prisma.Sql }> = {
  event: {
    id: Prisma.sql`t.id::text`,
    at: Prisma.sql`t.occurred_at`,
    select: Prisma.sql`json_build_object('type', t.type, 'name', t.name, 'properties', t.properties,
      'anonymousId', t.anonymous_id) AS data, t.is_simulated FROM event t`,
  },
  order: {
    id: Prisma.sql`t.id::text`,
    at: Prisma.sql`t.ordered_at`,
    select: Prisma.sql`json_build_object('orderKey', t.order_key, 'revenueCents', t.revenue_cents, 'refundedCents',
      t.refunded_cents, 'couponCode', t.coupon_code, 'lineCount', jsonb_array_length(t.lines)) AS data, t.is_simulated
      FROM shop_order t`,
  },
  refund: {
    id: Prisma.sql`r.id::text`,
    at: Prisma.sql`r.refunded_at`,
    select: Prisma.sql`json_build_object('orderKey', t.order_key, 'amountCents', r.amount_cents) AS data, t.is_simulated
      FROM refund r JOIN shop_order t ON t.workspace_id = r.workspace_id AND t.id = r.order_id`,
  },
  decision: {
    id: Prisma.sql`t.id::text`,
    at: Prisma.sql`t.decided_at`,
    select: Prisma.sql`json_build_object('agentId', t.agent_id, 'action', t.action, 'outcome', t.outcome, 'summary',
      t.summary) AS data, t.is_simulated FROM decision t`,
  },
  message: {
    id: Prisma.sql`t.id::text`,
    at: Prisma.sql`coalesce(t.delivered_at, t.accepted_at, t.created_at)`,
    select: Prisma.sql`json_build_object('decisionId', t.decision_id, 'channel', t.channel, 'status', t.status::text,
      'subject', t.subject, 'agentId', t.agent_id) AS data, t.is_simulated FROM message t`,
  },
  message_event: {
    id: Prisma.sql`o.id::text`,
    at: Prisma.sql`o.occurred_at`,
    select: Prisma.sql`json_build_object('messageId', o.message_id, 'what', o.kind, 'channel', t.channel, 'subject',
      t.subject, 'isMachine', o.is_machine, 'url', o.url) AS data, o.is_simulated
      FROM message_event o JOIN message t ON t.workspace_id = o.workspace_id AND t.id = o.message_id`,
  },
  consent: {
    id: Prisma.sql`t.id::text`,
    at: Prisma.sql`t.occurred_at`,
    select: Prisma.sql`json_build_object('channel', t.channel, 'purpose', t.purpose, 'status', t.status, 'source',
      t.source, 'lawfulBasis', t.lawful_basis) AS data, false AS is_simulated FROM consent_event t`,
  },
  stage: {
    id: Prisma.sql`t.id::text`,
    at: Prisma.sql`t.changed_at`,
    select: Prisma.sql`json_build_object('from', t."from", 'to', t."to", 'reason', t.reason) AS data,
      false AS is_simulated FROM stage_change t`,
  },
};

/** Of an order or refund that has its own entry, the event that told of it is not shown a second time. */
const TOLD_BY_ITS_ORDER = Prisma.sql`AND NOT (t.type = 'track' AND (
  (lower(t.name) = 'order completed' AND EXISTS (SELECT FROM shop_order o
    WHERE o.workspace_id = t.workspace_id AND o.order_key = t.order_id))
  OR EXISTS (SELECT FROM refund r WHERE r.workspace_id = t.workspace_id AND r.event_key = t.message_id)))`;

/**
 * Everything that happened to a customer, newest first, a page at a time: events, orders, refunds, decisions (also those
 * not taken), messages and what became of them, consent, stages. Throws not_found for a customer of another workspace.
 */
export async function customerTimeline(
  ctx: ServiceContext,
  input: z.input<typeof TimelineInput>,
): Promise<Page<TimelineEntry>> {
  authorise(ctx, 'customers.read');
  const { customerId, kinds, limit, cursor } = TimelineInput.parse(input);
  const customer = await ctx.db.customer.findFirst({
    where: { workspaceId: ctx.workspaceId, id: customerId },
    select: { id: true },
  });
  if (!customer) throw new ServiceError('not_found', 'There is no such customer.');
  const from = cursor ? readCursor(Cursor, cursor) : null;
  const shown = kinds ? TIMELINE_KINDS.filter((kind) => kinds.includes(kind)) : TIMELINE_KINDS;
  const hasOrders = shown.includes('order') && shown.includes('refund');
  const branches = shown.map((kind) => {
    const except = kind === 'event' && hasOrders ? TOLD_BY_ITS_ORDER : Prisma.empty;
    return branchOf(ctx, { kind, customerId, from, limit, except });
  });
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT kind, id, at, at::text AS "atText", data, is_simulated AS "isSimulated"
    FROM (${Prisma.join(branches, ' UNION ALL ')}) AS timeline ORDER BY at DESC, kind DESC, id DESC LIMIT ${limit + 1}`;
  const page = pageOf(rows, limit, ({ atText, kind, id }) => writeCursor({ at: atText, kind, id }));
  return { ...page, items: page.items.map(toEntry) };
}

type Branch = {
  kind: TimelineEntry['kind'];
  customerId: string;
  from: z.infer<typeof Cursor> | null;
  limit: number;
  /** Rows of the kind that are left out. */
  except: Prisma.Sql;
};

function branchOf(ctx: ServiceContext, { kind, customerId, from, limit, except }: Branch): Prisma.Sql {
  const { select, at, id } = SOURCES[kind];
  const beyond = from
    ? Prisma.sql`AND (${at}, ${kind}::text, ${id}) < (${from.at}::timestamptz, ${from.kind}, ${from.id})`
    : Prisma.empty;
  return Prisma.sql`(SELECT ${kind}::text AS kind, ${id} AS id, ${at} AS at, ${select}
    WHERE t.workspace_id = ${ctx.workspaceId}::uuid AND t.customer_id = ${customerId}::uuid ${except} ${beyond}
    ORDER BY 3 DESC, 2 DESC LIMIT ${limit + 1})`;
}

function toEntry({ kind, id, at, data, isSimulated }: Row): TimelineEntry {
  return { ...Entry.parse({ kind, data }), id, at, isSimulated };
}
