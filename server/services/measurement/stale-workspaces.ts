import { systemDb } from '../../system-db';

/** Workspaces in which hours wait for their sums, whichever clock they live by. */
export async function staleWorkspaces(): Promise<string[]> {
  const rows = await systemDb().$queryRaw<{ id: string }[]>`
    SELECT id FROM workspace w WHERE EXISTS (SELECT FROM kpi_stale k WHERE k.workspace_id = w.id) ORDER BY id`;
  return rows.map(({ id }) => id);
}
