import type { Kpi } from '@/domain/measurement/kpi';
import { KPIS } from '@/domain/measurement/kpis/registry';
import { after, HOUR, hourOf } from '@/domain/shared/time';
import { courseOf, watchedColumns } from '@/domain/watching/course';
import { createReader, isJudged, type Reading } from '@/domain/watching/reading';
import { shiftIn } from '@/domain/watching/shift';
import { LEAST_WEEKS, LEVEL_DAYS, WEEKS, WINDOW_HOURS } from '@/domain/watching/watch';
import type { ServiceContext } from '../../context';
import { firstWholeHour, hourlySums } from '../measurement';

const WEEK_HOURS = 7 * 24;

/** Watched figures. */
export const WATCHED: readonly Kpi[] = KPIS.filter(({ watch }) => watch !== null);
const COLUMNS = [...new Set(WATCHED.flatMap(watchedColumns))];
const LONGEST_SETTLING = Math.max(...WATCHED.map(({ watch }) => watch?.settleHours ?? 0));
/** All that any reading looks back on. */
const LOOK_BACK_HOURS = WEEKS * WEEK_HOURS + LEVEL_DAYS * 24 + LONGEST_SETTLING + Math.max(...WINDOW_HOURS) + 1;

/** A figure read up to the last hour that is closed and settled; readings that rest on too little are left out. */
export type ReadFigure = { kpi: Kpi; readings: Reading[]; courseFrom: Date; to: number };

/** Reads every watched figure as of the last closed hour; nothing of a workspace that is known for less than three weeks. */
export async function readFigures(ctx: ServiceContext): Promise<ReadFigure[]> {
  const to = hourOf(ctx.now);
  const first = await firstWholeHour(ctx);
  if (!first || first > after(to, -(LEAST_WEEKS * WEEK_HOURS + 1) * HOUR)) return [];
  const longest = after(to, -LOOK_BACK_HOURS * HOUR);
  const from = first > longest ? first : longest;
  const hours = await hourlySums(ctx, { from, to }, COLUMNS);
  const shiftOf = shiftIn(ctx.workspace.timezone, from);
  return WATCHED.map((kpi) => {
    const { floor = 0, settleHours = 0 } = kpi.watch ?? {};
    // Hours that are not settled yet say nothing of the level either.
    const settled = hours.slice(0, Math.max(0, hours.length - settleHours));
    const course = courseOf(kpi, settled);
    const read = createReader(course, shiftOf);
    const readings = WINDOW_HOURS.flatMap((length) => read(settled.length, length) ?? []);
    const judged = readings.filter((reading) => isJudged(reading, course.kind, floor));
    return { kpi, readings: judged, courseFrom: from, to: settled.length };
  });
}
