import type { Share } from '../statistics/chi-square';
import type { PeriodOfShares } from '../statistics/fit-over-periods';
import type { Moments } from '../statistics/moments';

/** Which end of a metric is good. */
export type Goal = 'increase' | 'decrease';

/** What part a metric plays: `goal` decides (the first of them), `guardrail` may forbid, `secondary` is told. */
export const METRIC_ROLES = ['goal', 'secondary', 'guardrail'] as const;
export type MetricRole = (typeof METRIC_ROLES)[number];

/** One thing that is measured of every person: whether (`share`) or how much (`mean`). */
export type Metric = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'share' | 'mean';
  readonly role: MetricRole;
  readonly goal: Goal;
};

/** What came of one metric in one arm. `sum`: amounts that were only handed in added up, so that nothing can be tested. */
export type Outcome =
  | {
      readonly kind: 'share';
      readonly successes: number;
      readonly trials: number;
      /** The same by period, in the order of the experiment's; where shares moved, arms are compared within them. */
      readonly byPeriod?: readonly Share[];
    }
  | { readonly kind: 'mean'; readonly moments: Moments }
  | { readonly kind: 'sum'; readonly people: number; readonly sum: number };

/** An arm and its outcomes, in the order of the metrics. */
export type ArmOutcomes = { readonly name: string; readonly people: number; readonly outcomes: readonly Outcome[] };

/** How people were meant to be shared between the arms: parts in their order (30 and 70, say), or nobody knows. */
export type Split = 'equal' | 'unknown' | readonly number[];

/** How the test was planned and how it was looked at. */
export type Design = {
  /** Two-sided, 0..1. */
  readonly significance: number;
  /** Relative lift 0..1 below which a difference is not worth having. */
  readonly worthHaving: number;
  /** `continuously`: people looked as it ran and could have stopped any time, so that intervals must hold at every look. */
  readonly looked: 'once' | 'continuously';
  readonly split: Split;
};

/** As long as nobody says otherwise. */
export const DEFAULT_DESIGN: Design = { significance: 0.05, worthHaving: 0.05, looked: 'once', split: 'equal' };

/** An experiment as it is analysed; the first arm is the control, the first goal decides. */
export type Experiment = {
  readonly arms: readonly ArmOutcomes[];
  readonly metrics: readonly Metric[];
  readonly design: Design;
  /** Who fell where while which shares were in force, for shares that moved: then `split` says nothing. */
  readonly periods?: readonly PeriodOfShares[];
};

/** The shares 0..1 of so many arms under a plan; null where nobody knows, or the plan is of another number of arms. */
export function sharesOf(split: Split, arms: number): number[] | null {
  if (split === 'equal') return Array.from({ length: arms }, () => 1 / arms);
  if (split === 'unknown' || split.length !== arms) return null;
  const total = split.reduce((sum, part) => sum + part, 0);
  return split.map((part) => part / total);
}

/** What to do about an experiment. */
export type ExperimentDecision = 'ship' | 'stop' | 'keep_running' | 'no_difference' | 'invalid';
