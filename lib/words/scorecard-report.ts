import { planOf } from '@/domain/measurement/plan';
import { shareOfWay, standing } from '@/domain/measurement/standing';
import type { ScorecardReport } from '@/domain/reports/scorecard-report';
import { formatDifference, formatMetric } from '@/lib/format';
import type { Kpis, KpiTrends } from '@/server/services/measurement';
import type { Rollout } from '@/server/services/rollout';
import { demoWords } from './demo-words';
import { effectWords, intervalText, zeroWords } from './effect-words';
import { figureOf, metaOf } from './figure';
import { ADVICE, criterionName, gateTitle, statusWords, stepText } from './gate-words';
import { heroSentence } from './hero-words';
import { safetyItems } from './safety-words';
import { scoreGroups } from './score-groups';
import { standingWords } from './standing-words';

const NORTH_STAR = 'rpmt';

export type ReportFacts = {
  company: string;
  isVirtual: boolean;
  figures: Kpis;
  trends: KpiTrends;
  rollout: Rollout;
};

/** The scorecard of a period in the words that its page has for it. */
export function scorecardReport({ company, isVirtual, figures, trends, rollout }: ReportFacts): ScorecardReport {
  const { period, previous, simulatedShare } = figures;
  const { from, to, timezone, currency } = period;
  return {
    company,
    from,
    to,
    compared: { from: previous.from, to: previous.to },
    timezone,
    currency,
    asOf: period.asOf.toISOString(),
    isVirtual,
    origin: simulatedShare ? demoWords(simulatedShare) : null,
    hero: heroOf(figures, trends),
    caused: causedOf(figures),
    groups: scoreGroups(figures.kpis, trends.values, currency).map(({ name, rows }) => ({
      name,
      rows: rows.map(({ figure, meta, baseline, target, standing: { word, tone, missing } }) => ({
        name: figure.name,
        baseline: formatMetric(baseline, meta),
        now: formatMetric(figure.value, meta),
        target: formatMetric(target, meta),
        before: formatMetric(figure.previous, meta),
        verdict: { word, tone },
        missing,
      })),
    })),
    rollout: rolloutOf(rollout),
    safety: safetyItems(figures).map(({ name, value, note }) => ({ name, value, note })),
  };
}

function heroOf({ kpis, period }: Kpis, { days, values }: KpiTrends): ScorecardReport['hero'] {
  const figure = figureOf(kpis, NORTH_STAR);
  const meta = metaOf(figure, period.currency);
  const plan = planOf(figure, period.currency);
  const stand = standing({ ...plan, direction: figure.direction }, figure.evidence);
  const { word, tone } = standingWords(stand, figure.cases);
  const course = values[NORTH_STAR] ?? [];
  return {
    value: formatMetric(figure.value, meta, 'hero'),
    sentence: heroSentence({ ...figure, ...plan }, stand, meta),
    verdict: { word, tone },
    baseline: formatMetric(plan.baseline, meta, 'hero'),
    target: formatMetric(plan.target, meta, 'hero'),
    // How far, only where a verdict says that it is no chance.
    way: stand.status === 'undecided' ? null : shareOfWay({ ...plan, value: figure.value }),
    course: days.map(({ day }, place) => ({ day, value: course[place] ?? null })),
  };
}

function causedOf({ kpis, period, incremental }: Kpis): ScorecardReport['caused'] {
  const { perTouch, missing } = incremental;
  if (!perTouch) return { value: null, verdict: null, words: missing ?? '' };
  const meta = metaOf(figureOf(kpis, NORTH_STAR), period.currency);
  const { word, tone } = effectWords(perTouch);
  const likely = `Likely between ${intervalText(perTouch, meta).replace(' to ', ' and ')} a touch (95% interval).`;
  return {
    value: formatDifference(perTouch.estimate, meta, 'hero'),
    verdict: { word, tone },
    words: [likely, zeroWords(incremental, period.days)].filter(Boolean).join(' '),
  };
}

function rolloutOf(rollout: Rollout): ScorecardReport['rollout'] {
  if (rollout.kind !== 'running') {
    const step = rollout.kind === 'none' ? 'No rollout has begun' : 'The rollout is over';
    return { step: `${step}: agents may write to everybody who is not held out.`, isHalted: false, gate: null };
  }
  const { next } = rollout.gates;
  return {
    step: stepText(rollout.cohort),
    isHalted: rollout.halt !== null,
    gate: {
      title: gateTitle(next),
      advice: ADVICE[next.recommendation],
      why: next.why,
      criteria: next.criteria.map((criterion) => ({
        name: criterionName(criterion),
        verdict: statusWords(criterion),
      })),
    },
  };
}
