import { type Bounds, boundsOf, casesNeeded, type Evidence } from './evidence';

/** What a figure is held against. */
export type Plan = {
  readonly baseline: number | null;
  readonly target: number | null;
  readonly direction: 'up' | 'down' | 'none';
};

/** What the whole 95 % interval of a figure allows to be said of its plan. */
export type Verdict = 'met' | 'on_track' | 'at_risk' | 'off_track' | 'short';

/**
 * Where a figure stands. `undecided`: its interval reaches over a border; `needed` is about how many cases would decide
 * it, null where none would. `nothing`: there is no case yet.
 */
export type Standing =
  | { readonly status: Verdict }
  | { readonly status: 'undecided'; readonly cases: number; readonly needed: number | null }
  | { readonly status: 'nothing' }
  | { readonly status: 'no_target' };

/**
 * Share of the way from baseline to target that is done: 0 at the baseline, 1 at the target, below 0 where things got
 * worse. Null where one of the three is missing or baseline and target are the same.
 */
export function shareOfWay(facts: {
  value: number | null;
  baseline: number | null;
  target: number | null;
}): number | null {
  const { value, baseline, target } = facts;
  if (value === null || baseline === null || target === null || baseline === target) return null;
  return (value - baseline) / (target - baseline);
}

/** Half of the way is where "at risk" ends and "on track" begins. */
const ON_TRACK_FROM = 0.5;

/** Where a figure stands, judged by the bounds of its interval, whichever KPI it is: a value alone proves nothing. */
export function standing(plan: Plan, evidence: Evidence | null): Standing {
  if (plan.target === null) return { status: 'no_target' };
  if (evidence === null || evidence.cases === 0) return { status: 'nothing' };
  const { target } = plan;
  const verdictOn = (bounds: Bounds) => verdict(bounds, { ...plan, target });
  const bounds = boundsOf(evidence);
  const status = bounds && verdictOn(bounds);
  if (status) return { status };
  const needed = casesNeeded(evidence, (narrower) => verdictOn(narrower) !== null);
  return { status: 'undecided', cases: evidence.cases, needed };
}

function verdict({ low, high }: Bounds, { baseline, target, direction }: Plan & { target: number }): Verdict | null {
  const [worst, best] = direction === 'down' ? [high, low] : [low, high];
  const reaches = (bound: number) => (direction === 'down' ? bound <= target : bound >= target);
  if (reaches(worst)) return 'met';
  const [from, to] = [worst, best].map((value) => shareOfWay({ value, baseline, target }));
  if (from === null || from === undefined || to === null || to === undefined) return reaches(best) ? null : 'short';
  if (to < 0) return 'off_track';
  if (from >= ON_TRACK_FROM) return 'on_track';
  return to < ON_TRACK_FROM ? 'at_risk' : null;
}
