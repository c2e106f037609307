import { z } from 'zod';

/** How far an erasure is: what was stopped, and the rows done by table. */
const Progress = z.object({
  hasBegun: z.boolean().default(false),
  tombstones: z.number().int().default(0),
  rows: z.record(z.string(), z.number().int()).default({}),
});
export type Progress = z.infer<typeof Progress>;

export function readProgress(stored: unknown): Progress {
  return Progress.parse(stored);
}

/** Progress with so many more rows of a table done. */
export function withRows(progress: Progress, table: string, count: number): Progress {
  return { ...progress, rows: { ...progress.rows, [table]: (progress.rows[table] ?? 0) + count } };
}
