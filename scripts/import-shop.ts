import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ImportJob } from '@/server/services/imports';
import { type Arguments, readArguments, USAGE } from './import-shop/arguments';
import { finalTable, progressLine } from './import-shop/report';
import { openSession, readAccess } from './installation/open-session';
import type { Session } from './installation/session';
import { placeOf } from './places';

const POLL_MS = 1_000;
const ENDED = new Set(['completed', 'failed', 'cancelled']);

async function handIn(session: Session, workspace: string, args: Arguments): Promise<ImportJob> {
  const query = new URLSearchParams({
    workspace,
    file: path.basename(args.file),
    assumeConsent: String(args.assumeConsent),
    approver: args.approver,
    ...(args.until && {
      until: /^\d{4}-\d{2}-\d{2}$/.test(args.until) ? args.until : new Date(args.until).toISOString(),
    }),
    ...(args.paceMs !== null && { paceMs: String(args.paceMs) }),
  });
  const body = Readable.toWeb(createReadStream(placeOf(args.file))) as ReadableStream<Uint8Array>;
  const headers = { 'Content-Type': 'application/octet-stream' };
  const answer = await session.fetch(`/api/imports?${query}`, { method: 'POST', body, headers, duplex: 'half' });
  return readJob(answer);
}

async function readJob(answer: Response): Promise<ImportJob> {
  const body = (await answer.json().catch(() => ({}))) as ImportJob & { message?: string };
  if (!answer.ok) throw new Error(body.message ?? `The installation answered ${answer.status}.`);
  return body;
}

async function follow(session: Session, workspace: string, started: ImportJob): Promise<ImportJob> {
  let job = started;
  let shown = '';
  while (!ENDED.has(job.status)) {
    const line = progressLine(job);
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${line}`);
    else if (line !== shown) console.log(line);
    shown = line;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    // A restart of the product interrupts neither the import nor this.
    const answer = await session
      .fetch(`/api/imports?${new URLSearchParams({ workspace, id: job.id })}`)
      .catch(() => null);
    if (answer && answer.status < 500) job = await readJob(answer);
  }
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
  return job;
}

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if (args === 'help') return console.log(USAGE);
  if (!(await stat(placeOf(args.file)).catch(() => null))?.isFile()) throw new Error(`There is no file ${args.file}.`);
  const access = await readAccess();
  const session = await openSession(args.url, access);
  const workspace = args.workspace ?? access?.replay?.workspace ?? 'replay';
  const started = Date.now();
  const job = await follow(session, workspace, await handIn(session, workspace, args));
  console.log(finalTable(job));
  console.log(
    `  ${((Date.now() - started) / 1000).toFixed(1)} s. See the customers at ${session.url}/${workspace}/customers`,
  );
  if (job.status !== 'completed') process.exitCode = 1;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
