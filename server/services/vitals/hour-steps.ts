import { hourOf } from '@/domain/shared/time';
import { Prisma } from '../../generated/prisma/client';

/**
 * Rows that are kept by whole hours of UTC, within a span of days or hours. In a zone that is off by a part of an hour an
 * hour that midnight falls into counts as the day that begins in it, for every day alike: none is left out or counted twice.
 */
export function hoursWithin({ from, to }: { from: Date; to: Date }): Prisma.Sql {
  return Prisma.sql`hour >= ${hourOf(from)} AND hour < ${hourOf(to)}`;
}

/** The step an hour belongs to: its beginning in UTC, or the day of a zone (IANA) it ends in. */
export function stepOfHour(by: 'hour' | 'day', timezone: string): Prisma.Sql {
  return by === 'hour'
    ? Prisma.sql`to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
    : Prisma.sql`to_char((hour + interval '1 hour' - interval '1 second') AT TIME ZONE ${timezone}, 'YYYY-MM-DD')`;
}
