import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { ServiceError } from '../../../errors';

/** A row of a stored file; `line` is the line it ends on, `end` the byte behind it. */
export type FileRow = { cells: string[]; line: number; end: number };
/** Rows that belong together: the lines of one order, else a single row. */
export type Unit = FileRow[];

/** Where to begin: behind the first `bytes`, which hold `line` lines. */
export type Place = { bytes: number; line: number };

const MAX_LINE_BYTES = 256 * 1024;

/** The rows of a stored file from a place on, one at a time. Throws invalid for what is no CSV, naming the line. */
export async function* fileRows(filePath: string, delimiter: string, from: Place): AsyncGenerator<FileRow> {
  const source = createReadStream(filePath, { start: from.bytes, highWaterMark: 256 * 1024 });
  const rows = source.pipe(
    parse({
      delimiter,
      info: true,
      max_record_size: MAX_LINE_BYTES,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  );
  source.on('error', (error) => rows.destroy(error));
  let line = from.line;
  try {
    for await (const { record, info } of rows as AsyncIterable<Parsed>) {
      line = from.line + info.lines;
      yield { cells: record, line, end: from.bytes + info.bytes };
    }
  } catch (error) {
    throw refusalOf(error, line);
  } finally {
    source.destroy();
  }
}

type Parsed = { record: string[]; info: { lines: number; bytes: number } };

/** The rows in units: those that follow one another with the same text in column `by`, or each by itself. */
export async function* unitsOf(rows: AsyncIterable<FileRow>, by: number | null): AsyncGenerator<Unit> {
  let unit: Unit = [];
  for await (const row of rows) {
    const isNext = by === null || unit[0]?.cells[by]?.trim() !== row.cells[by]?.trim();
    if (isNext && unit.length > 0) {
      yield unit;
      unit = [];
    }
    unit.push(row);
  }
  if (unit.length > 0) yield unit;
}

/** Units in batches of so many rows or a few more. */
export async function* inBatches(units: AsyncIterable<Unit>, rows: number): AsyncGenerator<Unit[]> {
  let batch: Unit[] = [];
  let size = 0;
  for await (const unit of units) {
    batch.push(unit);
    size += unit.length;
    if (size < rows) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

function refusalOf(error: unknown, line: number): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error;
  const code: string = 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') {
    return new ServiceError('invalid', 'The file of this import is no longer there: hand it in again.', {
      field: 'file',
    });
  }
  if (code === 'CSV_MAX_RECORD_SIZE' || code === 'CSV_QUOTE_NOT_CLOSED') {
    // A quote that is never closed looks like one long row, until the file ends.
    const what = code === 'CSV_QUOTE_NOT_CLOSED' ? '' : `a row of more than ${MAX_LINE_BYTES / 1024} KB, or `;
    const message = `Below line ${line} stands ${what}a quote that is never closed: mend it there. What came before is kept.`;
    return new ServiceError('invalid', message, { field: 'file' });
  }
  if (code.startsWith('CSV_')) {
    return new ServiceError('invalid', `Below line ${line} the file cannot be read as CSV: ${error.message}`, {
      field: 'file',
    });
  }
  return error;
}
