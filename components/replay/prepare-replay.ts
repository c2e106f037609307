import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { ruleName } from '@/domain/guardrails/rule-names';
import type { Answer } from '@/domain/replay/answer';
import { BY_ITS_TIME, BY_THE_AGENT } from '@/domain/replay/change-kinds';
import { FIRST_OUTCOMES, type FirstOutcome } from '@/domain/replay/first-outcomes';
import { formatDate, formatDateTime, formatTime } from '@/lib/format';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';
import type { ReplayRun, ReplayStatus } from '@/server/services/replay';

export const REPLAY_WORDS: Record<
  ReplayStatus,
  { label: string; tone: 'good' | 'info' | 'neutral'; isRunning: boolean }
> = {
  queued: { label: 'Waiting to start', tone: 'info', isRunning: true },
  running: { label: 'Running', tone: 'info', isRunning: true },
  completed: { label: 'Finished', tone: 'good', isRunning: false },
  cancelled: { label: 'Cancelled', tone: 'neutral', isRunning: false },
};

/** A pace is told once it was kept for so long. */
const SURE_MS = 2_000;

/** Decisions a second so far, and milliseconds left at that pace; null while it cannot be told. */
export function paceOf({
  done,
  total,
  startedAt,
  updatedAt,
}: Pick<ReplayRun, 'done' | 'total' | 'startedAt' | 'updatedAt'>): { perSecond: number; leftMs: number } | null {
  const took = startedAt === null ? 0 : updatedAt.getTime() - startedAt.getTime();
  if (took < SURE_MS || done === 0) return null;
  const perMs = done / took;
  return { perSecond: perMs * 1_000, leftMs: Math.max(0, total - done) / perMs };
}

export type OutcomeRow = { outcome: FirstOutcome; before: number; after: number };

/** How all replayed decisions came out on both sides, in the order of their way; outcomes that nothing came to are left out. */
export function outcomeRows({ outcomes: { before, after } }: Pick<ReplayRun['tally'], 'outcomes'>): OutcomeRow[] {
  return FIRST_OUTCOMES.toReversed()
    .map((outcome) => ({ outcome, before: before[outcome] ?? 0, after: after[outcome] ?? 0 }))
    .filter((row) => row.before > 0 || row.after > 0);
}

export type Transition = { from: FirstOutcome; to: FirstOutcome; count: number };

/** Outcomes that became others, the most frequent first. */
export function transitionsOf({ transitions }: Pick<ReplayRun['tally'], 'transitions'>): Transition[] {
  const found = FIRST_OUTCOMES.flatMap((from) =>
    FIRST_OUTCOMES.map((to) => ({ from, to, count: transitions[`${from}>${to}`] ?? 0 })),
  );
  return found.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
}

/** "Scheduled → Blocked" */
export function transitionWords({ from, to }: Pick<Transition, 'from' | 'to'>): string {
  return `${OUTCOME_WORDS[from].label} → ${OUTCOME_WORDS[to].label}`;
}

/** Counts by key, the largest first. */
export function byCount(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}

const FACTORS: Record<string, string> = {
  [BY_THE_AGENT]: 'The agent proposes something else',
  [BY_ITS_TIME]: 'It leaves at another time',
  autonomy_level: 'Autonomy level',
  sampled_review: 'Sampled review',
  escalation: 'Escalation',
  doubt: 'Too little known',
  stop: 'Kill switch',
  arbitration: 'Arbitration between agents',
  holdout: 'Holdout',
};

/** What decides, in words: a rule of a guardrail, or what stands beside them. */
export function factorWords(rule: string): string {
  return FACTORS[rule] ?? ruleName(rule);
}

/** "Cart reminder, E-mail, 10% off"; null where nothing was to be done. */
export function answerWords(
  { action, channel, percentOff }: Pick<Answer, 'action' | 'channel' | 'percentOff'>,
  names: ReadonlyMap<string, string>,
): string | null {
  if (action === null) return null;
  const parts = [
    names.get(action) ?? action.replaceAll('_', ' '),
    channel === null ? null : CHANNEL_NAMES[channel],
    percentOff ? `${percentOff}% off` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/**
 * "Leaves later, at 19:00", with its day where that is another one too; null where more than the time changes. `zone`:
 * IANA.
 */
export function moveWords(
  kinds: readonly string[],
  before: Pick<Answer, 'sendAt'> | null,
  after: Pick<Answer, 'sendAt'> | null,
  zone: string,
): string | null {
  if (kinds.length !== 1 || kinds[0] !== 'time' || !before?.sendAt || !after?.sendAt) return null;
  const [was, is] = [new Date(before.sendAt), new Date(after.sendAt)];
  const isSameDay = formatDate(was, zone) === formatDate(is, zone);
  const when = isSameDay ? `at ${formatTime(is, zone)}` : `on ${formatDateTime(is, zone)}`;
  return `Leaves ${is > was ? 'later' : 'earlier'}, ${when}`;
}

/** Whether no rule judges otherwise: what the agent itself proposes is another message, or the same at another time. */
export function isOfTheAgent(rules: readonly string[]): boolean {
  return rules.every((rule) => rule === BY_THE_AGENT || rule === BY_ITS_TIME);
}
