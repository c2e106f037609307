// `npm run audit:export -- FILE [--workspace SLUG] [--from DAY] [--to DAY]`: the audit log as a file that
// `npm run audit:verify` checks. Works beside a running product, and without one.
import { createWriteStream, existsSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openInstallation } from './open-installation';
import { placeOf } from './places';

const USAGE = `Usage: npm run audit:export -- FILE [--workspace SLUG] [--from DAY] [--to DAY]

  FILE              where to write; - writes to the terminal
  --workspace SLUG  one workspace; without it, all of them, one after the other
  --from, --to DAY  entries from the first day to the last, both included, as 2026-11-21 in UTC. A part of the log
                    verifies as incomplete.`;
const DAY_MS = 86_400_000;

type Arguments = { file: string; workspace: string | undefined; from: Date | undefined; to: Date | undefined };

function readArguments(words: string[]): Arguments | null {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { workspace: text, from: text, to: text },
    });
    const [file] = positionals;
    if (!file || positionals.length > 1) return null;
    const last = values.to === undefined ? undefined : new Date(readDay(values.to).getTime() + DAY_MS);
    return {
      file,
      workspace: values.workspace,
      from: values.from === undefined ? undefined : readDay(values.from),
      to: last,
    };
  } catch (problem) {
    console.error((problem as Error).message);
    return null;
  }
}

function readDay(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime())) {
    throw new Error(`${text} is not a day such as 2026-11-21.`);
  }
  return day;
}

async function* pieces({ workspace, from, to }: Arguments): AsyncGenerator<string> {
  const { createContext } = await import('@/server/context');
  const { systemDb } = await import('@/server/system-db');
  const { exportLog } = await import('@/server/services/audit');
  const where = workspace ? { slug: workspace } : {};
  const found = await systemDb().workspace.findMany({ where, select: { id: true }, orderBy: { createdAt: 'asc' } });
  if (found.length === 0) throw new Error(workspace ? `There is no workspace ${workspace}.` : 'There is no workspace.');
  for (const { id } of found) {
    const ctx = await createContext(id, { kind: 'operator', name: 'audit-export' });
    yield* await exportLog(ctx, { from, to });
  }
}

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if (!args) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const folder = path.dirname(placeOf(args.file));
  if (args.file !== '-' && !existsSync(folder)) throw new Error(`There is no folder ${folder} to write to.`);
  const close = await openInstallation();
  try {
    const target = args.file === '-' ? process.stdout : createWriteStream(placeOf(args.file));
    await pipeline(Readable.from(pieces(args)), target, { end: args.file !== '-' });
    const { installationSigner } = await import('@/server/services/audit');
    console.error(`Written: ${args.file}. Public key: ${installationSigner().publicKey}`);
  } finally {
    await close();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
