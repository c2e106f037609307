import type { IntakeMinute } from '@/server/services/events';

/** Sums of the last hour's minutes; the minute that is still running counts as the last one. */
export function intakeFigures(minutes: readonly IntakeMinute[]): {
  lastHour: number;
  lastMinute: number;
  busiest: number;
} {
  const counts = minutes.map(({ accepted }) => accepted);
  // A minute that has just begun says little: the one before it stands in until something comes.
  const lastMinute = counts.at(-1) || counts.at(-2) || 0;
  return { lastHour: counts.reduce((sum, count) => sum + count, 0), lastMinute, busiest: Math.max(0, ...counts) };
}
