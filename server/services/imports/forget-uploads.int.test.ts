import { access, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DAY, HOUR } from '@/domain/shared/time';
import { systemDb } from '@/server/system-db';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { forgetUploads } from './forget-uploads';
import type { ImportStatus } from './types';

// Before anything is imported: the environment is read once.
const dataDir = vi.hoisted(() => {
  const folder = `${process.env.TMPDIR ?? '/tmp'}/touchstone-uploads-${process.pid}`;
  process.env.TOUCHSTONE_DATA_DIR = folder;
  return folder;
});
const uploads = path.join(dataDir, 'uploads');
const now = new Date('2026-11-21T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

let workspaceId: string;

beforeAll(async () => {
  ({ workspaceId } = await freshWorkspace());
  await mkdir(uploads, { recursive: true });
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function upload(job: { status: ImportStatus; endedAt: Date | null } | null, writtenAt = ago(30 * DAY)) {
  const id = v7();
  const filePath = path.join(uploads, `${id}.csv`);
  await writeFile(filePath, 'InvoiceNo');
  await utimes(filePath, writtenAt, writtenAt);
  if (job) {
    const { status, endedAt: finishedAt } = job;
    const file = { kind: 'shop_log', fileName: 'log.csv', filePath, options: {}, totals: {} };
    await systemDb().importJob.create({ data: { ...file, id, workspaceId, status, finishedAt } });
  }
  const isThere = () =>
    access(filePath).then(
      () => true,
      () => false,
    );
  return { id, isThere };
}

const told = (id: string) =>
  systemDb().auditEntry.count({ where: { workspaceId, subject: `import:${id}`, action: 'import.file_deleted' } });

it.each<[string, ImportStatus, number | null, boolean]>([
  ['completed a moment ago, killed before it could tidy up', 'completed', 0, false],
  ['failed a week and an hour ago', 'failed', 7 * DAY + HOUR, false],
  ['failed almost a week ago', 'failed', 7 * DAY - HOUR, true],
  ['cancelled a week and an hour ago', 'cancelled', 7 * DAY + HOUR, false],
  ['paused for a month', 'paused', null, true],
  ['running', 'importing', null, true],
])('the file of an import %s', async (_, status, endedMsAgo, stays) => {
  const { id, isThere } = await upload({ status, endedAt: endedMsAgo === null ? null : ago(endedMsAgo) });
  expect(await forgetUploads(now)).toEqual({ deleted: stays ? 0 : 1 });
  expect(await isThere()).toBe(stays);
  expect(await told(id)).toBe(stays ? 0 : 1);
  expect(await forgetUploads(now)).toEqual({ deleted: 0 });
});

it('a file without an import goes when it is old, and may still arrive before', async () => {
  const old = await upload(null, ago(8 * DAY));
  const arriving = await upload(null, ago(HOUR));
  expect(await forgetUploads(now)).toEqual({ deleted: 1 });
  expect([await old.isThere(), await arriving.isThere()]).toEqual([false, true]);
});

it('leaves alone what is no upload', async () => {
  const other = path.join(uploads, 'notes.csv');
  await writeFile(other, 'x');
  await utimes(other, ago(90 * DAY), ago(90 * DAY));
  await forgetUploads(now);
  await access(other);
});
