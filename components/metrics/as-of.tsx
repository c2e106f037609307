'use client';

import { RotateCw } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { formatDateTime } from '@/lib/format';

type AsOfProps = { at: Date | undefined; isRefreshing: boolean; onRefresh: () => void };

/** When the figures were read, in which zone their days are cut, and a way to read them again. */
export function AsOf({ at, isRefreshing, onRefresh }: AsOfProps) {
  const { timezone } = useWorkspace();
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-table text-fg-muted">
      {at ? `As of ${formatDateTime(at, timezone)}, days in ${timezone}` : 'Reading the figures'}
      <Button variant="ghost" size="sm" pending={isRefreshing} onClick={onRefresh} data-print="hide">
        <RotateCw aria-hidden /> Refresh
      </Button>
    </p>
  );
}
