// `npm run import -- FILE [--kind KIND] [--map LIST]`: a CSV file into a running installation, as in its pages.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { FileTotals } from '@/domain/imports/file-totals';
import { columnNames } from '@/domain/imports/mapping';
import { formatCount, plural } from '@/lib/format';
import type { FileImport, FilePreview } from '@/server/services/imports';
import type { WorkspaceView } from '@/server/services/workspaces';
import { readArguments, USAGE } from './import/arguments';
import { mappingOf, mappingWords } from './import/mapping-of';
import { openSession, readAccess } from './installation/open-session';
import type { Session } from './installation/session';
import { placeOf } from './places';

const POLL_MS = 500;
const WORKING = new Set(['checking', 'importing']);

async function handIn(session: Session, workspace: string, file: string): Promise<FileImport> {
  const query = new URLSearchParams({ workspace, file: path.basename(file) });
  const body = Readable.toWeb(createReadStream(placeOf(file))) as ReadableStream<Uint8Array>;
  const headers = { 'Content-Type': 'application/octet-stream' };
  const answer = await session.fetch(`/api/imports/files?${query}`, { method: 'POST', body, headers, duplex: 'half' });
  const said = (await answer.json().catch(() => ({}))) as FileImport & { message?: string };
  if (!answer.ok) throw new Error(said.message ?? `The installation answered ${answer.status}.`);
  return said;
}

async function follow(session: Session, asked: { workspace: string; importId: string }): Promise<FileImport> {
  for (let shown = ''; ; ) {
    const job = await session.ask<FileImport>('fileImports.get', asked);
    const line = `${job.status} ${Math.floor(job.progress * 100)} %: ${plural(job.totals.rows, 'row')}`;
    if (!WORKING.has(job.status)) {
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
      return job;
    }
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${line}`);
    else if (line !== shown) console.log(line);
    shown = line;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function report(title: string, totals: FileTotals): string {
  const reasons = totals.reasons.map(
    ({ column, message, rows, firstLine }) =>
      `  ${plural(rows, 'row')}, the first on line ${firstLine}: ${column ? `${column}: ` : ''}${message}`,
  );
  const refused = `${formatCount(totals.refused)} refused${reasons.length > 0 ? ':' : '.'}`;
  return [
    `${title}: ${plural(totals.rows, 'row')} read, ${formatCount(totals.used)} usable, ${refused}`,
    ...reasons,
  ].join('\n');
}

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if (args === 'help') return console.log(USAGE);
  if (!(await stat(placeOf(args.file)).catch(() => null))?.isFile()) throw new Error(`There is no file ${args.file}.`);
  const session = await openSession(args.url, await readAccess());
  const workspace = args.workspace ?? 'demo';
  const { currency, timezone } = await session.ask<WorkspaceView>('workspaces.get', { workspace });
  const { id: importId } = await handIn(session, workspace, args.file);
  const asked = { workspace, importId };
  const rows = (await session.ask<FilePreview>('fileImports.preview', asked)).rows.map(({ cells }) => cells);
  const mapping = mappingOf(rows, args, { currency, timezone });
  console.log(mappingWords(mapping, columnNames(rows[0] ?? [], mapping.hasHeader)));
  await session.tell('fileImports.check', { ...asked, mapping });
  const checked = await follow(session, asked);
  if (checked.status !== 'checked' || !checked.checked) throw new Error(checked.error ?? `It is ${checked.status}.`);
  console.log(report('Looked through', checked.checked));
  if (!args.isCheckOnly) {
    await session.tell('fileImports.start', asked);
    const done = await follow(session, asked);
    if (done.status !== 'completed') throw new Error(done.error ?? `It is ${done.status}.`);
    console.log(report('Imported', done.totals));
    console.log(`  ${formatCount(done.totals.written)} new, ${formatCount(done.totals.known)} known before.`);
  }
  console.log(`  See ${session.url}/${workspace}/imports/files/${importId}`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
