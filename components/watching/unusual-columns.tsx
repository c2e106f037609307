import type { Column } from '@/components/data-table/column';
import { TimeText } from '@/components/layout/time-text';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import type { Meaning } from '@/domain/watching/unusual';
import { contributorWords, meaningWords, unusualWords } from '@/lib/words/unusual-words';
import type { AnomalyItem } from '@/server/services/watching';

const TONES: Record<Meaning, Tone> = { worse: 'bad', better: 'good', either: 'warn' };

type Looks = { currency: string; to: (path: string) => string };
type Moves = { onAcknowledge: (item: AnomalyItem) => void; onReopen: (item: AnomalyItem) => void; isPending: boolean };

/** What is or was unusual; `moves` only for whoever may acknowledge. */
export function unusualColumns({ currency, to }: Looks, moves: Moves | null): readonly Column<AnomalyItem>[] {
  const columns: readonly Column<AnomalyItem>[] = [
    {
      id: 'what',
      header: 'What was seen',
      onPhone: 'title',
      cell: (item) => (
        <span className="flex flex-col items-start gap-0.5 py-1">
          <Link href={to(`/metrics/${item.kpi}`)} className="font-medium break-words hover:underline">
            {unusualWords(item, currency)}
          </Link>
          <span className="text-xs break-words text-fg-muted">
            {contributorWords(item.contributors) ?? 'No part of it stands out.'}
          </span>
          {item.acknowledgedAt ? (
            <span className="text-xs break-words text-fg-muted">
              {item.acknowledgedBy ? `Looked at by ${item.acknowledgedBy}` : 'Looked at'}
              {item.note ? `: “${item.note}”` : ''}
            </span>
          ) : null}
        </span>
      ),
    },
    {
      id: 'meaning',
      header: 'What it means',
      width: '220px',
      onPhone: 'text',
      cell: (item) => <Badge tone={TONES[item.meaning]}>{meaningWords(item, item.isHigh)}</Badge>,
    },
    {
      id: 'since',
      header: 'Since',
      width: '150px',
      onPhone: 'line',
      cell: ({ since }) => <TimeText at={since} as="absolute" />,
    },
    {
      id: 'until',
      header: 'Until',
      width: '150px',
      showFrom: 'md',
      onPhone: 'line',
      cell: ({ closedAt, seenUntil }) =>
        closedAt ? <TimeText at={seenUntil} as="absolute" /> : <span className="text-fg-muted">It goes on</span>,
    },
  ];
  if (!moves) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      header: '',
      align: 'right',
      width: '140px',
      cell: (item) => (
        <Button
          size="sm"
          disabled={moves.isPending}
          onClick={() => (item.acknowledgedAt ? moves.onReopen(item) : moves.onAcknowledge(item))}
        >
          {item.acknowledgedAt ? 'Take back' : 'Acknowledge'}
        </Button>
      ),
    },
  ];
}
