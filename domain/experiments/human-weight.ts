import { type Moments, NO_MOMENTS, withValue } from '../statistics/moments';

/**
 * The chance 0..1 that at least one of a person's events was theirs and no machine's: 1 - Π (1 - h), taking the events
 * as independent. 0 for no events.
 */
export function humanChance(humanProbabilities: readonly number[]): number {
  return 1 - humanProbabilities.reduce((none, probability) => none * (1 - probability), 1);
}

/**
 * Outcomes of an arm where what scanners click counts only as far as it may have been a person: one value 0..1 for each
 * customer, so that the spread is that of the values and not of whole successes. Compare arms by their means.
 */
export function weightedOutcome(customers: Iterable<readonly number[]>): Moments {
  let moments = NO_MOMENTS;
  for (const events of customers) moments = withValue(moments, humanChance(events));
  return moments;
}
