import { csvLine } from '@/domain/shared/csv-cell';
import { plural } from '@/domain/shared/plural';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { inTransaction } from '../../in-transaction';
import { LedgerFilters, type LedgerItem, listLedger } from './list-ledger';

const PAGE = 500;
const HEADINGS = [
  'seq',
  'at',
  'kind',
  'offer',
  'offer_id',
  'decision_id',
  'customer_id',
  'reserved_delta',
  'settled_delta',
  'overrun',
  'reserved_total',
  'settled_total',
  'left',
] as const;

/**
 * The discount ledger as CSV, latest first, a piece at a time; money in minor units. That data left is written into the
 * audit log. Throws forbidden before the first piece.
 */
export async function exportLedger(
  ctx: ServiceContext,
  input: Partial<LedgerFilters> = {},
): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'offers.read');
  const filters = LedgerFilters.parse(input);
  const rows = await ctx.db.discountLedgerEntry.count({ where: { workspaceId: ctx.workspaceId, ...filters } });
  await inTransaction(ctx, (tx) =>
    appendAudit(tx, ctx, {
      action: 'offer_policy.ledger_exported',
      subject: `workspace:${ctx.workspaceId}`,
      payload: { rows },
    }),
  );
  const pageFrom = (cursor: string | null) => listLedger(ctx, { ...filters, cursor, limit: PAGE });
  return csvPages(heading(ctx, rows), pageFrom, line);
}

function heading(ctx: ServiceContext, count: number): string {
  const { name, currency } = ctx.workspace;
  return [
    csvLine([
      `# Discount ledger of ${name}, ${plural(count, 'row')}, as of ${ctx.now.toISOString()}. Times are UTC, money is in minor units of ${currency}.`,
    ]),
    csvLine(HEADINGS),
  ].join('');
}

function line(row: LedgerItem): string {
  return csvLine([
    row.seq,
    row.at.toISOString(),
    row.kind,
    row.offerPolicyName,
    row.offerPolicyId,
    row.decisionId,
    row.customer?.id ?? null,
    row.reservedDeltaCents,
    row.settledDeltaCents,
    row.overrunCents,
    row.reservedCents,
    row.settledCents,
    row.leftCents,
  ]);
}
