import type { Interval } from '../statistics/welch';

/** What came back from customers who were touched within some days, and what people found wrong in that time. */
export type Harm = {
  readonly days: number;
  readonly touches: number;
  readonly complaints: number;
  readonly unsubscribes: number;
  /** Messages that people reported as ones a guardrail should have stopped. */
  readonly breaches: number;
};

/**
 * What the touches of an action caused per customer against the holdout, in minor units of currency; null with the
 * reason where it cannot be told yet.
 */
export type Lift =
  | { readonly perCustomer: Pick<Interval, 'estimate' | 'low' | 'high'>; readonly missing: null }
  | { readonly perCustomer: null; readonly missing: string };

/** Everything besides the row of approvals that a level is judged by. */
export type AutonomyEvidence = {
  /** Verdicts of people, and those of them that approved without an edit. */
  readonly judged: number;
  readonly approvedUnedited: number;
  readonly harm: Harm;
  /** Null where nothing asks for it: below level 2 it is not measured. */
  readonly lift: Lift | null;
};

/** Lower bound of the 95 % Wilson score interval (Wilson 1927) of a share; 0 where nothing was judged. */
export function wilsonLowerBound(successes: number, total: number): number {
  if (total === 0) return 0;
  const z = 1.959963984540054;
  const share = successes / total;
  const centre = share + (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return Math.max(0, (centre - spread) / (1 + (z * z) / total));
}
