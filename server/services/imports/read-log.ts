import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { type LogInvoice, ShopLog, type ShopLogLine, type ShopLogOptions } from '@/domain/events/shop-log';
import { SHOP_LOG_COLUMNS } from '@/domain/events/shop-log-words';
import { ServiceError } from '../../errors';

const GZIP = [0x1f, 0x8b];
const MAX_LINE_BYTES = 64 * 1024;
/** What a compressed log may unfold to, lines that say nothing included. */
const MAX_UNPACKED_BYTES = 2 * 1024 ** 3;
/** Logs shrink to a tenth or so; what unfolds to more than this many times its size is no log. Small files may. */
const MAX_RATIO = 100;
const RATIO_COUNTS_FROM = 4 * 1024 ** 2;

/** The invoices of a log on disk (CSV, plain or gzip), in order, never more of it in memory than is needed. */
export async function* readInvoices(filePath: string, options: ShopLogOptions): AsyncGenerator<LogInvoice> {
  const log = new ShopLog(options);
  let columns: Columns | null = null;
  const source = await openLog(filePath);
  const rows = source.pipe(
    parse({ relax_column_count: true, bom: true, max_record_size: MAX_LINE_BYTES, skip_empty_lines: true }),
  );
  source.on('error', (error) => rows.destroy(error));
  try {
    for await (const row of rows as AsyncIterable<string[]>) {
      if (!columns) {
        columns = findColumns(row);
        continue;
      }
      const complete = log.add(toLine(row, columns));
      if (complete) yield complete;
    }
    const last = log.end();
    if (last) yield last;
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    if (isDamage(error)) throw damaged();
    throw new ServiceError('invalid', `The file cannot be read as CSV: ${(error as Error).message}`, { field: 'file' });
  } finally {
    source.destroy();
  }
}

/**
 * Lines of the log below its header, by counting line ends: a fast estimate for showing progress. Throws invalid for a
 * file that is damaged or unfolds to too much.
 */
export async function countLines(filePath: string): Promise<number> {
  let ends = 0;
  try {
    for await (const chunk of await openLog(filePath)) {
      for (const byte of chunk as Buffer) if (byte === 10) ends++;
    }
  } catch (error) {
    throw isDamage(error) ? damaged() : error;
  }
  return Math.max(0, ends - 1);
}

async function openLog(filePath: string): Promise<Readable> {
  const file = await open(filePath).catch(() => {
    throw new ServiceError('invalid', 'The file of this import is no longer there: import it again.', {
      field: 'file',
    });
  });
  const start = Buffer.alloc(2);
  const [, { size }] = await Promise.all([file.read(start, 0, 2, 0), file.stat()]).finally(() => file.close());
  const plain = createReadStream(filePath, { highWaterMark: 256 * 1024 });
  if (!GZIP.every((byte, index) => start[index] === byte)) return plain;
  // Whoever reads the last of them meets the error of any, and its end ends them all.
  return pipeline(plain, createGunzip(), bounded(size), () => {});
}

/** A bomb stops here: what it would unfold to is never made. */
function bounded(packedBytes: number): Transform {
  const most = Math.min(MAX_UNPACKED_BYTES, Math.max(RATIO_COUNTS_FROM, packedBytes * MAX_RATIO));
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      done(size > most ? tooLarge(most) : null, chunk);
    },
  });
}

function tooLarge(bytes: number): ServiceError {
  const message = `The file unfolds to more than ${Math.round(bytes / 1024 ** 2)} MB: send the log in parts.`;
  return new ServiceError('invalid', message, { field: 'file' });
}

/** zlib names what it finds wrong in a file: cut off, altered, or of another kind. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && code.startsWith('Z_');
}

function damaged(): ServiceError {
  const message = 'The file is damaged: it cannot be unpacked to its end. Compress it again, or send it as plain CSV.';
  return new ServiceError('invalid', message, { field: 'file' });
}

type Columns = Record<keyof ShopLogLine, number>;

function findColumns(header: readonly string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = SHOP_LOG_COLUMNS.filter((column) => !names.includes(column.toLowerCase()));
  if (missing.length > 0) {
    throw new ServiceError(
      'invalid',
      `This is not a shop's log: column ${missing.join(', ')} is missing. Its first line must name ${SHOP_LOG_COLUMNS.join(', ')}.`,
      { field: 'file' },
    );
  }
  return Object.fromEntries(SHOP_LOG_COLUMNS.map((column) => [column, names.indexOf(column.toLowerCase())])) as Columns;
}

function toLine(row: readonly string[], columns: Columns): ShopLogLine {
  return {
    InvoiceNo: row[columns.InvoiceNo] ?? '',
    StockCode: row[columns.StockCode] ?? '',
    Description: row[columns.Description] ?? '',
    Quantity: row[columns.Quantity] ?? '',
    InvoiceDate: row[columns.InvoiceDate] ?? '',
    UnitPrice: row[columns.UnitPrice] ?? '',
    CustomerID: row[columns.CustomerID] ?? '',
    Country: row[columns.Country] ?? '',
  };
}
