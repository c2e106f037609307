import { studentTQuantile, studentTTwoSided } from './student-t';

/** Size, mean and sample variance (n - 1) of one group. */
export type Sample = { count: number; mean: number; variance: number };

/** A difference of two means with its interval, in the unit of what was averaged. */
export type Interval = { estimate: number; low: number; high: number; degreesOfFreedom: number };

/**
 * Difference of two means (first minus second) with its two-sided interval, for groups of unequal size and variance
 * (Welch 1947, degrees of freedom by Welch-Satterthwaite; R: t.test). `confidence` is 0..1. Null where a group has
 * fewer than two members or nothing varies.
 */
export function welchInterval(first: Sample, second: Sample, confidence = 0.95): Interval | null {
  if (first.count < 2 || second.count < 2) return null;
  const firstShare = first.variance / first.count;
  const secondShare = second.variance / second.count;
  const squaredError = firstShare + secondShare;
  if (!(squaredError > 0)) return null;
  const degreesOfFreedom =
    squaredError ** 2 / (firstShare ** 2 / (first.count - 1) + secondShare ** 2 / (second.count - 1));
  const estimate = first.mean - second.mean;
  const margin = studentTQuantile(0.5 + confidence / 2, degreesOfFreedom) * Math.sqrt(squaredError);
  return { estimate, low: estimate - margin, high: estimate + margin, degreesOfFreedom };
}

/** Welch's t of two means being the same, and the two-sided chance 0..1 of one at least as far from zero. Null as above. */
export function welchTest(first: Sample, second: Sample): { t: number; p: number } | null {
  const interval = welchInterval(first, second);
  if (!interval) return null;
  const t = interval.estimate / Math.sqrt(first.variance / first.count + second.variance / second.count);
  return { t, p: studentTTwoSided(t, interval.degreesOfFreedom) };
}
