import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { Mapping } from '@/domain/imports/mapping';
import type { ServiceContext } from '@/server/context';
import { against, alone, type Measurement } from './report';

/** Rows that are looked through, and rows that are imported whole: stored, and folded into customers and orders. */
const SMALL = { rows: 100_000, imported: 5_000 };
const FULL = { rows: 1_000_000, imported: 1_000_000 };
const CUSTOMERS = 5_000;
const MEGABYTE = 1024 ** 2;

const MAPPING: Mapping = {
  kind: 'orders',
  hasHeader: true,
  columns: [
    { field: 'order_id', format: null },
    { field: 'customer_id', format: null },
    { field: 'email', format: null },
    { field: 'ordered_at', format: 'dmy' },
    { field: 'revenue', format: 'comma' },
    { field: null, format: null },
  ],
  fixed: {},
};

/**
 * A file of orders: handed in, looked through row by row, and a part of it imported whole. Baseline of looking through:
 * the same file through the bare parser. Memory is that of the whole process: at most, and by how much it was higher after a
 * quarter of the rows than before it.
 */
export async function benchImports({ isFull }: { isFull: boolean }): Promise<Measurement[]> {
  const { rows, imported } = isFull ? FULL : SMALL;
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { ctx } = await freshWorkspace();
  const quiet = { ...ctx, publish: async () => {} };
  const folder = await mkdtemp(path.join(tmpdir(), 'touchstone-bench-'));
  try {
    const file = await writeFile(path.join(folder, 'orders.csv'), rows);
    const bare = await parseBare(file);
    const whole = await handIn(quiet, file);
    const looked = await lookThrough(quiet, whole);
    const part = await handIn(quiet, await writeFile(path.join(folder, 'part.csv'), imported));
    await lookThrough(quiet, part);
    const stored = await importAll(quiet, part);
    return [
      against(`imports: ${rows} looked through`, rows / looked.seconds, 'rows/s', bare),
      ...memoryOf('imports: looked through', looked),
      alone(`imports: ${imported} stored and folded`, imported / stored.seconds, 'rows/s'),
      ...memoryOf('imports: stored and folded', stored),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeFile(filePath: string, rows: number): Promise<string> {
  const pieces = function* () {
    yield 'order;customer;mail;date;paid;note\n';
    for (let row = 0; row < rows; row++) {
      const customer = row % CUSTOMERS;
      const day = String((row % 28) + 1).padStart(2, '0');
      yield `o-${row};c-${customer};c${customer}@customers.example;${day}.03.2026 14:05;${row % 900},50;"a note; of ${row}"\n`;
    }
  };
  await pipeline(Readable.from(pieces()), createWriteStream(filePath));
  return filePath;
}

async function parseBare(filePath: string): Promise<number> {
  const started = performance.now();
  let rows = 0;
  const parser = createReadStream(filePath, { highWaterMark: 256 * 1024 }).pipe(parse({ delimiter: ';', info: true }));
  for await (const _row of parser) rows++;
  return ((rows - 1) * 1_000) / (performance.now() - started);
}

async function handIn(ctx: ServiceContext, filePath: string): Promise<string> {
  const { uploadFile } = await import('@/server/services/imports');
  const body = Readable.toWeb(createReadStream(filePath)) as ReadableStream<Uint8Array>;
  return (await uploadFile(ctx, { fileName: path.basename(filePath), body })).id;
}

type Run = { seconds: number; peakBytes: number; grownBytes: number };

function memoryOf(name: string, { peakBytes, grownBytes }: Run): Measurement[] {
  return [
    alone(`${name}, memory at most`, peakBytes / MEGABYTE, 'MB'),
    alone(`${name}, memory grown after a quarter`, grownBytes / MEGABYTE, 'MB'),
  ];
}

/** Turn after turn until the file is through, looking at the process's memory meanwhile. */
async function runTurns(ctx: ServiceContext, importId: string): Promise<Run> {
  const { getFileImport, runFile } = await import('@/server/services/imports');
  const peaks = { early: 0, late: 0 };
  let isEarly = true;
  const look = () => {
    const phase = isEarly ? 'early' : 'late';
    peaks[phase] = Math.max(peaks[phase], process.memoryUsage.rss());
  };
  const looking = setInterval(look, 100);
  const started = performance.now();
  for (let isDone = false; !isDone; ) {
    isDone = (await runFile(ctx, { importId, budgetMs: 2_000 })).done;
    if (isEarly && !isDone) isEarly = (await getFileImport(ctx, { importId })).progress < 0.25;
  }
  const seconds = (performance.now() - started) / 1_000;
  clearInterval(looking);
  look();
  const { early, late } = peaks;
  return { seconds, peakBytes: Math.max(early, late), grownBytes: Math.max(0, late - early) };
}

async function lookThrough(ctx: ServiceContext, importId: string): Promise<Run> {
  const { checkFile, getFileImport } = await import('@/server/services/imports');
  await checkFile(ctx, { importId, mapping: MAPPING });
  const run = await runTurns(ctx, importId);
  const { checked } = await getFileImport(ctx, { importId });
  if (!checked || checked.refused > 0) throw new Error('Rows of the bench were refused.');
  return run;
}

async function importAll(ctx: ServiceContext, importId: string): Promise<Run> {
  const { getFileImport, startFile } = await import('@/server/services/imports');
  const { activePolicy } = await import('@/server/services/policies');
  await activePolicy(ctx);
  await startFile(ctx, { importId });
  const run = await runTurns(ctx, importId);
  const { status, totals } = await getFileImport(ctx, { importId });
  if (status !== 'completed' || totals.refused > 0) throw new Error(`The import is ${status}.`);
  return run;
}
