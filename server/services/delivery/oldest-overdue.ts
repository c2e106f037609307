import { ON_PAGE } from '@/domain/channels/on-page';
import { systemPool } from '../../system-db';
import { COVERS } from '../kill-switch';

/**
 * Seconds that the most overdue message has been waiting past its time, over all workspaces on the real clock. Null
 * when none is. What a kill switch holds back, of whatever scope, waits on purpose, and what waits for its customer to
 * come by a page waits for them: neither counts.
 */
export async function oldestOverdueSeconds(): Promise<number | null> {
  const { rows } = await systemPool().query<{ seconds: number }>(`
    SELECT extract(epoch FROM now() - m.send_at)::float8 AS seconds
    FROM message m JOIN workspace w ON w.id = m.workspace_id AND w.clock_mode = 'system'
    WHERE m.status = 'queued' AND m.send_at <= now() AND m.provider <> '${ON_PAGE}'
      AND NOT EXISTS (
        SELECT 1 FROM kill_switch k
        JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
        WHERE k.workspace_id = m.workspace_id AND k.resumed_at IS NULL AND ${COVERS.sql})
    ORDER BY m.send_at LIMIT 1`);
  return rows[0]?.seconds ?? null;
}
