import type { Column } from '@/components/data-table/column';
import { OutcomeBadge } from '@/components/decisions/outcome-badge';
import { TimeText } from '@/components/layout/time-text';
import { isOutcome } from '@/domain/decisions/outcomes';
import { formatMetric, MISSING } from '@/lib/format';
import type { KpiDecision } from '@/server/services/measurement';
import type { Part, partsBehind } from './part-meta';

/** Columns of the decisions behind a figure; who they are about for those who may know. */
export function behindColumns(
  { numerator, denominator }: ReturnType<typeof partsBehind>,
  maySeeCustomers: boolean,
): Column<KpiDecision>[] {
  const customer: Column<KpiDecision> = {
    id: 'customer',
    header: 'Customer',
    width: '160px',
    onPhone: 'title',
    cell: (row) => <span className="font-medium">{row.customer?.name ?? MISSING}</span>,
  };
  return [
    {
      id: 'decided',
      header: 'Decided',
      width: '140px',
      onPhone: maySeeCustomers ? 'line' : 'title',
      cell: (row) => (
        <>
          <TimeText at={row.decidedAt} />
          <span className="sr-only">, {row.summary}</span>
        </>
      ),
    },
    ...(maySeeCustomers ? [customer] : []),
    {
      id: 'summary',
      header: 'Decision',
      showFrom: 'md',
      cell: (row) => <span className="line-clamp-1 text-fg-muted">{row.summary}</span>,
    },
    {
      id: 'outcome',
      header: 'Outcome',
      width: '120px',
      showFrom: 'sm',
      onPhone: 'aside',
      cell: (row) => <OutcomeOf outcome={row.outcome} />,
    },
    partColumn('numerator', numerator),
    ...(denominator ? [partColumn('denominator', denominator)] : []),
  ];
}

/** What each row adds to one half of a figure. */
export function partColumn<Row extends Pick<KpiDecision, 'numerator' | 'denominator'>>(
  id: 'numerator' | 'denominator',
  { name, meta }: Part,
): Column<Row> {
  return {
    id,
    header: meta.unit === 'money' ? `${name}, ${meta.currency}` : name,
    align: 'right',
    width: '168px',
    cell: (row) => (
      <span className={row[id] === 0 ? 'text-fg-muted' : undefined}>{formatMetric(row[id], meta, 'exact')}</span>
    ),
  };
}

function OutcomeOf({ outcome }: { outcome: string }) {
  return isOutcome(outcome) ? <OutcomeBadge outcome={outcome} /> : outcome;
}
