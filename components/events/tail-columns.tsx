import type { Column } from '@/components/data-table/column';
import { Tag } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { formatDateTime, formatSecond } from '@/lib/format';
import type { RecentEvent } from '@/server/services/events';
import { eventSummary, eventTitle, factsOf } from './event-summary';
import { whoWords } from './event-words';

type TailSetting = {
  currency: string;
  timezone: string;
  customerHref: (customerId: string) => string;
  onOpen: (event: RecentEvent) => void;
};

/** Columns of the live list. When an event came in is our clock; when it happened is the workspace's. */
export function eventColumns({ currency, timezone, customerHref, onOpen }: TailSetting): Column<RecentEvent>[] {
  return [
    {
      id: 'received',
      header: 'Came in',
      width: '92px',
      onPhone: 'aside',
      cell: (event) => (
        <time dateTime={event.receivedAt.toISOString()} className="text-fg-muted">
          {formatSecond(event.receivedAt, timezone)}
        </time>
      ),
    },
    {
      id: 'event',
      header: 'Event',
      onPhone: 'title',
      cell: (event) => (
        <button
          type="button"
          onClick={() => onOpen(event)}
          className="inline-flex min-h-6 max-w-full flex-wrap items-center gap-x-2 rounded-sm text-left hover:underline pointer-coarse:min-h-11"
        >
          <span className="font-medium">{eventTitle(factsOf(event))}</span>
          <span className="text-fg-muted">{eventSummary(factsOf(event), currency)}</span>
        </button>
      ),
    },
    {
      id: 'who',
      header: 'Who',
      width: '200px',
      showFrom: 'sm',
      onPhone: 'text',
      cell: (event) =>
        event.customerId ? (
          <Link
            href={customerHref(event.customerId)}
            className="inline-flex min-h-6 max-w-full items-center truncate rounded-sm hover:underline pointer-coarse:min-h-11"
          >
            {whoWords(event)}
          </Link>
        ) : (
          <span className="text-fg-muted">{whoWords(event)}</span>
        ),
    },
    {
      id: 'occurred',
      header: 'Happened',
      width: '170px',
      showFrom: 'md',
      cell: (event) => (
        <time dateTime={event.occurredAt.toISOString()} className="whitespace-nowrap">
          {formatDateTime(event.occurredAt, timezone)}
        </time>
      ),
    },
    {
      id: 'mark',
      header: '',
      width: '96px',
      align: 'right',
      showFrom: 'lg',
      cell: (event) => (event.isSimulated ? <Tag>Simulated</Tag> : null),
    },
  ];
}
