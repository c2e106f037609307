import { z } from 'zod';
import { studentTQuantile } from './student-t';
import type { Sample } from './welch';

/** Count, mean and sum of squared distances from the mean: enough for a total with its interval, whatever the number. */
export const Moments = z.object({ count: z.number(), mean: z.number(), squares: z.number() });
export type Moments = z.infer<typeof Moments>;

export const NO_MOMENTS: Moments = { count: 0, mean: 0, squares: 0 };

/** One value more (Welford 1962): nothing is subtracted from something nearly as large. */
export function withValue({ count, mean, squares }: Moments, value: number): Moments {
  const next = count + 1;
  const delta = value - mean;
  const moved = mean + delta / next;
  return { count: next, mean: moved, squares: squares + delta * (value - moved) };
}

/** Two groups as one (Chan, Golub and LeVeque 1979). */
export function merged(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  if (count === 0) return NO_MOMENTS;
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (delta * b.count) / count,
    squares: a.squares + b.squares + (delta * delta * a.count * b.count) / count,
  };
}

/** As the tests take them: with the sample variance, 0 for fewer than two. */
export function sampleOf({ count, mean, squares }: Moments): Sample {
  return { count, mean, variance: count < 2 ? 0 : squares / (count - 1) };
}

export type Total = { readonly total: number; readonly low: number; readonly high: number };

/**
 * The sum over all decisions with its two-sided 95 % interval: n times the mean, plus or minus t times the root of n times
 * the sample variance (Cochran, Sampling Techniques, 3rd edition 1977, section 2.8, without finite population correction).
 * It covers which decisions another period like this one would have brought, taking them as independent; it does not
 * cover what the models are wrong about. Null for fewer than two.
 */
export function totalOf({ count, mean, squares }: Moments): Total | null {
  if (count < 2) return null;
  const total = count * mean;
  const margin = studentTQuantile(0.975, count - 1) * Math.sqrt((count * squares) / (count - 1));
  return { total, low: total - margin, high: total + margin };
}
