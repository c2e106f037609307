import type { Column } from '@/components/data-table/column';
import { TimeText } from '@/components/layout/time-text';
import { formatMoney, formatRate, MISSING } from '@/lib/format';
import { triggerWords } from '@/lib/words/outcome-words';
import { ChannelIcon, channelName } from './channel-icon';
import type { DecisionRow } from './decision-data';
import { OutcomeBadge } from './outcome-badge';
import { RiskBadge } from './risk-badge';

/** A person judges these, or did. */
const JUDGED: ReadonlySet<DecisionRow['outcome']> = new Set(['in_review', 'approved', 'edited', 'rejected', 'expired']);

/** Columns of a list of decisions, in the currency of its workspace. */
export function decisionColumns(currency: string): Column<DecisionRow>[] {
  return [
    {
      id: 'customer',
      header: 'Customer',
      cell: (row) => <Who row={row} />,
    },
    {
      id: 'decided',
      header: 'Decided',
      cell: (row) => <TimeText at={row.decidedAt} />,
      width: '132px',
      showFrom: 'md',
    },
    {
      id: 'action',
      header: 'Action',
      cell: (row) => (
        <span className="flex items-center gap-2">
          <ChannelIcon channel={row.channel} />
          {row.channel ? <span className="sr-only">{channelName(row.channel)}: </span> : null}
          {row.actionName ?? <span className="text-fg-muted">Nothing</span>}
        </span>
      ),
      showFrom: 'sm',
    },
    {
      id: 'trigger',
      header: 'Because',
      cell: (row) => <span className="text-fg-muted">{triggerWords(row.trigger)}</span>,
      width: '152px',
      showFrom: 'xl',
    },
    {
      id: 'outcome',
      header: 'Outcome',
      cell: (row) => <OutcomeBadge outcome={row.outcome} />,
      width: '120px',
      onPhone: 'aside',
    },
    {
      id: 'risk',
      header: 'Risk',
      // Of what no person judges it would only say once more how it came out.
      cell: (row) =>
        JUDGED.has(row.outcome) ? <RiskBadge risk={row.risk} /> : <span className="text-fg-muted">{MISSING}</span>,
      width: '112px',
      showFrom: 'xl',
    },
    {
      id: 'discount',
      header: 'Discount',
      align: 'right',
      cell: (row) =>
        row.percentOff === null ? <span className="text-fg-muted">{MISSING}</span> : `${row.percentOff}%`,
      width: '88px',
      showFrom: '2xl',
    },
    {
      id: 'chance',
      header: 'Chance',
      align: 'right',
      cell: (row) => (row.confidence === null ? MISSING : formatRate(row.confidence, 1)),
      width: '88px',
      showFrom: 'lg',
    },
    {
      id: 'worth',
      header: `Worth, ${currency}`,
      align: 'right',
      cell: (row) => formatMoney(row.valueCents, { currency }),
      width: '104px',
      showFrom: 'md',
      onPhone: 'line',
    },
    {
      id: 'credited',
      header: `Earned, ${currency}`,
      align: 'right',
      cell: (row) =>
        row.creditedCents === 0 ? (
          <span className="text-fg-muted">{MISSING}</span>
        ) : (
          <span className="font-medium">{formatMoney(row.creditedCents, { currency })}</span>
        ),
      width: '104px',
      showFrom: 'md',
    },
  ];
}

/** The customer; on a narrow screen also what was decided and when, which have columns of their own elsewhere. */
function Who({ row }: { row: DecisionRow }) {
  return (
    <>
      <span className="font-medium">{row.customer.name ?? 'A customer'}</span>
      <span className="block text-xs text-fg-muted sm:hidden">
        {row.actionName ?? 'Nothing'}
        {row.percentOff ? `, ${row.percentOff}% off` : null}
      </span>
      <span className="block text-xs text-fg-muted md:hidden">
        <TimeText at={row.decidedAt} />
      </span>
    </>
  );
}
