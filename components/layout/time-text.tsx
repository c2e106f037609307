'use client';

import { Tooltip } from '@/components/ui/tooltip';
import { formatDate, formatDateTime, formatExact, formatRelative, formatSecond, formatTime } from '@/lib/format';
import { useWorkspace } from './workspace-context';

const MONTH_MS = 30 * 86_400_000;

type TimeTextProps = {
  at: Date | null;
  /**
   * relative: "2 min ago" (the date, once it is a month away). absolute: "21 Nov 2026, 14:05". second:
   * "21 Nov 2026, 14:05:09". clock: "14:05".
   */
  as?: 'relative' | 'absolute' | 'second' | 'clock';
};

/** An instant in the workspace's zone and clock; the exact one, with its zone, on hover and focus. */
export function TimeText({ at, as = 'relative' }: TimeTextProps) {
  const { timezone, now } = useWorkspace();
  if (!at) return <span className="text-fg-muted">—</span>;
  const isFar = Math.abs(now.getTime() - at.getTime()) > MONTH_MS;
  const text =
    as === 'clock'
      ? formatTime(at, timezone)
      : as === 'second'
        ? `${formatDate(at, timezone)}, ${formatSecond(at, timezone)}`
        : as === 'relative' && !isFar
          ? formatRelative(at, now)
          : formatDateTime(at, timezone);
  return (
    <Tooltip content={formatExact(at, timezone)}>
      <time dateTime={at.toISOString()} className="whitespace-nowrap">
        {text}
      </time>
    </Tooltip>
  );
}
