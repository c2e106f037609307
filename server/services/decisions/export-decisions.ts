import { csvLine } from '@/domain/shared/csv-cell';
import { decimalFromCents } from '@/domain/shared/money';
import { plural } from '@/domain/shared/plural';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { inTransaction } from '../../in-transaction';
import type { DecisionFilters } from './decision-filters';
import { countDecisions, listDecisions } from './list-decisions';
import type { DecisionListItem } from './types';

const PAGE = 200;
const HEADINGS = [
  'decision_id',
  'decided_at',
  'agent',
  'trigger',
  'action',
  'channel',
  'outcome',
  'customer_id',
  'customer',
  'discount_percent',
  'chance_of_order',
  'chance_kind',
  'expected_value',
  'credited_revenue',
  'currency',
  'risk',
  'summary',
] as const;

/**
 * All decisions the filters leave, as CSV, latest first, a piece at a time: however many there are, only a page is in
 * memory. Comment lines on top say how many rows, which filters and which time zone. That data left is written into the
 * audit log. Throws forbidden before the first piece.
 */
export async function exportDecisions(ctx: ServiceContext, filters: DecisionFilters): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'decisions.read');
  const count = await countDecisions(ctx, filters);
  const { from, to, ids, ...stated } = filters;
  const payload = { ...stated, selected: ids?.length, from: from?.toISOString(), to: to?.toISOString(), rows: count };
  const subject = `workspace:${ctx.workspaceId}`;
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, { action: 'decisions.exported', subject, payload }));
  const pageFrom = (cursor: string | null) => listDecisions(ctx, { ...filters, cursor, limit: PAGE });
  return csvPages(heading(ctx, filters, count), pageFrom, line);
}

function heading(ctx: ServiceContext, filters: DecisionFilters, count: number): string {
  const { ids, ...stated } = filters;
  const chosen = Object.entries({ ...(ids && { selected: ids.length }), ...stated })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value instanceof Date ? value.toISOString() : String(value)}`);
  return [
    csvLine([`# Decisions of ${ctx.workspace.name}, ${plural(count, 'row')}, as of ${ctx.now.toISOString()}`]),
    csvLine([`# Filters: ${chosen.length > 0 ? chosen.join('; ') : 'none'}`]),
    csvLine([`# Times are UTC; days were chosen in ${ctx.workspace.timezone}. Money is in ${ctx.workspace.currency}.`]),
    csvLine(HEADINGS),
  ].join('');
}

function line(row: DecisionListItem): string {
  return csvLine([
    row.id,
    row.decidedAt.toISOString(),
    row.agentName,
    row.trigger,
    row.action,
    row.channel,
    row.outcome,
    row.customer.id,
    row.customer.name,
    row.percentOff,
    row.confidence,
    row.confidenceKind,
    amount(row.valueCents, row.currency),
    amount(row.creditedCents, row.currency),
    row.currency,
    row.risk,
    row.summary,
  ]);
}

function amount(cents: number | null, currency: string): number | null {
  return cents === null ? null : decimalFromCents(cents, currency);
}
