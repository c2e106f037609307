import { agentName } from '@/domain/agents/agent-cards';
import { LEVEL_NAMES } from '@/domain/autonomy/autonomy';
import { CHANNEL_NAMES, isChannel } from '@/domain/channels/channel-ids';
import { OUTCOMES } from '@/domain/decisions/outcomes';
import { GUARDRAIL_NAMES } from '@/domain/guardrails/guardrail-ids';
import { ruleName } from '@/domain/guardrails/rule-names';
import type { PeriodReport, ReportFigure, ReportSection } from '@/domain/reports/period-report';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import { formatCount, formatDateTime, formatDuration, plural } from '@/lib/format';
import type { Latest, WeeklyFacts } from '@/server/services/reports';
import { figureOf } from './figure';
import { OUTCOME_WORDS } from './outcome-words';
import { framed, type ReportFrame, saidFigures } from './report-frame';
import { testRows, testsSection } from './test-rows';
import { contributorWords, meaningWords, unusualWords } from './unusual-words';

/** The review of a week: what was decided, what people had to do, what was changed, and what was unusual. */
export function weeklyReport({ facts, ...frame }: ReportFrame<WeeklyFacts>): PeriodReport {
  const { figures } = facts;
  return {
    kind: 'weekly',
    title: 'Weekly review',
    ...framed(frame, figures),
    lead: leadOf(facts),
    sections: [
      decided(facts),
      stopped(facts),
      reviewed(facts),
      testsSection(testRows(facts.tests), 'No test ran in this week.'),
      changed(facts, frame.timezone),
      unusual(facts, frame.timezone),
    ],
  };
}

function leadOf({ figures, blocked, verdicts, stops, breaches }: WeeklyFacts): PeriodReport['lead'] {
  const touches = figureOf(figures.kpis, 'rpmt').denominator;
  return [
    {
      text: `${plural(blocked.decided, 'decision')}, ${plural(touches, 'message')} delivered, ${formatCount(blocked.blocked)} blocked by guardrails.`,
      tone: 'neutral',
    },
    {
      text: `${plural(verdicts.given, 'verdict')} by people${verdicts.given > 0 ? `, ${formatCount(verdicts.inTime)} within ${plural(verdicts.slaMinutes, 'minute')}` : ''}.`,
      tone: 'neutral',
    },
    breaches.count > 0
      ? { text: `${plural(breaches.count, 'message')} reported that should not have left.`, tone: 'bad' }
      : { text: 'No message was reported that should not have left.', tone: 'good' },
    stops.count > 0
      ? { text: `The kill switch was used ${stops.count === 1 ? 'once' : plural(stops.count, 'time')}.`, tone: 'warn' }
      : { text: 'Nobody had to use the kill switch.', tone: 'good' },
  ];
}

function decided({ figures }: WeeklyFacts): ReportSection {
  const rows = OUTCOMES.flatMap((outcome) => {
    const count = figures.outcomes[outcome] ?? 0;
    const { label, meaning } = OUTCOME_WORDS[outcome];
    return count > 0 ? [[label, formatCount(count), meaning]] : [];
  });
  return {
    title: 'Decided and sent',
    note: rows.length === 0 ? 'Nothing was decided in this week.' : null,
    figures: saidFigures(figures, ['decisions', 'autonomous_rate', 'rpmt', 'attributed_revenue', 'delivery_rate']),
    tables:
      rows.length > 0
        ? [{ name: 'Decisions by where they stand now', header: ['Outcome', 'Decisions', 'Means'], rows }]
        : [],
  };
}

function stopped({ blocked }: WeeklyFacts): ReportSection {
  const rows = blocked.guardrails.flatMap(({ guardrail, rules }) =>
    rules.map(({ rule, count, example }) => [GUARDRAIL_NAMES[guardrail], ruleName(rule), formatCount(count), example]),
  );
  return {
    title: 'Stopped by guardrails',
    note:
      rows.length === 0
        ? 'No guardrail stopped anything.'
        : `${formatCount(blocked.blocked)} of ${plural(blocked.decided, 'decision')}, of them ${formatCount(blocked.later)} at a later look. One decision may be stopped by several rules.`,
    figures: [],
    tables:
      rows.length > 0
        ? [{ name: 'Stops by rule', header: ['Guardrail', 'Rule', 'Decisions', 'The latest'], rows }]
        : [],
  };
}

function reviewed({ verdicts, verdictsBefore, rejections, figures }: WeeklyFacts): ReportSection {
  const count = (name: string, pick: (summary: WeeklyFacts['verdicts']) => number): ReportFigure => ({
    ...{ name, value: formatCount(pick(verdicts)), before: formatCount(pick(verdictsBefore)) },
    note: null,
  });
  const time = (name: string, pick: (summary: WeeklyFacts['verdicts']) => number | null): ReportFigure => ({
    ...{ name, value: formatDuration(pick(verdicts)), before: formatDuration(pick(verdictsBefore)) },
    note: null,
  });
  const rows = rejections.map(({ reason, count: times }) => [REJECT_REASONS[reason], formatCount(times)]);
  return {
    title: 'Reviewed by people',
    note:
      verdicts.simulated > 0
        ? `${plural(verdicts.simulated, 'verdict')} of the simulated approver ${verdicts.simulated === 1 ? 'is' : 'are'} not counted.`
        : null,
    figures: [
      count('Sent to review', ({ sentToReview }) => sentToReview),
      count('Verdicts', ({ given }) => given),
      count('Approved', ({ approved }) => approved),
      count('Edited', ({ edited }) => edited),
      count('Rejected', ({ rejected }) => rejected),
      time('Waited, median', ({ waited }) => waited.medianMs),
      time('Waited, 90%', ({ waited }) => waited.p90Ms),
      time('Handled, median', ({ handled }) => handled.medianMs),
      ...saidFigures(figures, ['override_rate']),
    ],
    tables: rows.length > 0 ? [{ name: 'Why people said no', header: ['Reason', 'Rejections'], rows }] : [],
  };
}

/** A table's name, with what it leaves out. */
function namedTable(name: string, { rows, count }: Latest<unknown>): string {
  return count > rows.length ? `${name}: the latest ${rows.length} of ${formatCount(count)}` : name;
}

function changed({ levels, policies }: WeeklyFacts, timezone: string): ReportSection {
  const level = (index: number) => LEVEL_NAMES[index] ?? `Level ${index}`;
  const tables = [
    {
      name: namedTable('Autonomy', levels),
      header: ['When', 'Agent and action', 'From', 'To', 'Why'],
      rows: levels.rows.map(({ at, name, from, to, reason }) => [
        ...[formatDateTime(at, timezone), name, level(from), level(to)],
        reason,
      ]),
    },
    {
      name: namedTable('Policies', policies),
      header: ['When', 'Version', 'By', 'Why'],
      rows: policies.rows.map(({ at, version, by, reason }) => [
        ...[formatDateTime(at, timezone), `${version}`, by ?? 'The product'],
        reason,
      ]),
    },
  ].filter(({ rows }) => rows.length > 0);
  return {
    title: 'Changed',
    note: tables.length === 0 ? 'No policy and no level of autonomy was changed.' : null,
    figures: [],
    tables,
  };
}

const CAUSES: Readonly<Record<string, string>> = {
  person: 'A person',
  anomaly: 'The product: far more than ever before',
  violation: 'The product: a compliance violation',
  provider: 'The product: at a provider’s word',
};

function scopeName(scope: string, target: string): string {
  if (scope === 'agent') return agentName(target);
  if (scope === 'channel' && isChannel(target)) return CHANNEL_NAMES[target];
  return scope === 'campaign' ? 'A campaign' : 'Everything';
}

function unusual({ stops, breaches, gaps, anomalies, figures }: WeeklyFacts, timezone: string): ReportSection {
  const tables = [
    {
      name: namedTable('Figures that left what was expected', anomalies),
      header: ['Since', 'Figure', 'What it means', 'From what', 'Until'],
      rows: anomalies.rows.map((anomaly) => [
        ...[formatDateTime(anomaly.since, timezone), unusualWords(anomaly, figures.period.currency)],
        ...[meaningWords(anomaly, anomaly.isHigh), contributorWords(anomaly.contributors) ?? '—'],
        anomaly.closedAt ? formatDateTime(anomaly.seenUntil, timezone) : 'Still so',
      ]),
    },
    {
      name: namedTable('Stops of the kill switch', stops),
      header: ['When', 'What', 'By', 'Why', 'Until'],
      rows: stops.rows.map(({ at, scope, target, cause, reason, resumedAt }) => [
        ...[formatDateTime(at, timezone), scopeName(scope, target), CAUSES[cause] ?? cause, reason],
        resumedAt ? formatDateTime(resumedAt, timezone) : 'Still stopped',
      ]),
    },
    {
      name: namedTable('Messages that should not have left', breaches),
      header: ['Reported', 'Agent and action', 'Guardrail'],
      rows: breaches.rows.map(({ at, name, guardrail }) => [
        ...[formatDateTime(at, timezone), name],
        Object.entries(GUARDRAIL_NAMES).find(([id]) => id === guardrail)?.[1] ?? guardrail,
      ]),
    },
    {
      name: namedTable('Downtime', gaps),
      header: ['From', 'Until', 'Length', 'Why'],
      rows: gaps.rows.map(({ from, to, isPlanned }) => [
        ...[
          formatDateTime(from, timezone),
          formatDateTime(to, timezone),
          formatDuration(to.getTime() - from.getTime()),
        ],
        isPlanned ? 'Asked to end' : 'Without a word',
      ]),
    },
  ].filter(({ rows }) => rows.length > 0);
  return { title: 'Unusual', note: tables.length === 0 ? 'Nothing unusual is on record.' : null, figures: [], tables };
}
