import type { Share } from './chi-square';
import { normalQuantile, normalTail } from './normal';
import type { Sample } from './welch';

/** An estimate with the bounds of its two-sided interval. */
export type Estimate = { readonly estimate: number; readonly low: number; readonly high: number };

/**
 * Relative lift of a share over the control's, 0.2 for a fifth more, with its interval on the log scale (Katz et al.
 * 1978: the variance of the log ratio is 1/x1 - 1/n1 + 1/x0 - 1/n0). Null where either side has no success.
 */
export function liftOfShares(arm: Share, control: Share, confidence = 0.95): Estimate | null {
  if (arm.successes <= 0 || control.successes <= 0) return null;
  const ratio = arm.successes / arm.trials / (control.successes / control.trials);
  const variance = 1 / arm.successes - 1 / arm.trials + 1 / control.successes - 1 / control.trials;
  return onLogScale(ratio, variance, confidence);
}

/**
 * Relative lift of a mean over the control's with its interval by the delta method on the log scale: the variance of
 * the log ratio is s1² / (n1 m1²) + s0² / (n0 m0²). Null unless both means are above zero.
 */
export function liftOfMeans(arm: Sample, control: Sample, confidence = 0.95): Estimate | null {
  if (arm.count < 2 || control.count < 2 || arm.mean <= 0 || control.mean <= 0) return null;
  const relative = ({ count, mean, variance }: Sample) => variance / count / mean ** 2;
  return onLogScale(arm.mean / control.mean, relative(arm) + relative(control), confidence);
}

/** Relative lift of a ratio whose logarithm has such a variance, with its interval made on the log scale. */
export function onLogScale(ratio: number, variance: number, confidence: number): Estimate {
  const spread = Math.exp(normalQuantile(0.5 + confidence / 2) * Math.sqrt(Math.max(0, variance)));
  return { estimate: ratio - 1, low: ratio / spread - 1, high: ratio * spread - 1 };
}

/** A deviate and the two-sided chance 0..1 of one at least as far from zero where nothing differs. */
export type Deviate = { readonly z: number; readonly p: number };

/**
 * Two-proportion z test with the pooled variance, first minus second; its square is the chi-square of `compareShares`.
 * Null where nothing was tried on a side, or nothing or everything succeeded on both.
 */
export function zOfShares(first: Share, second: Share): Deviate | null {
  if (first.trials === 0 || second.trials === 0) return null;
  const pooled = (first.successes + second.successes) / (first.trials + second.trials);
  const variance = pooled * (1 - pooled) * (1 / first.trials + 1 / second.trials);
  if (!(variance > 0)) return null;
  const z = (first.successes / first.trials - second.successes / second.trials) / Math.sqrt(variance);
  return { z, p: 2 * normalTail(Math.abs(z)) };
}
