import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Checkpoint } from '@/domain/audit/checkpoint';
import { checkpointLine, readCheckpointLine } from './checkpoint-line';
import { dataFolder } from './data-folder';

/** Longer than any line. */
const TAIL_BYTES = 4_096;

/** Where a workspace's checkpoints are kept outside of the database, one a line, only ever appended to. */
export function checkpointFile(workspaceId: string): string {
  return path.join(dataFolder(), 'audit', `${workspaceId}.ndjson`);
}

/** Appends checkpoints and waits until they are on the disk. */
export async function appendToFile(workspaceId: string, checkpoints: readonly Checkpoint[]): Promise<void> {
  if (checkpoints.length === 0) return;
  const file = checkpointFile(workspaceId);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+', 0o600);
  try {
    const isTorn = !/(^|\n)$/.test(await tailOf(handle));
    await handle.appendFile((isTorn ? '\n' : '') + checkpoints.map(checkpointLine).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The last whole checkpoint of the file; null without one. */
export async function lastInFile(workspaceId: string): Promise<Checkpoint | null> {
  const handle = await openIfThere(checkpointFile(workspaceId));
  if (!handle) return null;
  try {
    const lines = (await tailOf(handle)).split('\n').flatMap((line) => readCheckpointLine(line) ?? []);
    return lines.at(-1) ?? null;
  } finally {
    await handle.close();
  }
}

/** Every whole checkpoint of the file, in its order; nothing without a file. */
export async function* readFile(workspaceId: string): AsyncGenerator<Checkpoint> {
  const handle = await openIfThere(checkpointFile(workspaceId));
  if (!handle) return;
  await handle.close();
  for await (const line of createInterface({ input: createReadStream(checkpointFile(workspaceId)) })) {
    const checkpoint = readCheckpointLine(line);
    if (checkpoint) yield checkpoint;
  }
}

type Handle = Awaited<ReturnType<typeof open>>;

async function openIfThere(file: string): Promise<Handle | null> {
  try {
    return await open(file, 'r');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw problem;
  }
}

async function tailOf(handle: Handle): Promise<string> {
  const { size } = await handle.stat();
  const length = Math.min(size, TAIL_BYTES);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.toString('utf8');
}
