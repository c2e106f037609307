import { CHANNEL_NAMES, isChannel } from '@/domain/channels/channel-ids';
import type { Tone } from '@/domain/reports/tones';
import type { RolloutVerdict } from '@/domain/rollout/course';
import type { JudgedCriterion, Recommendation } from '@/domain/rollout/gate';
import { type Cohort, phaseOf } from '@/domain/rollout/plan';
import { after, DAY } from '@/domain/shared/time';
import { formatCount, formatDate, formatMetric, formatSpan, type MetricMeta, MISSING } from '@/lib/format';
import type { JudgedGate } from '@/server/services/rollout';
import { caseCount } from './case-words';

type Words = { word: string; tone: Tone };

/** How a criterion stands, in a word: nothing that is not sure is ever called met. */
export function statusWords({ status, isMeasurable }: Pick<JudgedCriterion, 'status' | 'isMeasurable'>): Words {
  if (status === 'met') return { word: 'Met', tone: 'good' };
  if (status === 'not_met') return { word: 'Not met', tone: 'bad' };
  return { word: isMeasurable ? 'Not enough data' : 'Not measured here', tone: 'neutral' };
}

/** What the figures advise, as people say it. */
export const ADVICE: Record<Recommendation, Words> = {
  go: { word: 'Go', tone: 'good' },
  conditional: { word: 'Conditional', tone: 'warn' },
  no_go: { word: 'No-go', tone: 'bad' },
};

/** What was said at a gate. */
export const VERDICT_WORDS: Record<RolloutVerdict, Words> = {
  begin: { word: 'Begun', tone: 'info' },
  go: ADVICE.go,
  conditional: ADVICE.conditional,
  no_go: ADVICE.no_go,
};

const SIGNS: Record<JudgedCriterion['sign'], string> = {
  at_least: 'at least',
  above: 'above',
  at_most: 'at most',
  below: 'below',
};

function metaOf({ unit, direction }: JudgedCriterion, currency: string): MetricMeta {
  return { unit, direction, currency };
}

/** "Delivery rate, SMS". */
export function criterionName({ name, channel }: Pick<JudgedCriterion, 'name' | 'channel'>): string {
  return channel && isChannel(channel) ? `${name}, ${CHANNEL_NAMES[channel]}` : name;
}

/** "above 95.00%"; of what is counted figure by figure "all 4". */
export function limitText(criterion: JudgedCriterion, currency: string): string {
  const { kpi, limit, sign } = criterion;
  if (limit === null) return MISSING;
  if (kpi === null) return `all ${formatCount(limit)}`;
  return `${SIGNS[sign]} ${formatMetric(limit, metaOf(criterion, currency))}`;
}

/** Which days the figures are of: other pages look at other days, and say other figures. */
export function daysWords({ from, to }: JudgedGate['range']): string {
  return `Figures of ${formatSpan(new Date(from), after(new Date(to), DAY), 'UTC')}.`;
}

/** The value alone. */
export function valueText(criterion: JudgedCriterion, currency: string): string {
  return formatMetric(criterion.value, metaOf(criterion, currency));
}

/** "not below 96.30%": the end of the interval that the verdict hangs on. */
export function boundText(criterion: JudgedCriterion, currency: string): string {
  const { bound, bounds } = criterion;
  if (bound === null || bounds === null) return MISSING;
  const text = formatMetric(bound, metaOf(criterion, currency));
  if (bounds.low === bounds.high) return `${text}, counted`;
  return bound === bounds.low ? `not below ${text}` : `not above ${text}`;
}

/** "50 of about 80 messages". */
export function caseText(criterion: Pick<JudgedCriterion, 'n' | 'needed' | 'cases' | 'isMeasurable'>): string {
  const { n, needed, cases, isMeasurable } = criterion;
  if (n === 0 && !isMeasurable) return MISSING;
  if (needed === null) return caseCount(n, cases);
  const isExact = cases === 'days' || cases === 'figures';
  return `${formatCount(n)} of ${isExact ? '' : 'about '}${formatCount(needed)} ${cases}`;
}

/** Where a gate leads: "To 40% of customers", "To phase 3: Optimise, 70% of customers". */
export function gateTitle({ purpose, to }: Pick<JudgedGate, 'purpose' | 'to'>): string {
  if (to === null) return 'To the end of the rollout';
  if (purpose === 'widen') return `To ${to}% of customers`;
  const { id, name } = phaseOf(to);
  return `To phase ${id}: ${name}, ${to}% of customers`;
}

/** "Phase 2, 40% of customers"; everybody where the rollout is over. */
export function stepText(cohort: Cohort | null): string {
  return cohort === null ? 'Everybody' : `Phase ${phaseOf(cohort).id}, ${cohort}% of customers`;
}

/** "1 Dec 2026", of a day of the calendar. */
export function dayText(day: string): string {
  return formatDate(new Date(day), 'UTC');
}

/** Which phases are past, which one it is, and which are ahead. */
export function phaseState(phaseId: number, current: number | null): 'done' | 'now' | 'ahead' {
  if (current === null || phaseId > current) return 'ahead';
  return phaseId === current ? 'now' : 'done';
}

/** The criteria of gates as a table of text, for a file. */
export function gateTable(gates: readonly JudgedGate[], currency: string): { header: string[]; rows: string[][] } {
  const header = [
    'Gate',
    'Criterion',
    'Asked',
    'Measured',
    'Interval from',
    'Interval to',
    'n',
    'n needed',
    'n counts',
    'Status',
  ];
  const rows = gates.flatMap((gate) =>
    gate.criteria.map((criterion) => {
      const write = (value: number | null | undefined) => formatMetric(value, metaOf(criterion, currency), 'exact');
      return [
        gateTitle(gate),
        criterionName(criterion),
        limitText(criterion, currency),
        write(criterion.value),
        write(criterion.bounds?.low),
        write(criterion.bounds?.high),
        String(criterion.n),
        criterion.needed === null ? MISSING : String(criterion.needed),
        criterion.cases,
        statusWords(criterion).word,
      ];
    }),
  );
  return { header, rows };
}
