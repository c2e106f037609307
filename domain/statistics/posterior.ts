import { normalCdf, normalDensity, normalQuantile } from './normal';
import { incompleteBeta, logGamma } from './student-t';

/** What is believed of one arm after its data: a Beta for a share, a normal for a mean. */
export type Posterior =
  | { readonly kind: 'beta'; readonly alpha: number; readonly beta: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number };

/** The posterior of a share from the uniform prior Beta(1, 1). Successes need not be whole: they may be weighted. */
export function betaPosterior(successes: number, trials: number): Posterior {
  return { kind: 'beta', alpha: 1 + successes, beta: 1 + Math.max(0, trials - successes) };
}

/**
 * The posterior of a mean from the flat prior: normal around the sample's mean with its standard error. Null for fewer
 * than two members, or where nothing varies.
 */
export function normalPosterior(sample: { count: number; mean: number; variance: number }): Posterior | null {
  if (sample.count < 2 || !(sample.variance > 0)) return null;
  return { kind: 'normal', mean: sample.mean, deviation: Math.sqrt(sample.variance / sample.count) };
}

/** Mean and standard deviation of a posterior, in the unit of what is measured. */
export function momentsOf(posterior: Posterior): { mean: number; deviation: number } {
  if (posterior.kind === 'normal') return { mean: posterior.mean, deviation: posterior.deviation };
  const { alpha, beta } = posterior;
  const total = alpha + beta;
  return { mean: alpha / total, deviation: Math.sqrt((alpha * beta) / (total * total * (total + 1))) };
}

/** The density of a posterior at x, ready to be asked at many. */
export function densityOf(posterior: Posterior): (x: number) => number {
  if (posterior.kind === 'normal') {
    const { mean, deviation } = posterior;
    return (x) => normalDensity((x - mean) / deviation) / deviation;
  }
  const { alpha, beta } = posterior;
  const scale = logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta);
  return (x) => Math.exp(scale + (alpha - 1) * Math.log(x) + (beta - 1) * Math.log1p(-x));
}

/** P(arm <= x) under a posterior. */
export function cumulativeOf(posterior: Posterior, x: number): number {
  if (posterior.kind === 'normal') return normalCdf((x - posterior.mean) / posterior.deviation);
  return incompleteBeta(x, posterior.alpha, posterior.beta);
}

/** The x that the arm lies below with probability p, 0 < p < 1; of a Beta by bisection, to 1e-12 of the scale. */
export function quantileOf(posterior: Posterior, p: number): number {
  if (posterior.kind === 'normal') return posterior.mean + posterior.deviation * normalQuantile(p);
  let [low, high] = [0, 1];
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (cumulativeOf(posterior, middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The interval that holds the arm with probability `mass`, as much of the rest below as above. */
export function credibleInterval(posterior: Posterior, mass = 0.95): { low: number; high: number } {
  return { low: quantileOf(posterior, (1 - mass) / 2), high: quantileOf(posterior, (1 + mass) / 2) };
}
