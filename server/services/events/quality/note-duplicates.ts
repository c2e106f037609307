import { tenantPool } from '../../../db';

const FLUSH_MS = 5_000;

type Repeated = { workspaceId: string; keyId: string; count: number };

const waiting = new Map<string, number>();

/**
 * Notes repeated events of a source, for its quality alone: nothing else knows of them once they were answered. Never
 * delays or fails its caller; counts of the last seconds are lost with the process.
 */
export function noteDuplicates({ workspaceId, keyId, count }: Repeated): void {
  const known = waiting.get(keyId);
  waiting.set(keyId, (known ?? 0) + count);
  if (known !== undefined) return;
  setTimeout(() => {
    save({ workspaceId, keyId, count: waiting.get(keyId) ?? 0 });
    waiting.delete(keyId);
  }, FLUSH_MS).unref();
}

function save({ workspaceId, keyId, count }: Repeated): void {
  const text = `
    INSERT INTO source_day (workspace_id, key_id, day, duplicates) VALUES ($1, $2, (now() AT TIME ZONE 'UTC')::date, $3)
    ON CONFLICT (workspace_id, key_id, day) DO UPDATE SET duplicates = source_day.duplicates + excluded.duplicates`;
  tenantPool(workspaceId)
    .query(text, [workspaceId, keyId, count])
    .catch(() => {});
}
