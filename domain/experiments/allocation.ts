import { DAY } from '../shared/time';
import { standings } from '../statistics/best-arm';
import { betaPosterior } from '../statistics/posterior';
import { standardised } from '../statistics/stratified';
import { countedBy, DEFAULT_AIMS, type TestGoal } from './aims';
import { allocate, type BanditArm, type Schedule } from './bandit';
import type { ArmPeriod, ArmResult } from './stopping-rule';

/** How a running test shares its customers: see `Schedule`. */
export const ALLOCATIONS = ['bandit', 'fixed', 'phased'] as const;
export type Allocation = (typeof ALLOCATIONS)[number];

/** How one test shares, settled before its start. */
export type SharingPlan = {
  readonly allocation: Allocation;
  /** Share 0..1 that the control keeps under a bandit. */
  readonly controlShare: number;
  /** Least share 0..1 of a challenger under a bandit. */
  readonly leastShare: number;
};

/** The share of an arm in one period, and what it was worked out from. */
export type ArmShare = {
  readonly variantId: string;
  /** Of the customers who are new to the test, 0..1. */
  readonly share: number;
  /** Deliveries of the test until then, and customers who clicked. */
  readonly delivered: number;
  readonly clicked: number;
  /** Customers who ordered after it. */
  readonly ordered: number;
  /** Chance 0..1 to be the best of the challengers; null for the control, and where shares do not follow from chances. */
  readonly chance: number | null;
};

/** The control's share in the second phase, beside 40 % each for the best two (decision "bandit" of the product). */
const PHASED_CONTROL = 0.2;
/** Days for which a phased test shares equally: the first half of a week. */
const EQUAL_DAYS = 4;

/** Whole days a test has run: shares move when one is over. */
export function daysRun(startedAt: Date, now: Date): number {
  return Math.floor((now.getTime() - startedAt.getTime()) / DAY);
}

/** Before anything is known of any arm; the control first. */
export function firstShares(plan: SharingPlan, variantIds: readonly string[]): ArmShare[] {
  const unknown = variantIds.map((variantId) => ({
    variantId,
    delivered: 0,
    clicked: 0,
    ordered: 0,
    rate: { successes: 0, trials: 0 },
  }));
  return sharesOf(plan, unknown, 0);
}

/**
 * The shares of the next day, the control first, from what the goal of the test counts, clicks or orders of people: never from opens, which machines make.
 * Arms are compared at the control's mix of periods, so that a good day is no merit of the arm that had most of it. By
 * integration and without drawing: the same counts make the same shares, and nothing but the counts is needed to check them.
 */
export function nextShares(
  plan: SharingPlan,
  arms: readonly ArmResult[],
  days: number,
  goal: TestGoal = DEFAULT_AIMS.goal,
): ArmShare[] {
  const of = countedBy(goal);
  const [control] = arms;
  const known = arms.map(({ variantId, delivered, clicked, ordered, periods }) => {
    const strata = periods.map((period, index) => ({
      arm: shareOf(period, of),
      control: shareOf(control?.periods[index], of),
    }));
    return { variantId, delivered, clicked, ordered, rate: standardised(strata) };
  });
  return sharesOf(plan, known, days);
}

function shareOf(period: ArmPeriod | undefined, of: 'clicked' | 'ordered') {
  return { successes: period?.[of] ?? 0, trials: period?.delivered ?? 0 };
}

type Known = Omit<ArmShare, 'share' | 'chance'> & { rate: { successes: number; trials: number } };

function sharesOf(plan: SharingPlan, arms: readonly Known[], days: number): ArmShare[] {
  const [control, ...challengers] = arms.map(
    ({ variantId, rate }): BanditArm => ({ id: variantId, posterior: betaPosterior(rate.successes, rate.trials) }),
  );
  if (!control) return [];
  const rule = { schedule: scheduleOf(plan, days), controlShare: plan.controlShare, floor: plan.leastShare };
  const isPhased = plan.allocation === 'phased';
  const shares = allocate(control, challengers, isPhased ? { ...rule, controlShare: PHASED_CONTROL } : rule);
  const chances = plan.allocation === 'bandit' ? standings(challengers.map(({ posterior }) => posterior)) : [];
  return arms.map(({ variantId, delivered, clicked, ordered }, index) => ({
    variantId,
    share: shares[index]?.share ?? 0,
    delivered,
    clicked,
    ordered,
    chance: chances[index - 1]?.chance ?? null,
  }));
}

/** The third phase, the winner for everybody, is the end of the test. */
function scheduleOf({ allocation }: SharingPlan, days: number): Schedule {
  if (allocation === 'phased') return { kind: 'phased', phase: days < EQUAL_DAYS ? 1 : 2 };
  return allocation === 'fixed' ? { kind: 'fixed' } : { kind: 'thompson' };
}
