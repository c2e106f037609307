import Link from 'next/link';
import type { Column } from '@/components/data-table/column';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Tag } from '@/components/ui/badge';
import type { RecentEvent } from '@/server/services/events';
import { eventSummary, eventTitle, factsOf } from './event-summary';

/** Columns of the list of accepted events; pressing a name opens the whole event. */
export function eventColumns(currency: string, onOpen: (event: RecentEvent) => void): Column<RecentEvent>[] {
  return [
    {
      id: 'name',
      header: 'Event',
      width: '30%',
      cell: (row) => (
        <button
          type="button"
          onClick={() => onOpen(row)}
          className="min-h-6 rounded-sm text-left font-medium underline-offset-2 hover:underline"
        >
          {eventTitle(factsOf(row))}
        </button>
      ),
    },
    {
      id: 'summary',
      header: 'What it says',
      showFrom: 'md',
      cell: (row) => <span className="line-clamp-1 text-fg-muted">{eventSummary(factsOf(row), currency)}</span>,
    },
    { id: 'who', header: 'Who', width: '180px', showFrom: 'sm', cell: (row) => <Who event={row} /> },
    {
      id: 'occurred',
      header: 'Happened',
      width: '150px',
      cell: (row) => <TimeText at={row.occurredAt} />,
    },
    {
      id: 'simulated',
      header: 'Source',
      width: '110px',
      showFrom: 'lg',
      cell: (row) => (row.isSimulated ? <Tag>simulated</Tag> : <span className="text-fg-muted">shop</span>),
    },
  ];
}

function Who({ event }: { event: RecentEvent }) {
  const { to, may } = useWorkspace();
  const name = event.userId ?? (event.anonymousId ? `visitor ${event.anonymousId.slice(0, 8)}` : 'nobody');
  if (!event.customerId || !may('customers.read')) return <span className="truncate text-fg-muted">{name}</span>;
  return (
    <Link
      href={to(`/customers/${event.customerId}`)}
      className="inline-block max-w-full truncate rounded-sm align-middle text-link underline-offset-2 hover:underline"
    >
      {name}
    </Link>
  );
}
