import { normalQuantile, normalTail } from './normal';
import type { Sample } from './welch';

/** One stratum of a population: both groups within it. */
export type Stratum = { readonly arm: Sample; readonly control: Sample };

export type Stratified = {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly squaredError: number;
  /** Two-sided chance 0..1 of a difference at least as large where nothing differs. */
  readonly p: number;
};

/**
 * Difference of means (arm minus control) weighted by how many people each stratum holds, so that a stratum that fell
 * unevenly on the arms cannot make a difference (Miratrix, Sekhon and Yu 2013). Strata must be known before assignment.
 * Null where a stratum has fewer than two people in a group, or nothing varies.
 */
export function postStratified(strata: readonly Stratum[], confidence = 0.95): Stratified | null {
  if (strata.length === 0 || strata.some(({ arm, control }) => arm.count < 2 || control.count < 2)) return null;
  const people = strata.reduce((sum, { arm, control }) => sum + arm.count + control.count, 0);
  let [estimate, squaredError] = [0, 0];
  for (const { arm, control } of strata) {
    const weight = (arm.count + control.count) / people;
    estimate += weight * (arm.mean - control.mean);
    squaredError += weight ** 2 * (arm.variance / arm.count + control.variance / control.count);
  }
  if (!(squaredError > 0)) return null;
  const error = Math.sqrt(squaredError);
  const margin = normalQuantile(0.5 + confidence / 2) * error;
  const p = 2 * normalTail(Math.abs(estimate) / error);
  return { estimate, low: estimate - margin, high: estimate + margin, squaredError, p };
}
