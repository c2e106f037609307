import { unlink } from 'node:fs/promises';
import path from 'node:path';
import { type FileTotals, noTotals, withRefused } from '@/domain/imports/file-totals';
import type { Mapping } from '@/domain/imports/mapping';
import { columnNames } from '@/domain/imports/mapping';
import { rowReader } from '@/domain/imports/read-row';
import { after, MINUTE } from '@/domain/shared/time';
import { appendAudit } from '../../../audit';
import { createContext, type ServiceContext } from '../../../context';
import { ServiceError } from '../../../errors';
import { inTransaction } from '../../../in-transaction';
import { systemDb } from '../../../system-db';
import { isDataError, processPending, sqlState } from '../../events';
import { fileRows, inBatches, type Place, type Unit, unitsOf } from './file-rows';
import { type Judged, judgeUnits, type Reader, type Refused } from './judge-units';
import { type FileImportStatus, MappingInput, StoredTotals, WORKING } from './types';
import { undoOn } from './undo-file';
import { filesFolder } from './upload-file';
import { type FileOf, type Written, writeUnits } from './write-units';

export type FileTurn = { importId: string /** How long this turn may take, roughly. */; budgetMs?: number };
/** `done`: it has ended, one way or another, or waits for somebody; else call again. */
export type FileTurnResult = { done: boolean; status: FileImportStatus };

const IMPORTER = { kind: 'job', name: 'file-import-run' } as const;
const BUDGET_MS = 10_000;
/** Rows that are judged, written and noted together. */
const BATCH = 500;
/** Refused rows that are kept to be downloaded; all are counted. */
const MOST_KEPT = 100_000;
/** Events a file may leave unfolded before it waits: what happens in the shop meanwhile stands behind so many at most. */
const BACKLOG = 2_000;
const SILENT_MS = 2 * MINUTE;
const WAIT_MS = 100;

type Pass = {
  ctx: ServiceContext;
  status: 'checking' | 'importing';
  filePath: string;
  delimiter: string;
  from: Place;
  reader: Reader;
  totals: FileTotals;
  file: FileOf;
  deadline: number;
};

/**
 * One turn of a file, or of its undo: reads on from where the last one stopped, judges each row and, when it is imported and not only
 * looked through, writes it; what was refused is kept with the reason. Killed at any moment it goes on from the last
 * note, and what is written twice counts once. A file that cannot be read fails with words that say why; a database
 * that is away throws, and the turn can be repeated.
 */
export async function runFile(
  ctx: ServiceContext,
  { importId, budgetMs = BUDGET_MS }: FileTurn,
): Promise<FileTurnResult> {
  const deadline = Date.now() + budgetMs;
  const pass = await openPass(ctx, importId, deadline);
  if ('done' in pass) return pass;
  try {
    return await readOn(pass);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'invalid') throw error;
    await end(pass, 'failed', error.message);
    return { done: true, status: 'failed' };
  }
}

/** One turn of a file, by the job that runs it. */
export async function fileTurn(input: { workspaceId: string; importId: string }): Promise<FileTurnResult> {
  return runFile(await createContext(input.workspaceId, IMPORTER), { importId: input.importId });
}

/** Files that should be going on and are not. */
export async function silentFiles(now: Date): Promise<{ workspaceId: string; importId: string }[]> {
  const rows = await systemDb().fileImport.findMany({
    where: { status: { in: WORKING }, updatedAt: { lt: after(now, -SILENT_MS) } },
    select: { id: true, workspaceId: true },
    take: 100,
  });
  return rows.map(({ id, workspaceId }) => ({ workspaceId, importId: id }));
}

async function openPass(ctx: ServiceContext, importId: string, deadline: number): Promise<Pass | FileTurnResult> {
  const row = await ctx.db.fileImport.findFirst({ where: { workspaceId: ctx.workspaceId, id: importId } });
  if (!row) throw new ServiceError('not_found', 'There is no such import.');
  const { status, filePath, delimiter } = row;
  if (status === 'undoing') return undoOn(ctx, { importId, deadline });
  if (status !== 'checking' && status !== 'importing') return { done: true, status };
  const mapping: Mapping = MappingInput.parse(row.mapping);
  const first = StringCells.parse(row.header);
  const { currency, timezone } = ctx.workspace;
  const reader = {
    mapping,
    read: rowReader(mapping, columnNames(first, mapping.hasHeader), { currency, timezone }),
    receivedAt: new Date(),
  };
  const file = {
    importId,
    fileName: row.fileName,
    fileHash: row.fileHash,
    asOf: ctx.workspace.isVirtual ? ctx.now : (row.phaseAt ?? row.createdAt),
    rows: row.checked === null ? 0 : StoredTotals.parse(row.checked).rows,
    actor: row.createdById ? `user:${row.createdById}` : 'import',
  };
  const from = { bytes: Number(row.cursorBytes), line: row.cursorLine };
  return { ctx, status, filePath, delimiter, from, reader, totals: StoredTotals.parse(row.totals), file, deadline };
}

const StringCells = MappingInput.shape.columns.element.shape.field.unwrap().array();

async function readOn(pass: Pass): Promise<FileTurnResult> {
  const { ctx, status, reader, deadline } = pass;
  for await (const batch of inBatches(unitsOf(rowsOf(pass), groupedBy(reader.mapping)), BATCH)) {
    const refused = await (status === 'checking' ? check(pass, batch) : write(pass, batch));
    const last = batch.at(-1)?.at(-1);
    if (!(await note(pass, refused, { bytes: last?.end ?? 0, line: last?.line ?? 0 }))) return statusOf(pass);
    if (status === 'importing') await keepUp(ctx, { backlog: BACKLOG, deadline });
    if (Date.now() > deadline) return { done: false, status };
  }
  if (status === 'importing' && !(await keepUp(ctx, { backlog: 0, deadline }))) return { done: false, status };
  return { done: true, status: await end(pass, status === 'checking' ? 'checked' : 'completed', null) };
}

async function* rowsOf({ filePath, delimiter, from, reader }: Pass) {
  let isHeader = from.bytes === 0 && reader.mapping.hasHeader;
  for await (const row of fileRows(filePath, delimiter, from)) {
    if (!isHeader) yield row;
    isHeader = false;
  }
}

/** The column whose text holds the lines of one order together. */
function groupedBy({ kind, columns }: Mapping): number | null {
  const index = columns.findIndex(({ field }) => kind === 'orders' && field === 'order_id');
  return index < 0 ? null : index;
}

async function check(pass: Pass, batch: Unit[]): Promise<Refused[]> {
  const { usable, refused, suppressed } = await judgeUnits(pass.ctx, batch, pass.reader);
  count(pass, { read: batch, used: rowsIn(usable), refused, suppressed });
  return refused;
}

async function write(pass: Pass, batch: Unit[]): Promise<Refused[]> {
  const judged = await judgeUnits(pass.ctx, batch, pass.reader);
  const { written, known, refused: more } = await writeApart(pass, judged);
  const refused = [...judged.refused, ...more];
  const { suppressed } = judged;
  count(pass, { read: batch, used: rowsIn(judged.usable) - rowsIn(more), refused, suppressed });
  pass.totals.written += written;
  pass.totals.known += known;
  return refused;
}

/**
 * Writes what was judged, all together where that goes. What the database refuses although every row was judged usable is
 * looked for by halves, so that one row costs no other; what was refused was rolled back whole.
 */
async function writeApart(pass: Pass, judged: Judged): Promise<Written> {
  try {
    return await writeUnits(pass.ctx, judged, pass.file);
  } catch (error) {
    const { usable } = judged;
    const [first] = usable;
    if (!first || !isDataError(error)) throw error;
    if (usable.length === 1) {
      const message = `The database does not take this row (${sqlState(error)}).`;
      return { written: 0, known: 0, refused: [{ unit: first.unit, problem: { column: null, message } }] };
    }
    const middle = Math.ceil(usable.length / 2);
    const one = await writeApart(pass, { ...judged, usable: usable.slice(0, middle) });
    const other = await writeApart(pass, { ...judged, usable: usable.slice(middle) });
    return {
      written: one.written + other.written,
      known: one.known + other.known,
      refused: [...one.refused, ...other.refused],
    };
  }
}

function count(
  pass: Pass,
  { read, used, refused, suppressed }: { read: Unit[]; used: number; refused: Refused[]; suppressed: number },
): void {
  const { totals } = pass;
  const rows = read.reduce((sum, unit) => sum + unit.length, 0);
  const counted = { ...totals, rows: totals.rows + rows, used: totals.used + used };
  pass.totals = withRefused({ ...counted, suppressed: totals.suppressed + suppressed }, refusedRows(refused));
}

function rowsIn(list: readonly { unit: Unit }[]): number {
  return list.reduce((sum, { unit }) => sum + unit.length, 0);
}

function refusedRows(refused: readonly Refused[]) {
  return refused.flatMap(({ unit, problem }) => unit.map(({ line, cells }) => ({ ...problem, line, cells })));
}

/** Writes down how far it is and what was refused; false (and nothing written) when somebody has stopped it. */
async function note(pass: Pass, refused: readonly Refused[], at: Place): Promise<boolean> {
  const { ctx, status, totals, file } = pass;
  const { workspaceId } = ctx;
  const room = MOST_KEPT - (totals.refused - rowsIn(refused));
  const kept = refusedRows(refused).slice(0, Math.max(0, room));
  return inTransaction(ctx, async (tx) => {
    const { count: noted } = await tx.fileImport.updateMany({
      where: { workspaceId, id: file.importId, status },
      data: { totals, cursorBytes: at.bytes, cursorLine: at.line },
    });
    if (noted === 0) return false;
    if (kept.length > 0) {
      await tx.fileImportRow.createMany({
        data: kept.map(({ line, cells, column, message }) => ({
          workspaceId,
          importId: file.importId,
          line,
          field: column,
          reason: message,
          cells: JSON.stringify(cells).replaceAll('\\u0000', ''),
        })),
        skipDuplicates: true,
      });
    }
    return true;
  });
}

/** Folds events until no more than `backlog` of the workspace wait; false when the time of the turn was over before. */
async function keepUp(
  ctx: ServiceContext,
  { backlog, deadline }: { backlog: number; deadline: number },
): Promise<boolean> {
  while (await hasMoreWaiting(ctx, backlog)) {
    if (Date.now() > deadline) return false;
    const { busy } = await processPending(await createContext(ctx.workspaceId, ctx.actor), { limit: BACKLOG });
    if (busy) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  return true;
}

async function hasMoreWaiting({ db, workspaceId }: ServiceContext, backlog: number): Promise<boolean> {
  const rows = await db.eventPending.findMany({
    where: { workspaceId },
    select: { eventId: true },
    orderBy: { eventId: 'asc' },
    skip: backlog,
    take: 1,
  });
  return rows.length > 0;
}

async function statusOf({ ctx, file }: Pass): Promise<FileTurnResult> {
  const where = { workspaceId: ctx.workspaceId, id: file.importId };
  const { status } = await ctx.db.fileImport.findFirstOrThrow({ where, select: { status: true } });
  return { done: true, status };
}

async function end(
  pass: Pass,
  to: 'checked' | 'completed' | 'failed',
  error: string | null,
): Promise<FileImportStatus> {
  const { ctx, status, totals, file, filePath } = pass;
  const isChecked = to === 'checked';
  const ended = await inTransaction(ctx, async (tx) => {
    const { count: moved } = await tx.fileImport.updateMany({
      where: { workspaceId: ctx.workspaceId, id: file.importId, status },
      data: {
        status: to,
        error,
        ...(isChecked
          ? { checked: totals, totals: noTotals(), cursorBytes: 0, cursorLine: 0 }
          : { totals, finishedAt: new Date() }),
      },
    });
    if (moved === 0) return false;
    const { rows, used, refused, written, known } = totals;
    const payload = { rows, used, refused, written, known };
    await appendAudit(tx, ctx, { action: `file_import.${to}`, subject: `import:${file.importId}`, payload });
    return true;
  });
  if (!ended) return (await statusOf(pass)).status;
  if (to === 'completed' && path.dirname(filePath) === filesFolder()) await unlink(filePath).catch(() => {});
  return to;
}
