import { pipeline, Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type CsvError, parse } from 'csv-parse';
import { ServiceError } from './errors';

const GZIP = [0x1f, 0x8b];
const MAX_LINE_BYTES = 64 * 1024;
/** What a compressed file may unfold to. */
const MAX_UNPACKED_BYTES = 4 * 1024 ** 3;

/** One line of a CSV file, by its number in it; the first is the header. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/**
 * The lines of a CSV file as they arrive, plain or gzip, one at a time; fields end at a comma, semicolon or tab. Throws invalid for what is damaged, is no CSV or unfolds to too much.
 */
export async function* csvRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const source = await unpacked(bytes);
  const rows = source.pipe(
    parse({
      bom: true,
      relax_column_count: true,
      max_record_size: MAX_LINE_BYTES,
      skip_empty_lines: true,
      delimiter: [',', ';', '\t'],
      info: true,
    }),
  );
  source.on('error', (error) => rows.destroy(error));
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    throw refusalOf(error);
  } finally {
    source.destroy();
  }
}

/** The bytes of a file, unpacked where it is gzip. Reading throws invalid for what is damaged or unfolds to too much. */
export async function* unpackedBytes(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = await unpacked(bytes);
  try {
    yield* source as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw refusalOf(error);
  } finally {
    source.destroy();
  }
}

async function unpacked(bytes: AsyncIterable<Uint8Array>): Promise<Readable> {
  const parts = bytes[Symbol.asyncIterator]();
  const first = await parts.next();
  const all = Readable.from(rejoined(first, parts));
  if (first.done || !GZIP.every((byte, index) => first.value[index] === byte)) return all;
  return pipeline(all, createGunzip(), bounded(), () => {});
}

async function* rejoined(first: IteratorResult<Uint8Array>, parts: AsyncIterator<Uint8Array>) {
  for (let part = first; !part.done; part = await parts.next()) yield part.value;
}

function bounded(): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      done(size > MAX_UNPACKED_BYTES ? refusal('It unfolds to more than 4 GB: send it in parts.') : null, chunk);
    },
  });
}

function refusal(message: string): ServiceError {
  return new ServiceError('invalid', message, { field: 'file' });
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error;
  const { code = '' } = error as Partial<CsvError>;
  if (code.startsWith('Z_')) return refusal('The file is damaged: it cannot be unpacked to its end.');
  if (code.startsWith('CSV_')) return refusal(`The file cannot be read as CSV: ${error.message}`);
  return error;
}
