import { systemPool } from '../../system-db';

/** Ids of workspaces with reports that wait to be worked in, or to be tried again. */
export async function workspacesWithDueReports(): Promise<string[]> {
  const { rows } = await systemPool().query<{ id: string }>(
    `SELECT DISTINCT workspace_id AS id FROM provider_report
     WHERE status IN ('waiting', 'parked') AND next_at <= now()`,
  );
  return rows.map((row) => row.id);
}
