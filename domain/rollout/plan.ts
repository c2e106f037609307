import type { CHANNELS } from '../channels/channel-ids';
import { MINUTE, SECOND } from '../shared/time';

type ChannelId = (typeof CHANNELS)[number];

/** Percent of the customers that agents may write to, step by step; who is in one is in every later one. */
export const COHORTS = [5, 20, 40, 50, 70, 85, 100] as const;
export type Cohort = (typeof COHORTS)[number];

/**
 * What a figure is held against. `value`: itself, in the unit of its KPI. `target`: the KPI's own. `change`: its baseline
 * moved by a share of itself, +0.2 for a fifth more.
 */
export type Limit =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'target' }
  | { readonly kind: 'change'; readonly by: number };

export type Sign = 'at_least' | 'above' | 'at_most' | 'below';

/** One figure of the registry and what a gate asks of it; of one channel where that is named. */
export type FigureCriterion = {
  readonly id: string;
  readonly kind: 'figure';
  readonly kpi: string;
  readonly channel?: ChannelId;
  readonly sign: Sign;
  readonly limit: Limit;
};

/** `baselines`: the figures that later gates ask for have been measured, so that there is something to compare with. */
export type Criterion = FigureCriterion | { readonly id: 'baselines'; readonly kind: 'baselines' };

export type PhaseId = 1 | 2 | 3;

/** One phase of the rollout: whom, how and by whom, and what has to hold before the next one begins. */
export type Phase = {
  readonly id: PhaseId;
  readonly name: string;
  /** When the plan has it. */
  readonly weeks: string;
  readonly cohorts: readonly Cohort[];
  /** Customers have to be engaged more than this, 0..1; null asks nothing. */
  readonly engagedAbove: number | null;
  /** Null allows all. */
  readonly channels: readonly ChannelId[] | null;
  readonly agents: readonly string[] | null;
  /** Autonomy goes no higher while it lasts, whatever was earned (domain/autonomy); null leaves it as it is. */
  readonly highestLevel: number | null;
  /** How much of the deciding people may still have to do; null where they do all of it, which `highestLevel` sees to. */
  readonly deciding: FigureCriterion | null;
  readonly gate: readonly Criterion[];
  /** Full days it is watched before what was only counted, with no chance in it, can be said to hold. */
  readonly watchDays: number;
};

type Asked = Omit<FigureCriterion, 'id' | 'kind' | 'sign' | 'limit'>;

function figure(id: string, sign: Sign, limit: Limit | number, asked: Asked): FigureCriterion {
  return {
    id,
    kind: 'figure',
    sign,
    limit: typeof limit === 'number' ? { kind: 'value', value: limit } : limit,
    ...asked,
  };
}

const change = (by: number): Limit => ({ kind: 'change', by });
const TARGET: Limit = { kind: 'target' };
const WEEK_DAYS = 7;

/** The plan (measurement.md), in its order. */
export const PHASES: readonly [Phase, Phase, Phase] = [
  {
    id: 1,
    name: 'First customers',
    weeks: 'Weeks 1 to 4',
    cohorts: [5],
    engagedAbove: 0.7,
    channels: ['email'],
    agents: ['campaign'],
    highestLevel: 1,
    deciding: null,
    gate: [
      figure('violations', 'at_most', 0, { kpi: 'reported_breaches' }),
      figure('uptime', 'at_least', 0.99, { kpi: 'uptime' }),
      figure('latency', 'below', 5 * SECOND, { kpi: 'decision_latency' }),
      figure('review_time', 'below', 5 * MINUTE, { kpi: 'review_time' }),
      figure('delivery', 'above', 0.95, { kpi: 'delivery_rate' }),
      { id: 'baselines', kind: 'baselines' },
    ],
    watchDays: 4 * WEEK_DAYS,
  },
  {
    id: 2,
    name: 'Scale',
    weeks: 'Weeks 5 to 12',
    cohorts: [20, 40, 50],
    engagedAbove: null,
    channels: ['email', 'sms', 'web'],
    agents: null,
    highestLevel: null,
    deciding: figure('review', 'below', 0.2, { kpi: 'reviewed_share' }),
    gate: [
      figure('conversion', 'at_least', change(0.2), { kpi: 'conversion_rate' }),
      figure('reviews', 'at_most', change(-0.7), { kpi: 'reviewed_share' }),
      figure('opens', 'at_least', 0.25, { kpi: 'open_rate' }),
      figure('latency', 'below', 2 * SECOND, { kpi: 'decision_latency' }),
      figure('sms_delivery', 'above', 0.98, { kpi: 'delivery_rate', channel: 'sms' }),
      figure('test_coverage', 'at_least', 0.8, { kpi: 'test_coverage' }),
      figure('creative', 'at_least', 0.85, { kpi: 'brand_tone' }),
    ],
    watchDays: 8 * WEEK_DAYS,
  },
  {
    id: 3,
    name: 'Optimise',
    weeks: 'From week 13',
    cohorts: [70, 85, 100],
    engagedAbove: null,
    channels: null,
    agents: null,
    highestLevel: null,
    deciding: figure('review', 'below', 0.05, { kpi: 'reviewed_share' }),
    gate: [
      figure('rpmt', 'at_least', TARGET, { kpi: 'rpmt' }),
      figure('conversion', 'at_least', change(0.25), { kpi: 'conversion_rate' }),
      figure('lifetime_value', 'at_least', change(0.4), { kpi: 'customer_lifetime_value' }),
      figure('churn', 'at_most', change(-0.2), { kpi: 'churn_rate' }),
      figure('uptime', 'at_least', 0.999, { kpi: 'uptime' }),
      figure('return', 'at_least', 10, { kpi: 'marketing_efficiency' }),
    ],
    watchDays: WEEK_DAYS,
  },
];

/** Full days a wider cohort is watched before what was only counted can be said to hold: a week, so that each day of it is in. */
export const WIDEN_WATCH_DAYS = WEEK_DAYS;

/** Whether a number is a step of the rollout. */
export function isCohort(percent: number): percent is Cohort {
  return (COHORTS as readonly number[]).includes(percent);
}

/** The phase a step belongs to. */
export function phaseOf(cohort: Cohort): Phase {
  return PHASES.find(({ cohorts }) => cohorts.includes(cohort)) ?? PHASES[2];
}

/** The next wider step; null after the widest: then the rollout is over. */
export function cohortAfter(cohort: Cohort): Cohort | null {
  return COHORTS[COHORTS.indexOf(cohort) + 1] ?? null;
}

/** Steps narrower than this one, the narrowest first. */
export function cohortsBefore(cohort: Cohort): readonly Cohort[] {
  return COHORTS.slice(0, COHORTS.indexOf(cohort));
}

/** The KPIs that gates after the first compare with what was before, each once: what phase 1 has to record. */
export const BASELINE_KPIS: readonly string[] = [
  ...new Set(
    PHASES.slice(1).flatMap(({ gate }) =>
      gate.flatMap((asked) => (asked.kind === 'figure' && asked.limit.kind === 'change' ? [asked.kpi] : [])),
    ),
  ),
];
