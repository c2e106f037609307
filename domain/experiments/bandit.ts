import { type ArmStanding, standings } from '../statistics/best-arm';
import { momentsOf, type Posterior } from '../statistics/posterior';
import type { Arm } from './assignment';

/** An arm and what is believed of its reward so far. */
export type BanditArm = { readonly id: string; readonly posterior: Posterior };

/** How a test shares its customers among challengers; the control's share is never left to chance. */
export type Schedule =
  /** Everybody the same, from first to last. */
  | { readonly kind: 'fixed' }
  /** A challenger gets what the chance is that it is the best of them (Thompson 1933). */
  | { readonly kind: 'thompson' }
  /** Thompson's, but every other draw goes to the best rival (Russo 2020, beta 1/2): surer of who is best, sooner. */
  | { readonly kind: 'top_two' }
  /** All the same; then 40 % each to the best two and 20 % to the control; then the winner. */
  | { readonly kind: 'phased'; readonly phase: 1 | 2 | 3 };

export type BanditRule = {
  readonly schedule: Schedule;
  /** Share 0..1 that the control keeps whatever is learnt; also its floor in every phase of `phased`. */
  readonly controlShare: number;
  /** Least share of a challenger, so that none is given up on a bad start; the phases of `phased` have none. */
  readonly floor: number;
};

export const DEFAULT_BANDIT: BanditRule = { schedule: { kind: 'thompson' }, controlShare: 0.3, floor: 0.01 };

/**
 * The shares of the next period, control first, summing to 1. Log the share an arm had with each assignment: it is the
 * propensity that later estimates divide by. Worked out from the posteriors by integration, so the same data give the
 * same shares.
 */
export function allocate(control: BanditArm, challengers: readonly BanditArm[], rule: BanditRule): Arm[] {
  if (challengers.length === 0) return [{ id: control.id, share: 1 }];
  const { schedule, controlShare } = rule;
  switch (schedule.kind) {
    case 'fixed':
      return equally([control, ...challengers]);
    case 'phased':
      return inPhase(control, challengers, schedule.phase, controlShare);
    case 'thompson':
    case 'top_two': {
      const chances = standings(challengers.map(({ posterior }) => posterior)).map(chanceOf);
      const wanted = schedule.kind === 'thompson' ? chances : topTwoShares(chances);
      const shares = withFloor(wanted, rule.floor / (1 - controlShare));
      const rest = challengers.map(({ id }, index) => ({ id, share: (1 - controlShare) * (shares[index] ?? 0) }));
      return [{ id: control.id, share: controlShare }, ...rest];
    }
  }
}

const chanceOf = ({ chance }: ArmStanding) => chance;

/**
 * Top-two Thompson sampling in closed form: with probability `beta` the arm drawn as best, else the best of another
 * draw that is not it: p_i (beta + (1 - beta) Σ over the others p_j / (1 - p_j)).
 */
export function topTwoShares(chances: readonly number[], beta = 0.5): number[] {
  if (chances.length < 2) return [...chances];
  const odds = chances.map((chance) => (chance < 1 ? chance / (1 - chance) : 0));
  const certain = chances.indexOf(1);
  if (certain >= 0) {
    const rest = (1 - beta) / (chances.length - 1);
    return chances.map((_, index) => (index === certain ? beta : rest));
  }
  const total = odds.reduce((sum, each) => sum + each, 0);
  return chances.map((chance, index) => chance * (beta + (1 - beta) * (total - (odds[index] ?? 0))));
}

/** Shares that sum to 1, none below the floor: what the raised ones take, the others give in proportion. */
function withFloor(shares: readonly number[], wanted: number): number[] {
  const floor = Math.min(wanted, 1 / shares.length);
  const raised = new Set<number>();
  for (;;) {
    const free = shares.reduce((sum, share, index) => (raised.has(index) ? sum : sum + share), 0);
    const left = 1 - floor * raised.size;
    const result = shares.map((share, index) => (raised.has(index) ? floor : (share / free) * left));
    const low = result.findIndex((share, index) => !raised.has(index) && share < floor);
    if (low < 0) return result;
    raised.add(low);
  }
}

function equally(arms: readonly BanditArm[]): Arm[] {
  return arms.map(({ id }) => ({ id, share: 1 / arms.length }));
}

function inPhase(control: BanditArm, challengers: readonly BanditArm[], phase: 1 | 2 | 3, least: number): Arm[] {
  if (phase === 1) return equally([control, ...challengers]);
  const ranked = [...challengers].sort((a, b) => momentsOf(b.posterior).mean - momentsOf(a.posterior).mean);
  const kept = ranked.slice(0, phase === 2 ? 2 : 1);
  const controlShare = phase === 2 ? Math.max(0.2, least) : least;
  return [
    { id: control.id, share: controlShare },
    ...challengers.map((arm) => ({ id: arm.id, share: kept.includes(arm) ? (1 - controlShare) / kept.length : 0 })),
  ];
}
