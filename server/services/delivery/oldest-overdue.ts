import { ON_PAGE } from '@/domain/channels/on-page';
import { systemPool } from '../../system-db';

/**
 * Seconds that the most overdue message has been waiting past its time, over all workspaces on the real clock. Null
 * when none is. What a kill switch holds back waits on purpose, and what waits for
 * its customer to come by a page waits for them: neither counts.
 */
export async function oldestOverdueSeconds(): Promise<number | null> {
  const { rows } = await systemPool().query<{ seconds: number }>(`
    SELECT extract(epoch FROM now() - m.send_at)::float8 AS seconds
    FROM message m JOIN workspace w ON w.id = m.workspace_id AND w.clock_mode = 'system'
    WHERE m.status = 'queued' AND m.send_at <= now() AND m.provider <> '${ON_PAGE}'
      AND NOT EXISTS (
        SELECT 1 FROM kill_switch k WHERE k.workspace_id = m.workspace_id AND k.resumed_at IS NULL
          AND (k.scope = 'workspace' OR (k.scope = 'agent' AND k.target = m.agent_id)
               OR (k.scope = 'channel' AND k.target = m.channel)))
    ORDER BY m.send_at LIMIT 1`);
  return rows[0]?.seconds ?? null;
}
