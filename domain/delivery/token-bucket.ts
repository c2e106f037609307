import type { Quota } from '../channels/port';

/** What is left of a quota at an instant, in its units. May be fractional; never more than the burst. */
export type Bucket = { tokens: number; at: Date };

/** The bucket as it stands at `now`: filled by what came since. A clock that went back fills nothing. */
export function refilled({ tokens, at }: Bucket, { perSecond, burst }: Quota, now: Date): Bucket {
  const seconds = Math.max(0, (now.getTime() - at.getTime()) / 1_000);
  return { tokens: Math.min(burst, tokens + seconds * perSecond), at: at > now ? at : now };
}

/**
 * How many of these, from the first on, the tokens pay for. One that is dearer than the whole burst passes when the
 * bucket is full, and leaves it in debt: it could never pass otherwise.
 */
export function affordable(tokens: number, costs: readonly number[], burst: number): { count: number; left: number } {
  let left = tokens;
  let count = 0;
  for (const cost of costs) {
    const isTooDearForever = cost > burst && left >= burst;
    if (cost > left && !isTooDearForever) break;
    left -= cost;
    count += 1;
  }
  return { count, left };
}

/** Milliseconds until the bucket holds one unit; 0 when it does. */
export function waitForOne(tokens: number, { perSecond }: Quota): number {
  return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1_000);
}
