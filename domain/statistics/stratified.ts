import { type ChiSquare, chiSquareTail, type Share } from './chi-square';
import type { Difference } from './confidence-sequence';
import { type Estimate, onLogScale } from './lift';

/** Both groups in one stratum, a time for instance in which everybody was shared between them in the same way. */
export type ShareStratum = { readonly arm: Share; readonly control: Share };

/** Strata that compare anything: with somebody in each group. */
function compared(strata: readonly ShareStratum[]): readonly ShareStratum[] {
  return strata.filter(({ arm, control }) => arm.trials > 0 && control.trials > 0);
}

/**
 * Difference of two shares, arm minus control, told within strata and put together with the weights of Mantel and
 * Haenszel, with the variance of Sato (Biometrics 1989), which holds for few large strata and for many small ones. What
 * differs between strata, a day on which everybody clicks, makes no difference. Null where no stratum has both groups.
 */
export function stratifiedDifference(strata: readonly ShareStratum[]): Difference | null {
  let [weights, sum, slope, constant] = [0, 0, 0, 0];
  for (const { arm, control } of compared(strata)) {
    const [n1, n0, x1, x0] = [arm.trials, control.trials, arm.successes, control.successes];
    const people = n1 + n0;
    weights += (n1 * n0) / people;
    sum += (x1 * n0 - x0 * n1) / people;
    slope += (n1 ** 2 * x0 - n0 ** 2 * x1 + (n1 * n0 * (n0 - n1)) / 2) / people ** 2;
    constant += (x1 * (n0 - x0) + x0 * (n1 - x1)) / (2 * people);
  }
  if (weights === 0) return null;
  const estimate = sum / weights;
  return { estimate, squaredError: Math.max(0, estimate * slope + constant) / weights ** 2 };
}

/**
 * Relative lift within strata, 0.2 for a fifth more: Mantel and Haenszel's ratio with the variance of Greenland and Robins
 * (Biometrics 1985) on the log scale. Null where either group has no success.
 */
export function stratifiedLift(strata: readonly ShareStratum[], confidence = 0.95): Estimate | null {
  let [above, below, spread] = [0, 0, 0];
  for (const { arm, control } of compared(strata)) {
    const people = arm.trials + control.trials;
    const successes = arm.successes + control.successes;
    above += (arm.successes * control.trials) / people;
    below += (control.successes * arm.trials) / people;
    spread += (successes * arm.trials * control.trials - arm.successes * control.successes * people) / people ** 2;
  }
  if (above <= 0 || below <= 0) return null;
  return onLogScale(above / below, spread / (above * below), confidence);
}

/**
 * Chi-square of two shares being the same in every stratum (Cochran 1954, Mantel and Haenszel 1959), without correction
 * (R: mantelhaen.test(..., correct = FALSE)). Null where nothing varies.
 */
export function mantelHaenszel(strata: readonly ShareStratum[]): ChiSquare | null {
  let [excess, variance] = [0, 0];
  for (const { arm, control } of compared(strata)) {
    const people = arm.trials + control.trials;
    const successes = arm.successes + control.successes;
    excess += arm.successes - (arm.trials * successes) / people;
    const spread = arm.trials * control.trials * successes * (people - successes);
    variance += people > 1 ? spread / (people ** 2 * (people - 1)) : 0;
  }
  if (!(variance > 0)) return null;
  const statistic = excess ** 2 / variance;
  return { statistic, p: chiSquareTail(statistic, 1) };
}

/**
 * The arm as if it had been tried at the control's mix of strata: as many trials, the control's share and the stratified
 * difference on top. As it is where no stratum has both groups.
 */
export function standardised(strata: readonly ShareStratum[]): Share {
  const arm = summed(strata.map((stratum) => stratum.arm));
  const control = summed(strata.map((stratum) => stratum.control));
  const difference = stratifiedDifference(strata);
  if (!difference) return arm;
  const share = Math.min(1, Math.max(0, control.successes / control.trials + difference.estimate));
  return { successes: share * arm.trials, trials: arm.trials };
}

function summed(shares: readonly Share[]): Share {
  return shares.reduce(
    (sum, { successes, trials }) => ({ successes: sum.successes + successes, trials: sum.trials + trials }),
    { successes: 0, trials: 0 },
  );
}
