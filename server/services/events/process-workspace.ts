import { createContext, type ServiceContext } from '../../context';
import { systemDb } from '../../system-db';
import { type ProcessResult, processPending } from './process-pending';

const PROCESSOR = { kind: 'job', name: 'events-process' } as const;
/** Events of one turn; more are left to the next, so that a turn stays short. */
const TURN = 5_000;

/** One turn of processing for a workspace; announces itself again while there is more to do. */
export async function processWorkspace(workspaceId: string): Promise<ProcessResult> {
  const ctx: ServiceContext = await createContext(workspaceId, PROCESSOR);
  const result = await processPending(ctx, { limit: TURN });
  if (result.remaining && !result.busy) await ctx.publish('events/received', { workspaceId });
  return result;
}

/** Workspaces that have received events nobody has processed: announcements can be lost. */
export async function workspacesWithPending(): Promise<string[]> {
  const rows = await systemDb().$queryRaw<{ id: string }[]>`
    SELECT id FROM workspace w WHERE EXISTS (SELECT 1 FROM event_pending p WHERE p.workspace_id = w.id)`;
  return rows.map((row) => row.id);
}
