import { MINUTE } from '../shared/time';

/** Attempts at one notice, at most. */
export const MOST_ATTEMPTS = 8;

/** Milliseconds until the next attempt after `attempts` that failed: a minute, doubled each time. Null: no more. */
export function retryAfterMs(attempts: number): number | null {
  return attempts >= MOST_ATTEMPTS ? null : MINUTE * 2 ** (attempts - 1);
}
