import { z } from 'zod';
import { LINE_OUTCOMES } from '@/domain/events/shop-log-words';

/** What an import is asked to do. */
export const ImportOptions = z.object({
  /** Lines from this instant on are not imported at once: they are replayed, or left. */
  until: z.iso.datetime().nullable().default(null),
  /** Milliseconds that a replayed day lasts at least; 0 is as fast as it goes; null replays nothing. */
  paceMs: z.number().int().min(0).max(3_600_000).nullable().default(null),
  /** Record marketing e-mail consent for every customer of the log, marked as assumed. */
  assumeConsent: z.boolean().default(true),
  /** Who judges what comes up for review while days are lived: the simulated approver, or a person in the inbox. */
  approver: z.enum(['simulated', 'person']).default('simulated'),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

const Count = z.number().int().default(0);

/** What has come of it so far. Lines read = sum of outcomes (+ those left after `until` once it has ended). */
export const ImportTotals = z.object({
  /** Lines in the file, counted by line ends. */
  expectedLines: z.number().int().nullable().default(null),
  lines: Count,
  /** Calls that went through the events API. */
  calls: Count,
  /** Of these, calls the API had been told before: an earlier import's, or a cut-short turn's. */
  known: Count,
  orders: Count,
  refunds: Count,
  outcomes: z.partialRecord(z.enum(LINE_OUTCOMES), z.number().int()).default({}),
  /** Lines after `until` that were not asked for. */
  left: Count,
  customersSeen: Count,
  customersUsed: Count,
  /** Customers of whom nothing could be used: the first of them. */
  customersUnused: z.array(z.string()).default([]),
  /** Calls the events API refused (they are among the dead letters), and why the first one was. */
  rejected: Count,
  firstRejection: z.string().nullable().default(null),
  /** Log time of the last line taken. */
  importedTo: z.iso.datetime().nullable().default(null),
});
export type ImportTotals = z.infer<typeof ImportTotals>;

/**
 * Where an import stands; `importing` is what lies before the chosen day, `deciding` when all of that is in and the
 * agents decide about it, `replaying` the days that are lived.
 */
export type ImportStatus =
  | 'queued'
  | 'importing'
  | 'deciding'
  | 'replaying'
  | 'paused'
  | 'completed'
  | 'failed'
  | 'cancelled';

/** Statuses in which an import goes on by itself. */
export const RUNNING: ImportStatus[] = ['queued', 'importing', 'deciding', 'replaying'];

export type ImportJob = {
  id: string;
  kind: string;
  fileName: string;
  status: ImportStatus;
  options: ImportOptions;
  totals: ImportTotals;
  /** 0..1 of the file, null while its length is not known. */
  progress: number | null;
  error: string | null;
  createdAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
};

type Row = Omit<ImportJob, 'options' | 'totals' | 'progress'> & { options: unknown; totals: unknown };

export function toJob(row: Row): ImportJob {
  const { id, kind, fileName, status, error, createdAt, updatedAt, finishedAt } = row;
  const totals = ImportTotals.parse(row.totals);
  const progress = totals.expectedLines ? Math.min(1, (totals.lines + totals.left) / totals.expectedLines) : null;
  const options = ImportOptions.parse(row.options);
  return { id, kind, fileName, status, options, totals, progress, error, createdAt, updatedAt, finishedAt };
}
