import { OUTCOMES } from '@/domain/decisions/outcomes';
import {
  LEDGER_COLUMNS,
  type LedgerColumn,
  outcomeColumn,
  type PartColumn,
  WHOLE_OF,
} from '@/domain/measurement/ledger';
import { Prisma } from '../../generated/prisma/client';

/** Facts of the decision behind what is counted, by which hours are kept and figures can be split. */
export const LEDGER_FACETS = ['agent_id', 'action', 'channel', 'campaign', 'template'] as const;
export type LedgerFacet = (typeof LEDGER_FACETS)[number];

/** Where rows are looked for: the workspace and a half-open span, as values or as expressions of an outer query. */
export type Within = { workspace: Prisma.Sql; from: Prisma.Sql; to: Prisma.Sql };

/**
 * One table's contribution: the instant its rows count at, what they belong to and what they count as. The rest of the
 * columns is 0. A column that is part of another one says only what makes a row of the whole one of the part.
 */
type Source = {
  columns: Partial<Record<LedgerColumn, string>>;
  at: string;
  /** Expressions for the decision, the customer and the campaign or test, where there are any. */
  decision?: string;
  customer?: string;
  subject?: string;
  facets?: Partial<Record<LedgerFacet, string>>;
  from: string;
  /** Besides the workspace and the span. */
  where?: string;
  /** What the span is asked of; `at` unless it is moved. */
  span?: (within: Within) => Prisma.Sql;
};

const EMAIL = "m.channel = 'email'";
const SMS = "m.channel = 'sms'";
const PUSH = "m.channel = 'push'";
const NET = 'greatest(0, o.revenue_cents - o.refunded_cents)';
const CREDIT_SQUARED = 'a.credit_cents::float8 * a.credit_cents';
const EARLIER = (order: string) => `FROM shop_order e WHERE e.workspace_id = ${order}.workspace_id
  AND e.customer_id = ${order}.customer_id AND (e.ordered_at, e.id) < (${order}.ordered_at, ${order}.id)`;
const ORDERED_WITHIN = (days: number) => `EXISTS (SELECT 1 FROM shop_order o WHERE o.workspace_id = m.workspace_id
  AND o.customer_id = m.customer_id AND o.ordered_at > m.delivered_at
  AND o.ordered_at <= m.delivered_at + interval '${days} days')`;

const DECISION_FACETS = {
  agent_id: 'd.agent_id',
  action: "coalesce(d.action, '')",
  channel: "coalesce(d.channel, '')",
  campaign: "CASE WHEN starts_with(d.trigger_key, 'campaign:') THEN split_part(d.trigger_key, ':', 2) ELSE '' END",
} as const;
const MESSAGE_FACETS = { ...DECISION_FACETS, template: 'm.template' } as const;
const MESSAGE_AND_DECISION = 'message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id';
const OF_MESSAGE = {
  decision: 'm.decision_id',
  customer: 'm.customer_id',
  facets: MESSAGE_FACETS,
  from: MESSAGE_AND_DECISION,
} as const;
const OF_DECISION = { decision: 'd.id', customer: 'd.customer_id', facets: DECISION_FACETS } as const;

const DELIVERED: Source = {
  ...OF_MESSAGE,
  at: 'm.delivered_at',
  where: 'm.bounced_at IS NULL',
  columns: {
    touches: '1',
    email_touches: `(${EMAIL})::int`,
    sms_touches: `(${SMS})::int`,
    push_touches: `(${PUSH})::int`,
    opened: 'm.opened_at IS NOT NULL',
    machine_opened: `m.opened_at IS NULL AND EXISTS (SELECT 1 FROM message_event e
      WHERE e.workspace_id = m.workspace_id AND e.message_id = m.id AND e.kind = 'opened' AND e.is_machine)`,
    clicked: 'm.clicked_at IS NOT NULL',
    push_clicked: 'm.clicked_at IS NOT NULL',
    unsubscribed: 'm.unsubscribed_at IS NOT NULL',
    complained: 'm.complained_at IS NOT NULL',
    converted: `EXISTS (SELECT 1 FROM attribution a WHERE a.workspace_id = m.workspace_id
      AND a.decision_id = m.decision_id AND a.model = 'last_touch')`,
    tested: `EXISTS (SELECT 1 FROM experiment x WHERE x.workspace_id = m.workspace_id
      AND x.template_id = split_part(m.template, '@', 1) AND x.started_at <= m.delivered_at
      AND (x.ended_at IS NULL OR x.ended_at > m.delivered_at))`,
    carts_messaged: "(d.trigger = 'cart_idle')::int",
    carts_recovered: ORDERED_WITHIN(7),
    winbacks_messaged: "(d.trigger = 'dormant')::int",
    winbacks_converted: ORDERED_WITHIN(30),
    simulated_touches: 'm.is_simulated',
    sent: '1',
    attempted: '1',
    arrived: 'true',
    list_lost: `(${EMAIL} AND (m.unsubscribed_at IS NOT NULL OR m.complained_at IS NOT NULL))::int`,
  },
};

const BOUNCED: Source = {
  ...OF_MESSAGE,
  at: 'm.bounced_at',
  columns: { sent: '1', bounced: 'true', attempted: '1', list_lost: `(${EMAIL})::int` },
};

const GIVEN_UP: Source = {
  ...OF_MESSAGE,
  at: 'm.send_at',
  where: "m.status = 'failed' AND m.delivered_at IS NULL AND m.bounced_at IS NULL",
  columns: { attempted: '1' },
};

const CREDITED: Source = {
  ...OF_MESSAGE,
  at: 'a.ordered_at',
  decision: 'a.decision_id',
  from: `attribution a JOIN message m ON m.workspace_id = a.workspace_id AND m.id = a.message_id
    JOIN decision d ON d.workspace_id = a.workspace_id AND d.id = a.decision_id`,
  where: "a.model = 'last_touch'",
  columns: {
    credit_cents: 'a.credit_cents',
    email_credit_cents: `CASE WHEN ${EMAIL} THEN a.credit_cents ELSE 0 END`,
    sms_credit_cents: `CASE WHEN ${SMS} THEN a.credit_cents ELSE 0 END`,
    orders: '1',
    email_orders: `(${EMAIL})::int`,
    sms_orders: `(${SMS})::int`,
    won_orders: `NOT EXISTS (SELECT 1 FROM shop_order w WHERE w.workspace_id = a.workspace_id AND w.id = a.order_id
      AND EXISTS (SELECT 1 ${EARLIER('w')}))`,
    credit_squares: CREDIT_SQUARED,
    email_credit_squares: `CASE WHEN ${EMAIL} THEN ${CREDIT_SQUARED} ELSE 0 END`,
    sms_credit_squares: `CASE WHEN ${SMS} THEN ${CREDIT_SQUARED} ELSE 0 END`,
  },
};

const REDEEMED: Source = {
  ...OF_DECISION,
  at: 'o.redeemed_at',
  from: 'offer o JOIN decision d ON d.workspace_id = o.workspace_id AND d.id = o.decision_id',
  where: 'o.settled_cents IS NOT NULL',
  columns: { discount_cents: 'o.settled_cents', discount_squares: 'o.settled_cents::float8 * o.settled_cents' },
};

const OF_OUTCOME = Object.fromEntries(OUTCOMES.map((outcome) => [outcomeColumn(outcome), `d.outcome = '${outcome}'`]));

const DECIDED: Source = {
  ...OF_DECISION,
  at: 'd.decided_at',
  from: 'decision d',
  columns: {
    decisions: '1',
    // Where guardrails and holdout let it pass, a moment to leave is set; a verdict, the end of its time or a decision
    // that takes its place remove it, not that it passed.
    actionable: "(d.send_at IS NOT NULL OR d.review_by IS NOT NULL OR d.outcome = 'cancelled')::int",
    sent_to_review: 'd.review_by IS NOT NULL',
    autonomous: 'd.review_by IS NULL',
    reviewed: '(d.reviewed_at IS NOT NULL)::int',
    // Where an edited decision stands later no longer tells of the edit: the verdict does.
    overridden: `d.outcome IN ('rejected', 'edited') OR EXISTS (SELECT 1 FROM review_verdict v
      WHERE v.workspace_id = d.workspace_id AND v.decision_id = d.id AND v.verdict IN ('edit', 'reject')
        AND v.undone_at IS NULL)`,
    review_ms: 'coalesce(extract(epoch FROM d.reviewed_at - d.decided_at) * 1000, 0)::bigint',
    tone_checked: `(d.action IS NOT NULL AND d.verdicts @> '[{"guardrail": "tone"}]'::jsonb)::int`,
    tone_kept: `d.verdicts @> '[{"guardrail": "tone", "verdict": "pass"}]'::jsonb`,
    ...OF_OUTCOME,
  },
};

const JUDGED: Source = {
  ...OF_DECISION,
  at: 'v.given_at',
  from: 'review_verdict v JOIN decision d ON d.workspace_id = v.workspace_id AND d.id = v.decision_id',
  columns: {
    // One given from a list, or by the demo's simulated approver, was never opened: no time is known of it.
    verdicts: '(v.opened_at IS NOT NULL)::int',
    review_work_ms: `coalesce(extract(epoch FROM least(greatest(v.given_at - v.opened_at, interval '0'),
      interval '30 minutes')) * 1000, 0)::bigint`,
  },
};

const REPORTED: Source = {
  ...OF_DECISION,
  at: 'b.reported_at',
  from: 'breach_report b JOIN decision d ON d.workspace_id = b.workspace_id AND d.id = b.decision_id',
  columns: { breaches: '1' },
};

const ORDERED: Source = {
  at: 'o.ordered_at',
  customer: 'o.customer_id',
  from: `shop_order o CROSS JOIN LATERAL (
    SELECT count(*) AS count, coalesce(sum(greatest(0, e.revenue_cents - e.refunded_cents)), 0)::float8 AS cents
    ${EARLIER('o')}) earlier`,
  columns: {
    order_cents: NET,
    shop_orders: '1',
    first_orders: '(earlier.count = 0)::int',
    second_orders: '(earlier.count = 1)::int',
    // (earlier + now)² - earlier²: the sum over a customer's orders is the square of what they brought.
    lifetime_squares: `${NET}::float8 * (${NET} + 2 * earlier.cents)`,
  },
};

const YEAR = Prisma.sql`interval '365 days'`;
const A_YEAR_ON: Source = {
  at: "o.ordered_at + interval '365 days'",
  customer: 'o.customer_id',
  from: 'shop_order o',
  where: `NOT EXISTS (SELECT 1 ${EARLIER('o')})`,
  span: ({ from, to }) =>
    Prisma.sql`o.ordered_at >= (${from})::timestamptz - ${YEAR} AND o.ordered_at < (${to})::timestamptz - ${YEAR}`,
  columns: {
    retention_due: '1',
    retained: `EXISTS (SELECT 1 FROM shop_order l WHERE l.workspace_id = o.workspace_id
      AND l.customer_id = o.customer_id AND (l.ordered_at, l.id) > (o.ordered_at, o.id)
      AND l.ordered_at <= o.ordered_at + interval '365 days')`,
  },
};

const MET: Source = {
  at: 'c.first_seen_at',
  customer: 'c.id',
  from: 'customer c',
  // Who was erased had an address or not: the figures of then stand on what was kept of them.
  columns: { customers_met: '1', list_joined: '(c.email IS NOT NULL OR c.erased_at IS NOT NULL)::int' },
};

const TURNED: Source = {
  at: 's.changed_at',
  customer: 's.customer_id',
  from: 'stage_change s',
  columns: {
    churned: `(s."to" = 'churned' AND s."from" IS DISTINCT FROM 'churned')::int`,
    returned: `(s."from" = 'churned' AND s."to" <> 'churned')::int`,
  },
};

const MINUTES = (span: string) => `round(extract(epoch FROM ${span}) / 60)::float8`;
const LAUNCHED: Source = {
  at: 'p.launched_at',
  subject: 'p.id',
  facets: { campaign: 'p.id::text' },
  from: 'campaign p',
  columns: {
    launches: '1',
    launch_ms: `${MINUTES('p.launched_at - p.created_at')} * 60000`,
    launch_minute_squares: `${MINUTES('p.launched_at - p.created_at')} ^ 2`,
  },
};

const WON: Source = {
  at: 'x.ended_at',
  subject: 'x.id',
  facets: { agent_id: 'x.agent_id', action: 'x.action', channel: 'x.channel' },
  from: 'experiment x',
  where: `x.started_at IS NOT NULL AND EXISTS (SELECT 1 FROM experiment_variant w
    WHERE w.workspace_id = x.workspace_id AND w.experiment_id = x.id AND w.status = 'won')`,
  columns: {
    tests_won: '1',
    test_ms: `${MINUTES('x.ended_at - x.started_at')} * 60000`,
    test_minute_squares: `${MINUTES('x.ended_at - x.started_at')} ^ 2`,
  },
};

const SOURCES: readonly Source[] = [
  DELIVERED,
  BOUNCED,
  GIVEN_UP,
  CREDITED,
  REDEEMED,
  DECIDED,
  JUDGED,
  REPORTED,
  ORDERED,
  A_YEAR_ON,
  MET,
  TURNED,
  LAUNCHED,
  WON,
];

/**
 * Every countable thing of the workspace within a span of time, one row each, with what it belongs to and the columns of
 * the ledger. Who needs few of them names them: tables that have none of these are not read.
 */
export function rawRows(within: Within, needed: readonly LedgerColumn[] = LEDGER_COLUMNS): Prisma.Sql {
  const selects = SOURCES.filter(({ columns }) => needed.some((column) => columns[column])).map((source) =>
    rowsOf(source, within, needed),
  );
  return Prisma.join(selects, ' UNION ALL ');
}

function rowsOf(source: Source, within: Within, needed: readonly LedgerColumn[]): Prisma.Sql {
  const { at, decision = 'NULL::uuid', customer = 'NULL::uuid', subject = 'NULL::uuid', facets = {} } = source;
  const table = at.slice(0, at.indexOf('.'));
  const parts = [
    `${at} AS at, ${decision} AS decision_id, ${customer} AS customer_id, ${subject} AS subject_id`,
    ...LEDGER_FACETS.map((facet) => `(${facets[facet] ?? "''"})::text AS ${facet}`),
    ...needed.map((column) => `(${countOf(source.columns, column)})::float8 AS ${column}`),
  ];
  const span =
    source.span?.(within) ?? Prisma.sql`${Prisma.raw(at)} >= ${within.from} AND ${Prisma.raw(at)} < ${within.to}`;
  return Prisma.sql`SELECT ${Prisma.raw(parts.join(', '))} FROM ${Prisma.raw(source.from)}
    WHERE ${Prisma.raw(`${table}.workspace_id`)} = ${within.workspace} AND ${span}
      AND ${Prisma.raw(source.where ?? 'true')}`;
}

/** What a row adds to a column; to a part only where it adds to the whole. */
function countOf(columns: Source['columns'], column: LedgerColumn): string {
  const count = columns[column];
  if (count === undefined) return '0';
  return isPart(column) ? `(${columns[WHOLE_OF[column]] ?? '0'} = 1 AND (${count}))::int` : count;
}

function isPart(column: LedgerColumn): column is PartColumn {
  return column in WHOLE_OF;
}
