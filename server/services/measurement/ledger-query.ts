import { LEDGER_COLUMNS, type Ledger, type LedgerColumn, type PartColumn, WHOLE_OF } from '@/domain/measurement/ledger';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import type { Span } from './range';

/**
 * One table's contribution: the instant its rows count at, and what they count as. The rest of the columns is 0. A
 * column that is part of another one says only what makes a row of the whole one of the part.
 */
type Source = { columns: Partial<Record<LedgerColumn, string>>; rows: (ctx: ServiceContext, span: Span) => Prisma.Sql };

const EMAIL = "m.channel = 'email'";
const SMS = "m.channel = 'sms'";
const CREDIT_SQUARED = 'a.credit_cents::float8 * a.credit_cents';
const ORDERED_WITHIN = (days: number) => `EXISTS (SELECT 1 FROM shop_order o WHERE o.workspace_id = m.workspace_id
  AND o.customer_id = m.customer_id AND o.ordered_at > m.delivered_at
  AND o.ordered_at <= m.delivered_at + interval '${days} days')`;

const DELIVERED: Source = {
  columns: {
    touches: '1',
    email_touches: `(${EMAIL})::int`,
    sms_touches: `(${SMS})::int`,
    opened: 'm.opened_at IS NOT NULL',
    machine_opened: `m.opened_at IS NULL AND EXISTS (SELECT 1 FROM message_event e
      WHERE e.workspace_id = m.workspace_id AND e.message_id = m.id AND e.kind = 'opened' AND e.is_machine)`,
    clicked: 'm.clicked_at IS NOT NULL',
    unsubscribed: 'm.unsubscribed_at IS NOT NULL',
    complained: 'm.complained_at IS NOT NULL',
    converted: `EXISTS (SELECT 1 FROM attribution a WHERE a.workspace_id = m.workspace_id
      AND a.decision_id = m.decision_id AND a.model = 'last_touch')`,
    carts_messaged: "(d.trigger = 'cart_idle')::int",
    carts_recovered: ORDERED_WITHIN(7),
    winbacks_messaged: "(d.trigger = 'dormant')::int",
    winbacks_converted: ORDERED_WITHIN(30),
    simulated_touches: 'm.is_simulated',
    sent: '1',
  },
  rows: (ctx, { from, to }) => Prisma.sql`
    m.delivered_at AS at, m.decision_id, m.customer_id
    FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.delivered_at >= ${from} AND m.delivered_at < ${to}
      AND m.bounced_at IS NULL`,
};

const BOUNCED: Source = {
  columns: { sent: '1', bounced: 'true' },
  rows: (ctx, { from, to }) => Prisma.sql`
    m.bounced_at AS at, m.decision_id, m.customer_id FROM message m
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.bounced_at >= ${from} AND m.bounced_at < ${to}`,
};

const CREDITED: Source = {
  columns: {
    credit_cents: 'a.credit_cents',
    email_credit_cents: `CASE WHEN ${EMAIL} THEN a.credit_cents ELSE 0 END`,
    sms_credit_cents: `CASE WHEN ${SMS} THEN a.credit_cents ELSE 0 END`,
    orders: '1',
    email_orders: `(${EMAIL})::int`,
    sms_orders: `(${SMS})::int`,
    credit_squares: CREDIT_SQUARED,
    email_credit_squares: `CASE WHEN ${EMAIL} THEN ${CREDIT_SQUARED} ELSE 0 END`,
    sms_credit_squares: `CASE WHEN ${SMS} THEN ${CREDIT_SQUARED} ELSE 0 END`,
  },
  rows: (ctx, { from, to }) => Prisma.sql`
    a.ordered_at AS at, a.decision_id, m.customer_id
    FROM attribution a JOIN message m ON m.workspace_id = a.workspace_id AND m.id = a.message_id
    WHERE a.workspace_id = ${ctx.workspaceId}::uuid AND a.model = 'last_touch'
      AND a.ordered_at >= ${from} AND a.ordered_at < ${to}`,
};

const DECIDED: Source = {
  columns: {
    decisions: '1',
    // Where guardrails and holdout let it pass, a moment to leave is set; a verdict, the end of its time or a decision
    // that takes its place remove it, not that it passed.
    actionable: "(d.send_at IS NOT NULL OR d.review_by IS NOT NULL OR d.outcome = 'cancelled')::int",
    sent_to_review: 'd.review_by IS NOT NULL',
    reviewed: '(d.reviewed_at IS NOT NULL)::int',
    // Where an edited decision stands later no longer tells of the edit: the verdict does.
    overridden: `d.outcome IN ('rejected', 'edited') OR EXISTS (SELECT 1 FROM review_verdict v
      WHERE v.workspace_id = d.workspace_id AND v.decision_id = d.id AND v.verdict IN ('edit', 'reject')
        AND v.undone_at IS NULL)`,
    review_ms: 'coalesce(extract(epoch FROM d.reviewed_at - d.decided_at) * 1000, 0)::bigint',
  },
  rows: (ctx, { from, to }) => Prisma.sql`
    d.decided_at AS at, d.id AS decision_id, d.customer_id FROM decision d
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.decided_at >= ${from} AND d.decided_at < ${to}`,
};

const REPORTED: Source = {
  columns: { breaches: '1' },
  rows: (ctx, { from, to }) => Prisma.sql`
    b.reported_at AS at, b.decision_id, d.customer_id
    FROM breach_report b JOIN decision d ON d.workspace_id = b.workspace_id AND d.id = b.decision_id
    WHERE b.workspace_id = ${ctx.workspaceId}::uuid AND b.reported_at >= ${from} AND b.reported_at < ${to}`,
};

const SOURCES = [DELIVERED, BOUNCED, CREDITED, DECIDED, REPORTED];

/**
 * Every countable thing of the workspace within a span of time, one row each, in the columns of the ledger. Who needs
 * few of them names them: tables that have none of these are not read.
 */
export function ledgerRows(
  ctx: ServiceContext,
  span: Span,
  needed: readonly LedgerColumn[] = LEDGER_COLUMNS,
): Prisma.Sql {
  const selects = SOURCES.filter(({ columns }) => needed.some((column) => columns[column])).map(({ columns, rows }) => {
    const counted = needed.map((column) => `${countOf(columns, column)} AS ${column}`).join(', ');
    return Prisma.sql`SELECT ${Prisma.raw(counted)}, ${rows(ctx, span)}`;
  });
  return Prisma.join(selects, ' UNION ALL ');
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

/** The sums of the ledger's columns, to be selected from its rows; doubles, exact up to 2^53. */
export const LEDGER_SUMS = Prisma.raw(
  LEDGER_COLUMNS.map((column) => `coalesce(sum(${column}), 0)::float8 AS ${column}`).join(', '),
);

/** The sum of one column, under a name. */
export function sumOf(column: LedgerColumn, name: 'numerator' | 'denominator'): Prisma.Sql {
  return Prisma.raw(`coalesce(sum(${column}), 0)::float8 AS ${name}`);
}

/** A row's sums as a ledger. */
export function ledgerOf(row: Ledger): Ledger {
  return Object.fromEntries(LEDGER_COLUMNS.map((column) => [column, row[column]])) as Ledger;
}
