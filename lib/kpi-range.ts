import type { Day, DayRange } from '@/domain/measurement/day-range';
import type { Interval } from './date-range';

/** A range as the calendar days that figures are asked for by. */
export function dayRangeOf({ firstDay, lastDay }: Pick<Interval, 'firstDay' | 'lastDay'>): DayRange {
  return { from: firstDay, to: lastDay };
}

/** An instant that stands for a day wherever it is written in UTC. */
export function instantOf(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}
