import type { Column } from '@/components/data-table/column';
import { ChannelIcon, channelName } from '@/components/decisions/channel-icon';
import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { SuppressionItem } from '@/server/services/suppressions';
import { byWhom, reasonOf } from './suppression-words';

type Moves = { mayRemove: boolean; mayOverride: boolean; onRemove: (item: SuppressionItem) => void };

/** The list's columns; taking off only for whoever may. */
export function suppressionColumns({ mayRemove, mayOverride, onRemove }: Moves): readonly Column<SuppressionItem>[] {
  const columns: readonly Column<SuppressionItem>[] = [
    {
      id: 'reason',
      header: 'Reason',
      onPhone: 'title',
      cell: ({ reason, note }) => (
        <span className="flex flex-col items-start gap-0.5 py-0.5">
          <Badge tone={reasonOf(reason).tone}>{reasonOf(reason).label}</Badge>
          {note ? <span className="text-xs break-words text-fg-muted">{note}</span> : null}
        </span>
      ),
    },
    {
      id: 'channel',
      header: 'Channel',
      width: '140px',
      onPhone: 'line',
      cell: ({ channel }) => (
        <span className="flex items-center gap-1.5">
          <ChannelIcon channel={channel} /> {channelName(channel)}
        </span>
      ),
    },
    {
      id: 'at',
      header: 'When',
      width: '170px',
      onPhone: 'line',
      cell: ({ createdAt }) => <TimeText at={createdAt} as="absolute" />,
    },
    { id: 'by', header: 'By whom', showFrom: 'md', onPhone: 'line', cell: byWhom },
    {
      id: 'hash',
      header: 'Hash',
      width: '120px',
      showFrom: 'lg',
      cell: ({ addressHashes }) => (
        <span className="font-mono text-xs text-fg-muted">{addressHashes[0]?.slice(0, 12)}</span>
      ),
    },
  ];
  if (!mayRemove) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      header: '',
      align: 'right',
      width: '112px',
      onPhone: 'aside',
      cell: (item) => (
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Take off: ${reasonOf(item.reason).label}, ${channelName(item.channel)}, ${item.addressHashes[0]?.slice(0, 12) ?? ''}`}
          disabledReason={
            item.isProtected && !mayOverride
              ? 'A complaint, a legal reason or an erasure is for an admin to take off.'
              : undefined
          }
          onClick={() => onRemove(item)}
        >
          Take off
        </Button>
      ),
    },
  ];
}
