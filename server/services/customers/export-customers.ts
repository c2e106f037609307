import type { z } from 'zod';
import { csvLine } from '@/domain/shared/csv-cell';
import { decimalFromCents } from '@/domain/shared/money';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { inTransaction } from '../../in-transaction';
import { type CustomerListInput, type CustomerListItem, listCustomers } from './list-customers';

const PAGE = 200;
const HEADINGS = [
  'customer_id',
  'external_id',
  'email',
  'first_name',
  'last_name',
  'country',
  'stage',
  'lifetime_value',
  'orders',
  'engagement_score',
  'consents',
  'last_engaged_at',
  'last_seen_at',
  'simulated',
] as const;

type Filters = Omit<z.input<typeof CustomerListInput>, 'cursor' | 'limit'>;

/**
 * All customers the filters leave, as CSV in the order asked for, a piece at a time: only a page is in memory. Comment
 * lines on top say which filters and which zone. That personal data left is written into the audit log. Throws
 * forbidden before the first piece.
 */
export async function exportCustomers(ctx: ServiceContext, filters: Filters): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'customers.read');
  // Who was searched for is personal data itself.
  const { search, ...stated } = filters;
  const payload = { ...stated, isSearch: search !== undefined };
  const subject = `workspace:${ctx.workspaceId}`;
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, { action: 'customers.exported', subject, payload }));
  const pageFrom = (cursor: string | null) => listCustomers(ctx, { ...filters, cursor, limit: PAGE });
  return csvPages(heading(ctx, filters), pageFrom, (row) => line(row, ctx.workspace.currency));
}

function heading(ctx: ServiceContext, filters: Filters): string {
  const chosen = Object.entries(filters).map(([name, value]) => `${name}=${String(value)}`);
  const { name, currency, timezone } = ctx.workspace;
  return [
    csvLine([`# Customers of ${name}, as of ${ctx.now.toISOString()}`]),
    csvLine([`# Filters: ${chosen.join('; ') || 'none'}`]),
    csvLine([`# Times are UTC, the workspace is in ${timezone}. Money is in ${currency}.`]),
    csvLine(HEADINGS),
  ].join('');
}

function line(row: CustomerListItem, currency: string): string {
  return csvLine([
    row.id,
    row.externalId,
    row.email,
    row.firstName,
    row.lastName,
    row.country,
    row.stage,
    decimalFromCents(row.lifetimeValueCents, currency),
    row.orderCount,
    Number(row.engagementScore.toFixed(4)),
    row.consents.join(' '),
    row.lastEngagedAt?.toISOString() ?? null,
    row.lastSeenAt.toISOString(),
    row.isSimulated ? 'yes' : 'no',
  ]);
}
