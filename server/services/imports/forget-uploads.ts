import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { after, DAY } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import { createContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { systemDb } from '../../system-db';
import { uploadsFolder } from './uploads';

/** How long the file of an import that failed or was cancelled is kept: so long a failed one can be resumed. */
const KEPT_MS = 7 * DAY;
const SWEEPER = { kind: 'job', name: 'import-forget' } as const;
/** How an uploaded log is named: by the id of its import. */
const UPLOAD = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.csv$/;

type Upload = { id: string; filePath: string };

/**
 * Deletes uploaded logs that nobody will read again: what a completed import left behind when it was killed, at once;
 * those of failed and cancelled imports seven days after these ended; and files no import belongs to, seven days after
 * they were written. Written into the audit log of the import's workspace. `now` is the wall clock, as files have it.
 * Answers how many.
 */
export async function forgetUploads(now: Date): Promise<{ deleted: number }> {
  const before = after(now, -KEPT_MS);
  const uploads = await listUploads();
  const jobs = await systemDb().importJob.findMany({
    where: { id: { in: uploads.map(({ id }) => id) } },
    select: { id: true, workspaceId: true, status: true, finishedAt: true },
  });
  const byId = new Map(jobs.map((job) => [job.id, job]));
  let deleted = 0;
  for (const upload of uploads) {
    const job = byId.get(upload.id);
    const isOver = job ? isForgettable(job, before) : await isOlder(upload, before);
    if (!isOver) continue;
    if (job) await tell(job.workspaceId, upload);
    await rm(upload.filePath, { force: true });
    deleted++;
  }
  return { deleted };
}

async function listUploads(): Promise<Upload[]> {
  const folder = uploadsFolder();
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => {
    const id = UPLOAD.exec(name)?.[1];
    return id ? [{ id, filePath: path.join(folder, name) }] : [];
  });
}

function isForgettable({ status, finishedAt }: { status: string; finishedAt: Date | null }, before: Date): boolean {
  if (status === 'completed') return true;
  return (status === 'failed' || status === 'cancelled') && finishedAt !== null && finishedAt < before;
}

/** An upload whose import was never ordered: still arriving, or left by a process that was killed. */
async function isOlder({ filePath }: Upload, before: Date): Promise<boolean> {
  const found = await stat(filePath).catch(() => null);
  return found !== null && found.mtime < before;
}

/** Before the file is gone, so that no deletion is ever untold. */
async function tell(workspaceId: string, { id }: Upload): Promise<void> {
  const ctx = await createContext(workspaceId, SWEEPER);
  const record = { action: 'import.file_deleted' as const, subject: `import:${id}`, payload: {} };
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, record));
}
