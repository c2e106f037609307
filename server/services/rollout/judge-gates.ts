import { type DayRange, dayOf, lastDays, lengthOf } from '@/domain/measurement/day-range';
import type { Course } from '@/domain/rollout/course';
import {
  type Gate,
  type GateFacts,
  gateOf,
  type JudgedCriterion,
  judgeBaselines,
  judgeFigure,
  type Recommendation,
  recommend,
  whyRecommended,
} from '@/domain/rollout/gate';
import { BASELINE_KPIS, type Criterion, phaseOf } from '@/domain/rollout/plan';
import { daysBetween } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { type FigureAsked, LONGEST_DAYS, type Measured, measureFigures } from '../measurement';

/** A gate with its criteria as they stand, and what they advise. */
export type JudgedGate = Omit<Gate, 'criteria'> & {
  criteria: JudgedCriterion[];
  recommendation: Recommendation;
  why: string;
  /** The days its figures are of. */
  range: DayRange;
};

export type JudgedGates = {
  /** What stands before the next step. */
  next: JudgedGate;
  /** The gate at the end of the phase, where another step comes first. */
  ahead: JudgedGate | null;
  /** How much people still decide, against what the phase allows; null where they decide everything. */
  deciding: JudgedCriterion | null;
};

export type RunningCourse = Extract<Course, { kind: 'running' }>;

/**
 * The gates of a running rollout by the figures of now: a wider cohort by the days since it began, a phase by its own.
 * Asks for no right: a verb that shows it does.
 */
export async function judgeGates(ctx: ServiceContext, course: RunningCourse): Promise<JudgedGates> {
  const { cohorts, deciding } = phaseOf(course.cohort);
  const next = gateOf(course.cohort);
  const end = gateOf(cohorts.at(-1) ?? course.cohort);
  const inPhase = await figuresSince(ctx, course.phaseSince, end);
  const decided = deciding && judgeOne(deciding, inPhase);
  if (next.purpose !== 'widen') return { next: judged(next, inPhase), ahead: null, deciding: decided };
  const inCohort = await figuresSince(ctx, course.cohortSince, next);
  return { next: judged(next, inCohort), ahead: judged(end, inPhase), deciding: decided };
}

type Figures = { range: DayRange; facts: GateFacts; of: (asked: FigureAsked) => Measured };

/** What a gate asks for, over the days since an instant. */
async function figuresSince(ctx: ServiceContext, since: Date, { criteria, watchDays }: Gate): Promise<Figures> {
  const range = rangeSince(ctx, since);
  const channels = criteria.flatMap((asked) => (asked.kind === 'figure' && asked.channel ? [asked.channel] : []));
  const fullDays = Math.max(0, Math.floor(daysBetween(since, ctx.now)));
  return {
    range,
    facts: { currency: ctx.workspace.currency, fullDays, watchDays },
    of: await measureFigures(ctx, range, [...new Set(channels)]),
  };
}

/** Days of the workspace's calendar up to today; of a step that has lasted for years, the last of them. */
function rangeSince({ workspace: { timezone }, now }: ServiceContext, since: Date): DayRange {
  const range = { from: dayOf(since, timezone), to: dayOf(now, timezone) };
  return lengthOf(range) > LONGEST_DAYS ? lastDays(now, timezone, LONGEST_DAYS) : range;
}

function judged({ criteria, ...gate }: Gate, figures: Figures): JudgedGate {
  const all = criteria.map((asked) => judgeOne(asked, figures));
  return { ...gate, range: figures.range, criteria: all, recommendation: recommend(all), why: whyRecommended(all) };
}

function judgeOne(asked: Criterion, { of, facts }: Figures): JudgedCriterion {
  if (asked.kind === 'baselines') return judgeBaselines(BASELINE_KPIS.map((kpi) => of({ kpi })));
  return judgeFigure(asked, of(asked), facts);
}
