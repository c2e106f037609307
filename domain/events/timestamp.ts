import { DAY, MINUTE } from '../shared/time';

/** Earlier than this, a clock was not set; later than a day from now, it is wrong. */
export const EARLIEST = new Date(Date.UTC(2000, 0, 1));
export const FUTURE_TOLERANCE_MS = DAY;
/** A sender's clock is corrected when it is off by more than the network explains and less than a day. */
export const SKEW_FROM_MS = MINUTE;
export const SKEW_UP_TO_MS = DAY;

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?(Z|z|[+-]\d{2}:?\d{2})?$/;

/** Instant of an ISO 8601 date or date-time; without a zone it is UTC. Null for anything else, 30 February included. */
export function parseInstant(value: unknown): Date | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  const match = ISO.exec(value);
  if (!match) return null;
  const [, year, month, day, zone] = match;
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(day) > lastDay) return null;
  const text = value.replace(' ', 'T').replace(',', '.');
  const instant = new Date(zone || value.length <= 10 ? text : `${text}Z`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/**
 * How far the sender's clock is behind ours, in milliseconds, told by the moment it says it sent the request. 0 when
 * that is unknown, within a minute (the network's share), or a day and more (an old request sent again, or a clock so
 * wrong that nothing can be told from it): then timestamps are taken as they are.
 */
export function clockSkew(sentAt: Date | null, receivedAt: Date): number {
  if (!sentAt) return 0;
  const skew = receivedAt.getTime() - sentAt.getTime();
  return Math.abs(skew) > SKEW_FROM_MS && Math.abs(skew) < SKEW_UP_TO_MS ? skew : 0;
}
