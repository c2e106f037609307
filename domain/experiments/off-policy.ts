import type { Estimate } from '../statistics/lift';
import { type Moments, NO_MOMENTS, sampleOf, withValue } from '../statistics/moments';
import { normalQuantile } from '../statistics/normal';

/** One logged choice: what was taken, how likely the logging policy was to take it, and what came of it. */
export type LoggedChoice = {
  readonly reward: number;
  /** Chance 0..1, above 0, that the logging policy took this action. */
  readonly propensity: number;
  /** Chance 0..1 that the policy being judged would have. */
  readonly target: number;
  /** What a model expects of the action taken, and of the judged policy's choice here; both 0 without a model. */
  readonly expected: number;
  readonly expectedOfTarget: number;
};

export type OffPolicyValue = {
  readonly choices: number;
  /** Inverse propensity scoring (Horvitz and Thompson 1952): unbiased, wide where policies differ. */
  readonly ips: Estimate;
  /** The same divided by the sum of the weights (Hajek): a little biased, much narrower. Null where no weight fell. */
  readonly selfNormalised: Estimate | null;
  /** The model corrected by what it gets wrong (Dudik, Langford and Li 2011): right if either half is. */
  readonly doublyRobust: Estimate;
  /** How many choices the weighted ones are worth (Kish): few means the logs hardly ever did what is being judged. */
  readonly effectiveChoices: number;
};

/**
 * What a policy would have earned per choice, from the logs of another one, with 95 % intervals. Null for fewer than
 * two choices. Throws RangeError for a propensity of 0: what could not happen cannot have been logged.
 */
export function offPolicyValue(choices: Iterable<LoggedChoice>): OffPolicyValue | null {
  let [ips, robust]: [Moments, Moments] = [NO_MOMENTS, NO_MOMENTS];
  const sums = { w: 0, ww: 0, wr: 0, wwr: 0, wwrr: 0 };
  for (const { reward, propensity, target, expected, expectedOfTarget } of choices) {
    if (!(propensity > 0)) throw new RangeError('A logged choice has no propensity.');
    const weight = target / propensity;
    ips = withValue(ips, weight * reward);
    robust = withValue(robust, expectedOfTarget + weight * (reward - expected));
    sums.w += weight;
    sums.ww += weight ** 2;
    sums.wr += weight * reward;
    sums.wwr += weight ** 2 * reward;
    sums.wwrr += (weight * reward) ** 2;
  }
  if (ips.count < 2) return null;
  return {
    choices: ips.count,
    ips: intervalOf(ips),
    selfNormalised: selfNormalisedOf(sums),
    doublyRobust: intervalOf(robust),
    effectiveChoices: sums.ww > 0 ? sums.w ** 2 / sums.ww : 0,
  };
}

function intervalOf(moments: Moments): Estimate {
  const { count, mean, variance } = sampleOf(moments);
  return around(mean, variance / count);
}

/** Delta method for the ratio of two sums: Σ w² (r - value)² / (Σ w)². */
function selfNormalisedOf({ w, ww, wr, wwr, wwrr }: Record<'w' | 'ww' | 'wr' | 'wwr' | 'wwrr', number>) {
  if (!(w > 0)) return null;
  const value = wr / w;
  return around(value, Math.max(0, wwrr - 2 * value * wwr + value ** 2 * ww) / w ** 2);
}

function around(estimate: number, squaredError: number): Estimate {
  const margin = normalQuantile(0.975) * Math.sqrt(squaredError);
  return { estimate, low: estimate - margin, high: estimate + margin };
}
