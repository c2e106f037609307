import type { Tone } from '@/components/ui/badge';
import { LINE_OUTCOME_TEXT, LINE_OUTCOMES, type LineOutcome, USED_OUTCOMES } from '@/domain/events/shop-log-words';
import type { ImportJob, ImportStatus } from '@/server/services/imports';

export const IMPORT_WORDS: Record<ImportStatus, { label: string; tone: Tone; isRunning: boolean }> = {
  queued: { label: 'Waiting to start', tone: 'neutral', isRunning: true },
  importing: { label: 'Importing', tone: 'info', isRunning: true },
  replaying: { label: 'Replaying day by day', tone: 'info', isRunning: true },
  paused: { label: 'Paused', tone: 'warn', isRunning: false },
  completed: { label: 'Finished', tone: 'good', isRunning: false },
  failed: { label: 'Stopped by an error', tone: 'bad', isRunning: false },
  cancelled: { label: 'Cancelled', tone: 'neutral', isRunning: false },
};

export type OutcomeLine = { outcome: LineOutcome; text: string; lines: number; share: number };

/** What became of the lines read, those used and those not, each with its reason; the most frequent first. */
export function lineReport(totals: ImportJob['totals']): { used: OutcomeLine[]; unused: OutcomeLine[] } {
  const lines = LINE_OUTCOMES.map((outcome) => ({
    outcome,
    text: LINE_OUTCOME_TEXT[outcome],
    lines: totals.outcomes[outcome] ?? 0,
    share: totals.lines > 0 ? (totals.outcomes[outcome] ?? 0) / totals.lines : 0,
  }))
    .filter((line) => line.lines > 0)
    .toSorted((a, b) => b.lines - a.lines);
  const isUsed = ({ outcome }: OutcomeLine) => USED_OUTCOMES.includes(outcome);
  return { used: lines.filter(isUsed), unused: lines.filter((line) => !isUsed(line)) };
}

export type Sample = { at: number; done: number };

/** Milliseconds until the end at the pace between two looks at the progress; null where it did not move. */
export function remainingMs(earlier: Sample | null, now: Sample): number | null {
  if (!earlier || now.at <= earlier.at || now.done <= earlier.done) return null;
  return ((1 - now.done) / (now.done - earlier.done)) * (now.at - earlier.at);
}

/** Days of the log a second of ours, as one can choose, in milliseconds a day; null leaves the rest of the log out. */
export const PACES = [
  { value: 'none', label: 'Leave it', hint: 'Lines after that day stay out', paceMs: null },
  { value: 'fast', label: 'As fast as it goes', hint: 'No waiting between days', paceMs: 0 },
  { value: 'second', label: 'A day in a second', hint: 'Watch the agents decide as days come', paceMs: 1_000 },
  { value: 'ten', label: 'A day in ten seconds', hint: 'Slow enough to read along', paceMs: 10_000 },
] as const;
export type PaceChoice = (typeof PACES)[number]['value'];

/** Address the file is sent to, with what is to be done with it. */
export function uploadAddress(options: {
  workspace: string;
  fileName: string;
  until: string;
  pace: PaceChoice;
  assumesConsent: boolean;
}): string {
  const { workspace, fileName, until, pace, assumesConsent } = options;
  const query = new URLSearchParams({ workspace, file: fileName, assumeConsent: String(assumesConsent) });
  const paceMs = PACES.find(({ value }) => value === pace)?.paceMs ?? null;
  if (until) {
    query.set('until', until);
    if (paceMs !== null) query.set('paceMs', String(paceMs));
  }
  return `/api/imports?${query}`;
}
