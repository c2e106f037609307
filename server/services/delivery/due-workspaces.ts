import { ON_PAGE } from '@/domain/channels/on-page';
import { systemPool } from '../../system-db';

/**
 * Ids of workspaces on the real clock that have a message to send or a sign-up to ask about, one that a dead dispatcher left behind, or one of
 * which no word came.
 * Workspaces in virtual time are served as their clock is moved.
 */
export async function workspacesWithDueMessages(): Promise<string[]> {
  const { rows } = await systemPool().query<{ id: string }>(
    `SELECT w.id FROM workspace w WHERE w.clock_mode = 'system' AND EXISTS (
       SELECT 1 FROM message m WHERE m.workspace_id = w.id
         AND ((m.status = 'queued' AND m.provider <> '${ON_PAGE}' AND greatest(m.send_at, m.hold_until) <= now())
              OR (m.status IN ('claimed', 'attempting', 'accepted', 'unknown') AND m.lease_until < now())))
       OR w.clock_mode = 'system' AND EXISTS (SELECT 1 FROM opt_in_request r WHERE r.workspace_id = w.id
         AND r.status IN ('waiting', 'attempting') AND r.next_at <= now())`,
  );
  return rows.map((row) => row.id);
}
