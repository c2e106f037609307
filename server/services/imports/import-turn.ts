import { after, MINUTE } from '@/domain/shared/time';
import { createContext } from '../../context';
import { systemDb } from '../../system-db';
import { type RunResult, runImport } from './run-import';
import { RUNNING } from './types';

const IMPORTER = { kind: 'job', name: 'import-run' } as const;
/** A running import that has not been heard of for so long has lost its announcement. */
const SILENT_MS = 2 * MINUTE;

/** One turn of an import, by the job that runs it. */
export async function importTurn(input: { workspaceId: string; importId: string }): Promise<RunResult> {
  const ctx = await createContext(input.workspaceId, IMPORTER);
  return runImport(ctx, { importId: input.importId });
}

/** Imports that should be going on and are not. */
export async function silentImports(now: Date): Promise<{ workspaceId: string; importId: string }[]> {
  const rows = await systemDb().importJob.findMany({
    where: { status: { in: RUNNING }, updatedAt: { lt: after(now, -SILENT_MS) } },
    select: { id: true, workspaceId: true },
    take: 100,
  });
  return rows.map(({ id, workspaceId }) => ({ workspaceId, importId: id }));
}
