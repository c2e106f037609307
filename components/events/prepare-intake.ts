import type { IntakeMinute } from '@/server/services/events';

/** The hour in figures: its sum, its busiest minute, and the last minute that is over (the one under way is not). */
export function hourOf(minutes: readonly IntakeMinute[]): { total: number; most: number; lastFullMinute: number } {
  const counts = minutes.map(({ accepted }) => accepted);
  return {
    total: counts.reduce((sum, count) => sum + count, 0),
    most: Math.max(0, ...counts),
    lastFullMinute: counts.at(-2) ?? 0,
  };
}
