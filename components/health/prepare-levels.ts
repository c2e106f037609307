import type { ChartTable } from '@/components/charts/chart-frame';
import type { Tone } from '@/domain/reports/tones';
import { formatCount, formatDateTime, formatDuration, formatRate, MISSING, plural } from '@/lib/format';
import type { Percentiles, ServiceLevels, ServiceStep } from '@/server/services/health';

/** One level of service beside what is asked of it, in words. */
export type Level = {
  id: string;
  name: string;
  value: string;
  objective: string;
  verdict: { word: string; tone: Tone };
  /** What it was counted from. */
  rests: string;
};

const NOTHING = { word: 'Not measured yet', tone: 'neutral' } as const;

function judged(value: number | null, keeps: (value: number) => boolean): Level['verdict'] {
  if (value === null) return NOTHING;
  return keeps(value) ? { word: 'Objective kept', tone: 'good' } : { word: 'Objective not kept', tone: 'bad' };
}

function timedWords(count: number, noun: string): string {
  return count > 0 ? `95% of ${plural(count, noun)}` : `no ${noun} was timed in these days`;
}

/** Every level of service in the order people ask for them. */
export function levelsOf(levels: ServiceLevels): Level[] {
  const { uptime, decisions, requests, delivered, times, objectives, isVirtual } = levels;
  const up = uptime.measuredMs > 0 ? uptime.upMs / uptime.measuredMs : null;
  const failed = requests.answered > 0 ? requests.failed / requests.answered : null;
  const virtual = 'this workspace lives by a clock of its own';
  const queue = (id: string, name: string, { p95, count }: Percentiles, noun: string): Level => ({
    id,
    name,
    value: formatDuration(p95),
    objective: `under ${formatDuration(objectives.lagMs)}`,
    verdict: judged(p95, (ms) => ms < objectives.lagMs),
    rests: isVirtual ? virtual : timedWords(count, noun),
  });
  return [
    {
      id: 'uptime',
      name: 'Uptime',
      value: formatRate(up, 3),
      objective: `at least ${formatRate(objectives.uptime, 1)}`,
      verdict: judged(up, (share) => share >= objectives.uptime),
      rests: isVirtual
        ? virtual
        : `of ${formatDuration(uptime.measuredMs)} measured, ${plural(uptime.gapCount, 'gap')}`,
    },
    {
      id: 'decisions',
      name: 'Decision time',
      value: formatDuration(decisions.p95),
      objective: `under ${formatDuration(objectives.decisionMs)}`,
      verdict: judged(decisions.p95, (ms) => ms < objectives.decisionMs),
      rests: timedWords(decisions.count, 'decision'),
    },
    {
      id: 'errors',
      name: 'Requests that failed',
      value: formatRate(failed, 3),
      objective: `at most ${formatRate(objectives.failed, 1)}`,
      verdict: judged(failed, (share) => share <= objectives.failed),
      rests: isVirtual ? virtual : `${formatCount(requests.failed)} of ${plural(requests.answered, 'request')}`,
    },
    {
      id: 'delivery',
      name: 'Messages delivered',
      value: formatRate(delivered),
      objective: `above ${formatRate(objectives.delivery, 0)}`,
      verdict: judged(delivered, (share) => share > objectives.delivery),
      rests: 'of those handed to a provider',
    },
    queue('events', 'Events wait', times.events, 'event'),
    queue('dispatch', 'Messages wait', times.dispatch, 'message'),
    queue('reports', 'Reports of providers wait', times.reports, 'report'),
  ];
}

/** What the chart can draw. */
export const COURSES = ['uptime', 'decisions', 'errors', 'events', 'dispatch', 'reports'] as const;
export type CourseId = (typeof COURSES)[number];
export const SHARES = ['p50', 'p95', 'p99'] as const;
export type ShareId = (typeof SHARES)[number];

export const COURSE_NAMES: Record<CourseId, string> = {
  uptime: 'Uptime',
  decisions: 'Decision time',
  errors: 'Requests that failed',
  events: 'Events wait',
  dispatch: 'Messages wait',
  reports: 'Reports wait',
};

/** Whether a course is one of times, of which half, nearly all or all but a hundredth can be drawn. */
export function isTimed(course: CourseId): boolean {
  return course !== 'uptime' && course !== 'errors';
}

/** What a course asks for, in its own unit. */
export function targetOf(course: CourseId, { objectives }: ServiceLevels): number {
  if (course === 'uptime') return objectives.uptime;
  if (course === 'errors') return objectives.failed;
  return course === 'decisions' ? objectives.decisionMs : objectives.lagMs;
}

/** The value of a step; null where nothing was measured in it. */
export function valueAt(step: ServiceStep, course: CourseId, share: ShareId): number | null {
  if (course === 'uptime') return step.uptime;
  if (course === 'errors') return step.answered > 0 ? step.failed / step.answered : null;
  return (course === 'decisions' ? step.decisions : step.queues[course])[share];
}

/** Everything measured, step by step, for a file. */
export function levelsTable({ steps, by, period }: ServiceLevels): ChartTable {
  const timed = (name: string) => [`${name}, count`, ...SHARES.map((share) => `${name}, ${share}, ms`)];
  const cells = ({ count, ...times }: Percentiles) => [`${count}`, ...SHARES.map((share) => exact(times[share]))];
  return {
    header: [
      by === 'day' ? 'Day' : `Hour, ${period.timezone}`,
      'Uptime',
      'Requests',
      'Failed',
      ...timed('Decisions'),
      ...timed('Events wait'),
      ...timed('Messages wait'),
      ...timed('Reports wait'),
    ],
    rows: steps.map((step) => [
      by === 'day' ? step.at.toISOString().slice(0, 10) : formatDateTime(step.at, period.timezone),
      step.uptime === null ? MISSING : step.uptime.toFixed(6),
      `${step.answered}`,
      `${step.failed}`,
      ...cells(step.decisions),
      ...cells(step.queues.events),
      ...cells(step.queues.dispatch),
      ...cells(step.queues.reports),
    ]),
  };
}

function exact(ms: number | null): string {
  return ms === null ? MISSING : `${Math.round(ms)}`;
}
