import type { Column } from '@/components/data-table/column';
import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { formatDuration, MISSING } from '@/lib/format';
import type { PastVerdict } from '@/server/services/review';

const VERDICT_NAMES: Readonly<Record<PastVerdict['verdict'], string>> = {
  approve: 'Approved',
  edit: 'Edited and approved',
  reject: 'Rejected',
};

/** Columns of the history of verdicts. */
export const VERDICT_COLUMNS: readonly Column<PastVerdict>[] = [
  {
    id: 'customer',
    header: 'Decision',
    cell: ({ customer, actionName, agentName }) => (
      <span className="flex min-w-0 flex-col">
        <span className="truncate">{customer.name ?? 'Unnamed customer'}</span>
        <span className="truncate text-xs text-fg-muted">{actionName ?? agentName}</span>
      </span>
    ),
  },
  { id: 'verdict', header: 'Verdict', width: '184px', onPhone: 'aside', cell: (row) => <VerdictBadge row={row} /> },
  { id: 'why', header: 'Reason', showFrom: 'md', onPhone: 'text', cell: (row) => <Why row={row} /> },
  {
    id: 'by',
    header: 'By',
    width: '150px',
    showFrom: 'sm',
    onPhone: 'line',
    cell: ({ by, isSimulated }) => by ?? (isSimulated ? 'Simulated' : 'Touchstone'),
  },
  {
    id: 'given',
    header: 'Given',
    width: '132px',
    showFrom: 'sm',
    onPhone: 'line',
    cell: ({ givenAt }) => <TimeText at={givenAt} />,
  },
  {
    id: 'waited',
    header: 'To decision',
    align: 'right',
    width: '104px',
    showFrom: 'lg',
    // A simulated verdict took nobody any time.
    cell: ({ waitedMs, isSimulated }) => (isSimulated ? MISSING : formatDuration(waitedMs)),
  },
  {
    id: 'handled',
    header: 'Handling',
    align: 'right',
    width: '96px',
    showFrom: 'lg',
    cell: ({ handledMs }) => (handledMs === null ? MISSING : formatDuration(handledMs)),
  },
];

function VerdictBadge({ row }: { row: PastVerdict }) {
  const { verdict, outcome, takenBackAt } = row;
  if (takenBackAt) {
    return (
      <Badge tone="neutral" icon={null}>
        {VERDICT_NAMES[verdict]}, taken back
      </Badge>
    );
  }
  const isStopped = outcome === 'blocked' || outcome === 'cancelled';
  if (isStopped) return <Badge tone="warn">{VERDICT_NAMES[verdict]}, not sent</Badge>;
  return <Badge tone={verdict === 'reject' ? 'bad' : 'good'}>{VERDICT_NAMES[verdict]}</Badge>;
}

function Why({ row: { reason, note } }: { row: PastVerdict }) {
  if (!reason && !note) return <span className="text-fg-muted">{MISSING}</span>;
  return (
    <span className="flex min-w-0 flex-col">
      {reason ? <span className="truncate">{reason}</span> : null}
      {note ? (
        <span className="truncate text-xs text-fg-muted" title={note}>
          {note}
        </span>
      ) : null}
    </span>
  );
}
