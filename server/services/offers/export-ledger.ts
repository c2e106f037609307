import { csvLine } from '@/domain/shared/csv-cell';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { LedgerFilters, listLedger } from './list-ledger';

const PAGE = 500;
const HEADINGS = [
  'seq',
  'at',
  'kind',
  'offer',
  'offer_id',
  'decision_id',
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
  await ctx.db.$transaction((tx) =>
    appendAudit(tx, ctx, {
      action: 'offer_policy.ledger_exported',
      subject: `workspace:${ctx.workspaceId}`,
      payload: { rows },
    }),
  );
  return pieces(ctx, filters, rows);
}

async function* pieces(ctx: ServiceContext, filters: LedgerFilters, count: number): AsyncGenerator<string> {
  const about = `# Discount ledger of ${ctx.workspace.name}, ${count} rows, as of ${ctx.now.toISOString()}`;
  yield csvLine([`${about}. Times are UTC, money is in minor units of ${ctx.workspace.currency}.`]);
  yield csvLine(HEADINGS);
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listLedger>> = await listLedger(ctx, { ...filters, cursor, limit: PAGE });
    yield page.items
      .map((row) =>
        csvLine([
          row.seq,
          row.at.toISOString(),
          row.kind,
          row.offerPolicyName,
          row.offerPolicyId,
          row.decisionId,
          row.reservedDeltaCents,
          row.settledDeltaCents,
          row.overrunCents,
          row.reservedCents,
          row.settledCents,
          row.leftCents,
        ]),
      )
      .join('');
    cursor = page.nextCursor;
  } while (cursor);
}
