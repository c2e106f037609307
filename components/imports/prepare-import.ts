import type { Tone } from '@/components/ui/badge';
import type { ImportJob, ImportOptions, ImportStatus } from '@/server/services/imports';

export const IMPORT_WORDS: Record<ImportStatus, { label: string; tone: Tone; isRunning: boolean }> = {
  queued: { label: 'Waiting to start', tone: 'neutral', isRunning: true },
  importing: { label: 'Importing', tone: 'info', isRunning: true },
  deciding: { label: 'Agents decide', tone: 'info', isRunning: true },
  replaying: { label: 'Replaying day by day', tone: 'info', isRunning: true },
  paused: { label: 'Paused', tone: 'warn', isRunning: false },
  completed: { label: 'Finished', tone: 'good', isRunning: false },
  failed: { label: 'Stopped by an error', tone: 'bad', isRunning: false },
  cancelled: { label: 'Ended early', tone: 'neutral', isRunning: false },
};

export type Sample = { at: number; done: number };

/** Milliseconds until the end at the pace between two looks at the progress; null where it did not move. */
export function remainingMs(earlier: Sample | null, now: Sample): number | null {
  if (!earlier || now.at <= earlier.at || now.done <= earlier.done) return null;
  return ((1 - now.done) / (now.done - earlier.done)) * (now.at - earlier.at);
}

/** What can be done with the lines after the chosen day: how long one of their days lasts, in milliseconds; null leaves them out. */
export const PACES = [
  {
    value: 'second',
    label: 'Live it, a day in a second',
    hint: 'The clock goes on day by day and the agents decide as each day comes.',
    paceMs: 1_000,
  },
  {
    value: 'ten',
    label: 'Live it, a day in ten seconds',
    hint: 'Slow enough to approve along the way.',
    paceMs: 10_000,
  },
  { value: 'fast', label: 'Live it as fast as it goes', hint: 'No waiting between the days.', paceMs: 0 },
  { value: 'none', label: 'Leave it out', hint: 'The clock stops at that day.', paceMs: null },
] as const;
export type PaceChoice = (typeof PACES)[number]['value'];

/** Who judges what comes up for review while days are lived. */
export const APPROVERS = [
  {
    value: 'simulated',
    label: 'A simulated approver judges',
    hint: 'Approves most and rejects some, in working hours, by the same door as a person. Every verdict is marked as simulated, in the audit log too. Messages go to the sandbox inbox.',
  },
  {
    value: 'person',
    label: 'I will judge myself',
    hint: 'Decisions wait in the review inbox. What nobody judges in the log’s own time expires, and nothing is sent: choose a slow pace, or pause.',
  },
] as const satisfies readonly { value: ImportOptions['approver']; label: string; hint: string }[];

/** Address the file is sent to, with what is to be done with it. */
export function uploadAddress(options: {
  workspace: string;
  fileName: string;
  until: string;
  pace: PaceChoice;
  approver: ImportOptions['approver'];
  assumesConsent: boolean;
}): string {
  const { workspace, fileName, until, pace, approver, assumesConsent } = options;
  const query = new URLSearchParams({ workspace, file: fileName, assumeConsent: String(assumesConsent) });
  const paceMs = PACES.find(({ value }) => value === pace)?.paceMs ?? null;
  if (until) {
    query.set('until', until);
    if (paceMs !== null) {
      query.set('paceMs', String(paceMs));
      query.set('approver', approver);
    }
  }
  return `/api/imports?${query}`;
}

const DAY_MS = 86_400_000;

/** Days of the log lived one by one so far; null for an import that lives none. */
export function daysLived({ options, totals }: Pick<ImportJob, 'options' | 'totals'>): number | null {
  if (options.until === null || options.paceMs === null) return null;
  const lived = totals.importedTo === null ? 0 : Date.parse(totals.importedTo) - Date.parse(options.until);
  return Math.max(0, Math.ceil(lived / DAY_MS));
}

export type Phase = { label: string; state: 'done' | 'now' | 'held' | 'todo' };

/** The way of an import, and where on it this one is. */
export function phasesOf(job: Pick<ImportJob, 'status' | 'options' | 'totals'>, untilText: string | null): Phase[] {
  const { status } = job;
  const lived = daysLived(job);
  const labels = [
    'File taken in',
    untilText ? `What lies before ${untilText}` : 'The whole log',
    'Agents decide',
    ...(lived === null ? [] : ['The rest, day by day']),
    'Report',
  ];
  const isLiving = status === 'replaying' || (lived ?? 0) > 0;
  const under = isLiving ? 3 : status === 'deciding' ? 2 : 1;
  const at = status === 'completed' ? labels.length : under;
  const state = IMPORT_WORDS[status].isRunning ? 'now' : 'held';
  return labels.map((label, index) => ({ label, state: index < at ? 'done' : index === at ? state : 'todo' }));
}

/** Whether its present pace tells when all is read: not while days are to be lived afterwards, with a pace of their own. */
export function isSteady({ status, options }: Pick<ImportJob, 'status' | 'options'>): boolean {
  return options.until === null || status === 'replaying';
}
