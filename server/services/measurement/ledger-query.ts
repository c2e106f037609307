import { LEDGER_COLUMNS, type Ledger, type LedgerColumn } from '@/domain/measurement/ledger';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import type { Span } from './range';

/** One table's contribution: the instant its rows count at, and what they count as. The rest of the columns is 0. */
type Source = { columns: Partial<Record<LedgerColumn, string>>; rows: (ctx: ServiceContext, span: Span) => Prisma.Sql };

const EMAIL = "m.channel = 'email'";
const ORDERED_WITHIN = (days: number) => `EXISTS (SELECT 1 FROM shop_order o WHERE o.workspace_id = m.workspace_id
  AND o.customer_id = m.customer_id AND o.ordered_at > m.delivered_at
  AND o.ordered_at <= m.delivered_at + interval '${days} days')`;

const DELIVERED: Source = {
  columns: {
    touches: '1',
    email_touches: `(${EMAIL})::int`,
    sms_touches: "(m.channel = 'sms')::int",
    opened: `(${EMAIL} AND m.opened_at IS NOT NULL)::int`,
    machine_opened: `(${EMAIL} AND m.opened_at IS NULL AND EXISTS (SELECT 1 FROM message_event e
      WHERE e.workspace_id = m.workspace_id AND e.message_id = m.id AND e.kind = 'opened' AND e.is_machine))::int`,
    clicked: `(${EMAIL} AND m.clicked_at IS NOT NULL)::int`,
    unsubscribed: '(m.unsubscribed_at IS NOT NULL)::int',
    complained: '(m.complained_at IS NOT NULL)::int',
    carts_messaged: "(d.trigger = 'cart_idle')::int",
    carts_recovered: `(d.trigger = 'cart_idle' AND ${ORDERED_WITHIN(7)})::int`,
    winbacks_messaged: "(d.trigger = 'dormant')::int",
    winbacks_converted: `(d.trigger = 'dormant' AND ${ORDERED_WITHIN(30)})::int`,
    simulated_touches: 'm.is_simulated::int',
    sent: '1',
  },
  rows: (ctx, { from, to }) => Prisma.sql`
    m.delivered_at AS at, m.decision_id, m.customer_id
    FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.delivered_at >= ${from} AND m.delivered_at < ${to}
      AND m.bounced_at IS NULL`,
};

const BOUNCED: Source = {
  columns: { sent: '1', bounced: '1' },
  rows: (ctx, { from, to }) => Prisma.sql`
    m.bounced_at AS at, m.decision_id, m.customer_id FROM message m
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.bounced_at >= ${from} AND m.bounced_at < ${to}`,
};

const CREDITED: Source = {
  columns: {
    credit_cents: 'a.credit_cents',
    email_credit_cents: `CASE WHEN ${EMAIL} THEN a.credit_cents ELSE 0 END`,
    sms_credit_cents: "CASE WHEN m.channel = 'sms' THEN a.credit_cents ELSE 0 END",
    orders: '1',
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
    // A moment to leave is set where guardrails and holdout let it pass.
    actionable: '(d.send_at IS NOT NULL)::int',
    sent_to_review: '(d.review_by IS NOT NULL)::int',
    reviewed: '(d.reviewed_at IS NOT NULL)::int',
    overridden: "(d.reviewed_at IS NOT NULL AND d.outcome IN ('rejected', 'edited'))::int",
    review_ms: 'coalesce(extract(epoch FROM d.reviewed_at - d.decided_at) * 1000, 0)::bigint',
  },
  rows: (ctx, { from, to }) => Prisma.sql`
    d.decided_at AS at, d.id AS decision_id, d.customer_id FROM decision d
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.decided_at >= ${from} AND d.decided_at < ${to}`,
};

const SOURCES = [DELIVERED, BOUNCED, CREDITED, DECIDED];

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
    const counted = needed.map((column) => `${columns[column] ?? '0'} AS ${column}`).join(', ');
    return Prisma.sql`SELECT ${Prisma.raw(counted)}, ${rows(ctx, span)}`;
  });
  return Prisma.join(selects, ' UNION ALL ');
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
