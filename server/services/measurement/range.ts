import { z } from 'zod';
import { addDays, type DayRange, isKnownYear, lastDays, lengthOf } from '@/domain/measurement/day-range';
import type { ServiceContext } from '../../context';
import { ServiceError } from '../../errors';

/** Half-open span of instants. */
export type Span = { from: Date; to: Date };

/** Days that figures are asked for at once, at most. */
export const LONGEST_DAYS = 731;

/** A day that figures can be asked for, as YYYY-MM-DD. */
export const DayInput = z.iso.date().refine(isKnownYear, 'The year must lie between 1970 and 2200.');

/** Days of the workspace's calendar: a first and last one, or the last so many up to today. */
export const RangeInput = z.union([
  z.object({ from: DayInput, to: DayInput }),
  z.object({ days: z.number().int().min(1).max(LONGEST_DAYS) }),
]);
export type RangeInput = z.infer<typeof RangeInput>;

/** The days that are meant, by the workspace's clock and time zone. Throws invalid for a range that is none. */
export function resolveRange(ctx: ServiceContext, input: RangeInput): DayRange {
  if ('days' in input) return lastDays(ctx.now, ctx.workspace.timezone, input.days);
  const length = lengthOf(input);
  if (length < 1) throw new ServiceError('invalid', 'The first day comes after the last one.', { field: 'from' });
  if (length > LONGEST_DAYS) {
    throw new ServiceError('invalid', `A range may have ${LONGEST_DAYS} days at most.`, { field: 'from' });
  }
  return { from: input.from, to: input.to };
}

/** The instants at which a range of days begins and ends in the workspace's time zone, changes of the clock included. */
export async function spanOf(ctx: ServiceContext, { from, to }: DayRange): Promise<Span> {
  const { timezone } = ctx.workspace;
  const [span] = await ctx.db.$queryRaw<Span[]>`
    SELECT (${from}::date)::timestamp AT TIME ZONE ${timezone} AS from,
           (${addDays(to, 1)}::date)::timestamp AT TIME ZONE ${timezone} AS to`;
  if (!span) throw new Error('The database answered no span.');
  return span;
}

/** When each day of a range begins in the workspace's time zone, and the last one ends. */
export async function dayCuts(ctx: ServiceContext, { from, to }: DayRange): Promise<Date[]> {
  const rows = await ctx.db.$queryRaw<{ at: Date }[]>`
    SELECT day::timestamp AT TIME ZONE ${ctx.workspace.timezone} AS at
    FROM generate_series(${from}::date, ${addDays(to, 1)}::date, interval '1 day') AS day`;
  return rows.map(({ at }) => at);
}
