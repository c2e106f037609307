import { z } from 'zod';
import { PERSON_TABLES } from '@/domain/privacy/tables';

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

/**
 * Where an erasure stands: it goes through the tables in the order of the registry, and the last one it touched tells how
 * many are behind it. Null before it has begun.
 */
export function stageOf({ hasBegun, rows }: Progress): { at: number; of: number; called: string; rows: number } | null {
  if (!hasBegun) return null;
  const at = PERSON_TABLES.findLastIndex(({ table }) => rows[table] !== undefined);
  const done = Object.values(rows).reduce((sum, count) => sum + count, 0);
  return { at: at + 1, of: PERSON_TABLES.length, called: PERSON_TABLES[at]?.called ?? '', rows: done };
}
