'use client';

import { CircleCheck } from 'lucide-react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import type { Gap } from '@/domain/service/uptime';
import { formatCount, formatDateTime, formatDuration } from '@/lib/format';
import type { ServiceLevels } from '@/server/services/health';

/** When nobody answered in the period, and whether that was meant. */
export function GapsCard({ levels: { uptime, isVirtual } }: { levels: ServiceLevels }) {
  const { timezone } = useWorkspace();
  const columns: readonly Column<Gap>[] = [
    { id: 'from', header: 'From', cell: ({ from }) => formatDateTime(from, timezone) },
    { id: 'to', header: 'Until', onPhone: 'line', cell: ({ to }) => formatDateTime(to, timezone) },
    {
      id: 'length',
      header: 'Length',
      align: 'right',
      onPhone: 'line',
      sortValue: ({ from, to }) => to.getTime() - from.getTime(),
      cell: ({ from, to }) => formatDuration(to.getTime() - from.getTime()),
    },
    {
      id: 'why',
      header: 'Why',
      onPhone: 'aside',
      cell: ({ isPlanned }) =>
        isPlanned ? <Badge tone="info">Asked to end</Badge> : <Badge tone="bad">Without a word</Badge>,
    },
  ];
  const isCut = uptime.gapCount > uptime.gaps.length;
  const nothing = isVirtual
    ? 'This workspace lives by a clock of its own: hours of the world say nothing of it.'
    : uptime.measuredMs === 0
      ? 'Nothing was measured in these days: the product writes down each minute in which it answers.'
      : 'The product answered in every minute that was measured.';
  return (
    <Card>
      <CardHeader
        title="Downtime"
        description={`Gaps between the minutes in which the product answered. An update is a gap too: the product was asked to end before it.${isCut ? ` The latest ${uptime.gaps.length} of ${formatCount(uptime.gapCount)}.` : ''}`}
      />
      <DataTable
        label="Downtime"
        columns={columns}
        rows={uptime.gaps}
        rowId={({ from }) => from.toISOString()}
        empty={<EmptyState icon={CircleCheck} title="No gap" description={nothing} />}
      />
    </Card>
  );
}
