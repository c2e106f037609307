import { z } from 'zod';

/** The years of `isKnownYear`, and a day more on both sides: a day of a time zone begins or ends in another year of UTC. */
const FIRST = new Date('1969-12-31T00:00:00.000Z');
const LAST = new Date('2201-01-02T00:00:00.000Z');
export const YEAR_WORDS = 'The year must lie between 1970 and 2200.';

/** An instant that somebody says, as a Date; beyond these years neither the database nor calendars can hold it. */
export const KnownDate = z.date(YEAR_WORDS).min(FIRST, YEAR_WORDS).max(LAST, YEAR_WORDS);

/** The same as ISO 8601 text in UTC. */
export const KnownInstant = z.iso.datetime().refine((text) => KnownDate.safeParse(new Date(text)).success, YEAR_WORDS);

/** Seconds since 1970 as an ISO instant in UTC; null for what is no moment of these years. */
export function instantOfSeconds(seconds: number | undefined): string | null {
  return KnownDate.safeParse(new Date((seconds ?? Number.NaN) * 1_000)).data?.toISOString() ?? null;
}
