import type { Sample } from './welch';

/** Sums over the people of one arm: `y` what is measured, `x` the same person's figure from before the test. */
export type PairedSums = {
  readonly count: number;
  readonly y: number;
  readonly yy: number;
  readonly x: number;
  readonly xx: number;
  readonly xy: number;
};

export type Cuped = {
  /** The arms with what their past explains taken away, in their order and in the unit of `y`. */
  readonly samples: readonly Sample[];
  /** Slope of y on x within arms. */
  readonly theta: number;
  /** Share 0..1 of the variance within arms that the past explains: what is gained. */
  readonly explained: number;
};

/**
 * CUPED (Deng, Xu, Kohavi and Walker 2013): y - theta (x - mean of x over all arms), theta = cov(x, y) / var(x) within
 * arms. The difference of means stays unbiased whatever theta is, because x was known before anybody was assigned.
 * Null where x does not vary or an arm has fewer than two people.
 */
export function cuped(arms: readonly PairedSums[]): Cuped | null {
  if (arms.some(({ count }) => count < 2)) return null;
  const within = { xx: 0, xy: 0, yy: 0 };
  for (const arm of arms) {
    within.xx += arm.xx - arm.x ** 2 / arm.count;
    within.xy += arm.xy - (arm.x * arm.y) / arm.count;
    within.yy += arm.yy - arm.y ** 2 / arm.count;
  }
  if (!(within.xx > 0) || !(within.yy > 0)) return null;
  const theta = within.xy / within.xx;
  const people = arms.reduce((sum, { count }) => sum + count, 0);
  const meanX = arms.reduce((sum, { x }) => sum + x, 0) / people;
  return {
    theta,
    explained: within.xy ** 2 / (within.xx * within.yy),
    samples: arms.map((arm) => ({
      count: arm.count,
      mean: arm.y / arm.count - theta * (arm.x / arm.count - meanX),
      variance: varianceLeft(arm, theta),
    })),
  };
}

function varianceLeft({ count, x, xx, y, yy, xy }: PairedSums, theta: number): number {
  const [sxx, syy, sxy] = [xx - x ** 2 / count, yy - y ** 2 / count, xy - (x * y) / count];
  return Math.max(0, syy - 2 * theta * sxy + theta ** 2 * sxx) / (count - 1);
}
