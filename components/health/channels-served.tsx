'use client';

import { RadioTower } from 'lucide-react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { formatCount } from '@/lib/format';
import type { ChannelService } from '@/server/services/health';

const CIRCUITS = {
  closed: { word: 'Working', tone: 'good' },
  half_open: { word: 'Being tried again', tone: 'warn' },
  open: { word: 'Resting after failures', tone: 'bad' },
} as const;

const COLUMNS: readonly Column<ChannelService>[] = [
  {
    id: 'channel',
    header: 'Channel',
    cell: ({ channel }) => <span className="font-medium">{CHANNEL_NAMES[channel]}</span>,
  },
  { id: 'provider', header: 'Provider', onPhone: 'text', cell: ({ provider }) => provider },
  {
    id: 'state',
    header: 'Now',
    onPhone: 'aside',
    cell: ({ isReal, circuit }) =>
      isReal ? <Badge tone={CIRCUITS[circuit].tone}>{CIRCUITS[circuit].word}</Badge> : <Badge>Nothing leaves</Badge>,
  },
  ...(['accepted', 'refused', 'unknown'] as const).map(
    (id): Column<ChannelService> => ({
      id,
      header: { accepted: 'Accepted', refused: 'Refused', unknown: 'Unknown' }[id],
      align: 'right',
      onPhone: 'line',
      sortValue: (row) => row[id],
      cell: (row) => formatCount(row[id]),
    }),
  ),
  {
    id: 'failure',
    header: 'Last failure',
    showFrom: 'lg',
    cell: ({ lastFailure }) =>
      lastFailure ? (
        <>
          <TimeText at={lastFailure.at} />, {lastFailure.reason || lastFailure.code}
        </>
      ) : (
        <span className="text-fg-muted">None</span>
      ),
  },
];

/** What became of each channel's messages in the period, and how its provider does now. */
export function ChannelsServed({ channels }: { channels: readonly ChannelService[] }) {
  return (
    <Card>
      <CardHeader
        title="Providers"
        description="Messages of these days by what their provider said. Unknown: handed over without an answer; they may have arrived, and are never sent again."
      />
      <DataTable
        label="Providers"
        columns={COLUMNS}
        rows={channels}
        rowId={({ channel }) => channel}
        empty={
          <EmptyState icon={RadioTower} title="No channel" description="Channels are connected in the settings." />
        }
      />
    </Card>
  );
}
