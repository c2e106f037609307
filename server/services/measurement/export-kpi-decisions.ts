import { z } from 'zod';
import { columnsOf, type Kpi, type KpiSubject } from '@/domain/measurement/kpi';
import { csvLine } from '@/domain/shared/csv-cell';
import { plural } from '@/domain/shared/plural';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { BREAKDOWNS } from './kpi-breakdown';
import { type KpiCase, pageOfCases } from './kpi-cases';
import {
  type Behind,
  behindFigure,
  type KpiDecision,
  type KpiDecisionsInput,
  pageBehind,
  type Totals,
  totalsBehind,
} from './kpi-decisions';
import { DayInput } from './range';

const PAGE = 1_000;
const HEADINGS = ['decision', 'decided_at', 'agent', 'action', 'channel', 'outcome', 'summary', 'customer'] as const;

const BEHIND: Record<KpiSubject, string> = {
  decision: 'Decisions',
  customer: 'Customers',
  campaign: 'Campaigns',
  test: 'Tests',
};

const Asked = z.object({
  kpi: z.string().max(64),
  from: DayInput,
  to: DayInput,
  day: DayInput.optional(),
  by: z.enum(BREAKDOWNS).optional(),
  part: z.string().max(120).optional(),
});

/**
 * The decisions, customers, campaigns or tests behind a figure as CSV, those that add most first, a piece at a time: only a page is in memory. Comment
 * lines on top say which figure, days and zone, and what the rows sum to. That data left is written into the audit log.
 * `asked` are the words of an address. Throws forbidden, invalid or not_found before the first piece. Right:
 * measurement.read.
 */
export async function exportKpiDecisions(
  ctx: ServiceContext,
  asked: Record<string, string>,
): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'measurement.read');
  const behind = await behindFigure(ctx, read(asked));
  const totals = await totalsBehind(ctx, behind);
  const payload = {
    kpi: behind.kpi.id,
    ...behind.range,
    ...(behind.part && { part: behind.part.key }),
    rows: totals.rows,
  };
  const record = { action: 'figure.exported' as const, subject: `workspace:${ctx.workspaceId}`, payload };
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, record));
  const parts = partsOf(behind.kpi).length;
  const head = heading(ctx, behind, totals);
  const placeOf = (cursor: string | null) => ({ cursor: cursor ?? undefined, limit: PAGE });
  if (behind.kpi.subject === 'decision') {
    const pageFrom = async (cursor: string | null) => pageBehind(ctx, behind, placeOf(cursor));
    return csvPages(head, pageFrom, (item: KpiDecision) => line(item, parts));
  }
  const pageFrom = async (cursor: string | null) => pageOfCases(ctx, behind, placeOf(cursor));
  return csvPages(head, pageFrom, ({ id, name, isOpen, numerator, denominator }: KpiCase) =>
    csvLine([isOpen ? id : null, name, ...[numerator, denominator].slice(0, parts)]),
  );
}

function read(asked: Record<string, string>): KpiDecisionsInput {
  const { data, error } = Asked.safeParse(asked);
  if (data) {
    const { by, part, ...days } = data;
    return { ...days, ...(by && part !== undefined && { part: { by, key: part } }) };
  }
  const field = error.issues[0]?.path.join('.') ?? 'kpi';
  throw new ServiceError(
    'invalid',
    `"${field}" cannot be read: a figure, a first and a last day (1970 to 2200) are needed.`,
    {
      field,
    },
  );
}

function heading(ctx: ServiceContext, { kpi, range, part }: Behind, { rows, numerator, denominator }: Totals): string {
  const { name, timezone, currency } = ctx.workspace;
  const parts = partsOf(kpi);
  const sums = [numerator, denominator].slice(0, parts.length);
  const summed = parts.map((part, index) => `${part}=${sums[index]}`).join('; ');
  return [
    csvLine([
      `# ${BEHIND[kpi.subject]} behind "${kpi.name}" of ${name}, ${plural(rows, 'row')}, as of ${ctx.now.toISOString()}`,
    ]),
    csvLine([
      `# Days: ${range.from} to ${range.to}. ${part ? `Of ${part.by} ${part.key} alone. ` : ''}Sums: ${summed}`,
    ]),
    csvLine([`# Times are UTC; days are those of ${timezone}. Cents are hundredths of ${currency}.`]),
    csvLine([...(kpi.subject === 'decision' ? HEADINGS : [kpi.subject, 'name']), ...parts]),
  ].join('');
}

/** The columns of the ledger that the figure is made of: one, or two where one is divided by another. */
function partsOf(kpi: Kpi): string[] {
  return [...new Set(columnsOf(kpi) ?? [])];
}

function line(item: KpiDecision, parts: number): string {
  const { decisionId, decidedAt, agentId, action, channel, outcome, summary, customer, numerator, denominator } = item;
  const cells = [decisionId, decidedAt.toISOString(), agentId, action, channel, outcome, summary, customer?.id ?? null];
  return csvLine([...cells, ...[numerator, denominator].slice(0, parts)]);
}
