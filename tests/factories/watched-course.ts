import { follow, type OpenAnomaly } from '@/domain/watching/follow';
import { type Course, createReader, isJudged } from '@/domain/watching/reading';
import { WINDOW_HOURS, type WindowHours } from '@/domain/watching/watch';

/** An anomaly that was told: hours since the course began; `closedAt` null while it is open. */
export type ToldAnomaly = { at: number; hours: WindowHours; isHigh: boolean; closedAt: number | null };

/** Watches a course from the hour `from` on as the product does: every hour, or each time so many have passed. */
export function watchCourse(course: Course, floor: number, from: number, everyHours = 1): ToldAnomaly[] {
  const read = createReader(course);
  const told: ToldAnomaly[] = [];
  let toldUpTo = 0;
  let open = null as (Omit<OpenAnomaly, 'unseenHours'> & { seen: number }) | null;
  for (let to = from; to <= course.events.length; to += everyHours) {
    const readings = WINDOW_HOURS.flatMap((hours) => read(to, hours) ?? []);
    const judged = readings.filter((reading) => isJudged(reading, course.kind, floor));
    const step = follow(open && { ...open, unseenHours: to - open.seen }, judged, toldUpTo);
    if (step.kind === 'closed' || step.kind === 'turned') {
      const last = told.at(-1);
      if (last) last.closedAt = to;
      toldUpTo = open?.seen ?? 0;
      open = null;
    }
    if (step.kind === 'opened' || step.kind === 'turned') {
      const isHigh = step.reading.deviation > 0;
      told.push({ at: to, hours: step.reading.hours, isHigh, closedAt: null });
      open = { isHigh, hours: step.reading.hours, seen: to };
    } else if (step.kind === 'prolonged' && open) {
      open = { ...open, hours: step.reading.hours > open.hours ? step.reading.hours : open.hours, seen: to };
    }
  }
  return told;
}
