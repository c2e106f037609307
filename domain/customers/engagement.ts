import { between, DAY } from '../shared/time';

/** What a customer did, or had done to them, that says how welcome our messages are. */
export type EngagementKind = 'opened' | 'clicked' | 'ordered' | 'hard_bounce' | 'complaint';

/** Points of one such event (product.md, "Decided"). */
export const ENGAGEMENT_POINTS: Record<EngagementKind, number> = {
  opened: 0.3,
  clicked: 0.5,
  ordered: 1,
  hard_bounce: -0.5,
  complaint: -1,
};

/** Points halve in this time. */
export const ENGAGEMENT_HALF_LIFE_MS = 30 * DAY;

/** A sum of decayed points, as it stood at `at`; `at` is null before the first event. */
export type Engagement = { points: number; at: Date | null };

/**
 * The sum with `points` earned at `earnedAt` added. The order of additions does not matter (up to rounding): the
 * sum always stands at the latest instant seen, and what is older is decayed to it. Negative points take away.
 */
export function addEngagement(sum: Engagement, points: number, earnedAt: Date): Engagement {
  if (!sum.at) return { points, at: earnedAt };
  const at = sum.at > earnedAt ? sum.at : earnedAt;
  return { points: decayed(sum.points, sum.at, at) + decayed(points, earnedAt, at), at };
}

/**
 * Score 0..1 at `now`: 1 - e^(-points), where points have halved every 30 days; 0 when bounces and complaints outweigh
 * the rest. One fresh open scores 0.26, one fresh order 0.63.
 */
export function engagementScore(sum: Engagement, now: Date): number {
  if (!sum.at) return 0;
  const points = decayed(sum.points, sum.at, now > sum.at ? now : sum.at);
  return points <= 0 ? 0 : 1 - Math.exp(-points);
}

function decayed(points: number, from: Date, to: Date): number {
  return points * 0.5 ** (between(from, to) / ENGAGEMENT_HALF_LIFE_MS);
}
