import { type Bounds, boundsOf, casesNeeded, type Evidence } from '../measurement/evidence';
import type { Kpi } from '../measurement/kpi';
import { planOf } from '../measurement/plan';
import { plural } from '../shared/plural';
import {
  BASELINE_KPIS,
  type Cohort,
  type Criterion,
  cohortAfter,
  type FigureCriterion,
  PHASES,
  type Phase,
  phaseOf,
  type Sign,
  WIDEN_WATCH_DAYS,
} from './plan';

/** What is asked before a step: `widen` a cohort within its phase, begin the next `phase`, or be `done` with the rollout. */
export type Gate = {
  readonly purpose: 'widen' | 'phase' | 'done';
  /** Where it leads; null: the rollout is over, and everybody may be written to. */
  readonly to: Cohort | null;
  readonly criteria: readonly Criterion[];
  readonly watchDays: number;
};

/**
 * The gate that stands before the next step. Within a phase what let the phase begin has to hold for the wider cohort as
 * well; at the phase's end it is its own gate.
 */
export function gateOf(cohort: Cohort): Gate {
  const to = cohortAfter(cohort);
  const phase = phaseOf(cohort);
  if (to !== null && phaseOf(to).id === phase.id) return widening(phase, to);
  return { purpose: to === null ? 'done' : 'phase', to, criteria: phase.gate, watchDays: phase.watchDays };
}

function widening(phase: Phase, to: Cohort): Gate {
  const opened = PHASES.find(({ id }) => id === phase.id - 1) ?? phase;
  return { purpose: 'widen', to, criteria: opened.gate, watchDays: WIDEN_WATCH_DAYS };
}

/** A figure as it was measured while the step lasted. */
export type Measured = { readonly kpi: Kpi; readonly value: number | null; readonly evidence: Evidence | null };

/** What a gate is judged by besides its figures. */
export type GateFacts = {
  readonly currency: string;
  /** Full days since the step began. */
  readonly fullDays: number;
  readonly watchDays: number;
};

/** `not_enough` says as well of what is not measured here at all: nothing is known is never a pass. */
export type GateStatus = 'met' | 'not_met' | 'not_enough';

/** A criterion as it stands. `value`, `limit` and bounds are in the unit of its KPI; of baselines, figures measured. */
export type JudgedCriterion = {
  readonly id: string;
  /** What it is judged by, and what its page shows; null for the baselines. */
  readonly kpi: string | null;
  readonly name: string;
  readonly unit: Kpi['unit'];
  readonly direction: Kpi['direction'];
  readonly channel: string | null;
  readonly sign: Sign;
  readonly limit: number | null;
  readonly value: number | null;
  /** The 95 % interval, and the end of it that the verdict hangs on: its worst, or its best where even that fails. */
  readonly bounds: Bounds | null;
  readonly bound: number | null;
  readonly n: number;
  /** About how many it takes for a verdict, should the value stay as it is; null where one is there or none would do. */
  readonly needed: number | null;
  /** What is counted: "orders". */
  readonly cases: string;
  readonly status: GateStatus;
  /** Whether waiting can bring a verdict; where it cannot, a person has to bring the proof. */
  readonly isMeasurable: boolean;
  /** What is missing for a verdict, in words; null where there is one. */
  readonly missing: string | null;
};

/** Whether a figure keeps its limit, by the whole of its interval: a value alone proves nothing. */
export function judgeFigure(
  asked: FigureCriterion,
  { kpi, value, evidence }: Measured,
  facts: GateFacts,
): JudgedCriterion {
  const limit = limitOf(asked, kpi, facts.currency);
  const bounds = evidence && boundsOf(evidence);
  const verdict = verdictOn(asked, { kpi, evidence, bounds, limit }, facts);
  return {
    id: asked.id,
    kpi: kpi.id,
    name: kpi.name,
    unit: kpi.unit,
    direction: kpi.direction,
    channel: asked.channel ?? null,
    sign: asked.sign,
    limit,
    value,
    bounds,
    bound: bounds && (verdict.status === 'not_met' ? bestOf : worstOf)(asked.sign, bounds),
    n: evidence?.cases ?? 0,
    cases: kpi.cases,
    ...verdict,
  };
}

type Verdict = Pick<JudgedCriterion, 'status' | 'needed' | 'isMeasurable' | 'missing'> & { n?: number; cases?: string };
type Judged = { kpi: Kpi; evidence: Evidence | null; bounds: Bounds | null; limit: number | null };

function verdictOn(asked: FigureCriterion, judged: Judged, facts: GateFacts): Verdict {
  const { kpi, evidence, bounds, limit } = judged;
  if (kpi.measure.kind === 'unrecorded') return notHere(kpi.measure.because);
  if (limit === null)
    return notHere(`The plan names it in US dollars, and this workspace counts in ${facts.currency}.`);
  if (!evidence) return notYet(`No ${kpi.cases} so far.`, null);
  const status = bounds && statusOf(asked.sign, bounds, limit);
  if (status === 'met' && evidence.kind === 'census' && facts.fullDays < facts.watchDays) {
    const words = `So far so good: ${facts.fullDays} of ${plural(facts.watchDays, 'day')} watched.`;
    return { ...notYet(words, facts.watchDays), n: facts.fullDays, cases: 'days' };
  }
  if (status) return { status, needed: null, isMeasurable: true, missing: null };
  const needed = casesNeeded(evidence, (narrower) => statusOf(asked.sign, narrower, limit) !== null);
  return notYet(needed === null ? 'Too close to the limit to call.' : `Too few ${kpi.cases} to tell.`, needed);
}

function notYet(missing: string, needed: number | null): Verdict {
  return { status: 'not_enough', needed, isMeasurable: true, missing };
}

function notHere(missing: string): Verdict {
  return { status: 'not_enough', needed: null, isMeasurable: false, missing };
}

/** Null while the interval reaches over the limit. */
function statusOf(sign: Sign, bounds: Bounds, limit: number): 'met' | 'not_met' | null {
  if (keeps(sign, worstOf(sign, bounds), limit)) return 'met';
  return keeps(sign, bestOf(sign, bounds), limit) ? null : 'not_met';
}

function isFloor(sign: Sign): boolean {
  return sign === 'at_least' || sign === 'above';
}

function worstOf(sign: Sign, { low, high }: Bounds): number {
  return isFloor(sign) ? low : high;
}

function bestOf(sign: Sign, { low, high }: Bounds): number {
  return isFloor(sign) ? high : low;
}

function keeps(sign: Sign, value: number, limit: number): boolean {
  switch (sign) {
    case 'at_least':
      return value >= limit;
    case 'above':
      return value > limit;
    case 'at_most':
      return value <= limit;
    case 'below':
      return value < limit;
  }
}

/** The limit in the unit of the KPI; null where the plan's dollars are not this workspace's money. */
function limitOf({ limit }: FigureCriterion, kpi: Kpi, currency: string): number | null {
  const { baseline, target } = planOf(kpi, currency);
  if (limit.kind === 'value') return limit.value;
  if (limit.kind === 'target') return target;
  return baseline === null ? null : baseline * (1 + limit.by);
}

/** Whether what later gates compare with has been measured well enough for an interval. */
export function judgeBaselines(measured: readonly Measured[]): JudgedCriterion {
  const all = BASELINE_KPIS.length;
  const known = measured.filter(({ evidence }) => evidence && boundsOf(evidence)).length;
  const isMet = known >= all;
  return {
    id: 'baselines',
    kpi: null,
    name: 'Baselines recorded',
    unit: 'count',
    direction: 'up',
    channel: null,
    sign: 'at_least',
    limit: all,
    value: known,
    bounds: { low: known, high: known },
    bound: known,
    n: known,
    needed: isMet ? null : all,
    cases: 'figures',
    status: isMet ? 'met' : 'not_enough',
    isMeasurable: true,
    missing: isMet ? null : 'Not every figure that later gates compare with has an interval yet.',
  };
}

/** What the figures advise; a person decides. */
export type Recommendation = 'go' | 'conditional' | 'no_go';

/**
 * `go` where every criterion is met; `conditional` where the only ones open are not measured here, so that a person has to
 * bring the proof; `no_go` where one is not met, or time will tell.
 */
export function recommend(criteria: readonly JudgedCriterion[]): Recommendation {
  const open = criteria.filter(({ status }) => status !== 'met');
  if (open.length === 0) return 'go';
  return open.every(({ status, isMeasurable }) => status === 'not_enough' && !isMeasurable) ? 'conditional' : 'no_go';
}

/** Why, in a sentence. */
export function whyRecommended(criteria: readonly JudgedCriterion[]): string {
  const failed = criteria.filter(({ status }) => status === 'not_met').length;
  const waiting = criteria.filter(({ status, isMeasurable }) => status === 'not_enough' && isMeasurable).length;
  const unmeasured = criteria.filter(({ status, isMeasurable }) => status === 'not_enough' && !isMeasurable).length;
  const met = criteria.length - failed - waiting - unmeasured;
  const parts = [
    `${met} of ${plural(criteria.length, 'criterion', 'criteria')} met`,
    failed > 0 && `${failed} not met`,
    waiting > 0 && `${waiting} without enough data`,
    unmeasured > 0 && `${unmeasured} not measured here`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}
