import { stableUnit } from '../shared/stable-hash';
import { HOUR, MINUTE, SECOND } from '../shared/time';

/** Waits before the second attempt, the third, and so on: about half a day in all. */
const WAITS = [30 * SECOND, 2 * MINUTE, 8 * MINUTE, 30 * MINUTE, 2 * HOUR, 8 * HOUR] as const;

/** A provider that asks for more than this is asked again after this (24 h). */
const LONGEST = 24 * HOUR;

/**
 * Milliseconds until a message that was not taken may be tried again, or null when it has been tried often enough.
 * `attempts` counts those made. Spread over 50..100 % of the wait by the message's id, so that a crowd that failed
 * together does not come back together; never before the provider's own Retry-After.
 */
export function retryAfter(attempts: number, messageId: string, askedMs = 0): number | null {
  const wait = WAITS[attempts - 1];
  if (wait === undefined) return null;
  const spread = wait * (0.5 + stableUnit('retry', `${messageId}:${attempts}`) / 2);
  return Math.round(Math.min(LONGEST, Math.max(spread, askedMs)));
}
