import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { after, DAY } from '@/domain/shared/time';
import { appendAudit } from '../../../audit';
import { createContext } from '../../../context';
import { inTransaction } from '../../../in-transaction';
import { systemDb } from '../../../system-db';
import type { FileImportStatus } from './types';
import { filesFolder } from './upload-file';

/** How long a file nobody goes on with is kept, and rows that were refused. */
const KEPT_MS = 7 * DAY;
const MOST_AT_ONCE = 100;
/** Whose file nobody reads again. */
const OVER: FileImportStatus[] = ['completed', 'cancelled', 'undoing', 'undone'];
const SWEEPER = { kind: 'job', name: 'import-forget' } as const;

/**
 * Forgets what was handed in and will not be read again: refused rows seven days after their import ended; files that
 * wait for somebody for seven days, or whose import ended, and files no import belongs to. `now` is the wall clock, as
 * files have it. Answers how many files are gone.
 */
export async function forgetFiles(now: Date): Promise<{ deleted: number }> {
  const before = after(now, -KEPT_MS);
  await systemDb().fileImportRow.deleteMany({ where: { fileImport: { finishedAt: { lt: before } } } });
  const waiting = await systemDb().fileImport.findMany({
    where: { status: { in: ['uploaded', 'checked'] }, updatedAt: { lt: before } },
    select: { id: true, workspaceId: true },
    take: MOST_AT_ONCE,
  });
  for (const one of waiting) await giveUp(one, now);
  return { deleted: await deleteFiles(before) };
}

/** Nobody came back to it: it is ended, and its rows go with the file. */
async function giveUp({ id, workspaceId }: { id: string; workspaceId: string }, now: Date): Promise<void> {
  const ctx = await createContext(workspaceId, SWEEPER);
  await inTransaction(ctx, async (tx) => {
    await tx.fileImport.updateMany({
      where: { workspaceId, id, status: { in: ['uploaded', 'checked'] } },
      data: { status: 'cancelled', finishedAt: now },
    });
    await tx.fileImportRow.deleteMany({ where: { workspaceId, importId: id } });
    await appendAudit(tx, ctx, { action: 'file_import.cancelled', subject: `import:${id}`, payload: {} });
  });
}

async function deleteFiles(before: Date): Promise<number> {
  const folder = filesFolder();
  const names = await readdir(folder).catch(() => []);
  const found = names.flatMap((name) => ({ name, id: path.basename(name).slice(0, 36) }));
  const jobs = await systemDb().fileImport.findMany({
    where: { filePath: { in: names.map((name) => path.join(folder, name)) } },
    select: { id: true, workspaceId: true, status: true, updatedAt: true },
  });
  const byId = new Map(jobs.map((job) => [job.id, job]));
  let deleted = 0;
  for (const { name, id } of found) {
    const job = byId.get(id);
    const isOver = job
      ? OVER.includes(job.status) || (job.status === 'failed' && job.updatedAt < before)
      : ((await stat(path.join(folder, name)).catch(() => null))?.mtime ?? before) < before;
    if (!isOver) continue;
    if (job) await tell(job);
    await rm(path.join(folder, name), { force: true });
    deleted++;
  }
  return deleted;
}

/** Before the file is gone, so that no deletion is ever untold. */
async function tell({ id, workspaceId }: { id: string; workspaceId: string }): Promise<void> {
  const ctx = await createContext(workspaceId, SWEEPER);
  const record = { action: 'file_import.file_deleted' as const, subject: `import:${id}`, payload: {} };
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, record));
}
