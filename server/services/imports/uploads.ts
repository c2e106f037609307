import { createWriteStream } from 'node:fs';
import { mkdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { v7 } from 'uuid';
import { MAX_LOG_BYTES } from '@/domain/events/shop-log-words';
import { env } from '@/lib/env';
import type { ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { assertMayImport, createImport } from './create-import';
import type { ImportJob, ImportOptions } from './types';

/** Where files lie that were handed in. */
export function uploadsFolder(): string {
  return path.join(path.resolve(env().TOUCHSTONE_DATA_DIR ?? '.touchstone'), 'uploads');
}

/**
 * Takes a shop's log in as it arrives, without holding it in memory, and orders its import. Throws invalid for a file
 * that is too large, empty or has no name; nothing of it is left then.
 */
export async function uploadImport(
  ctx: ServiceContext,
  input: { fileName: string; body: ReadableStream<Uint8Array>; options: ImportOptions },
): Promise<ImportJob> {
  assertMayImport(ctx);
  const fileName = uploadNameOf(input.fileName);
  const id = v7();
  const folder = uploadsFolder();
  await mkdir(folder, { recursive: true });
  const filePath = path.join(folder, `${id}.csv`);
  try {
    await pipeline(Readable.fromWeb(input.body as never), limited(), createWriteStream(filePath, { mode: 0o600 }));
    return await createImport(ctx, { id, fileName, filePath, options: input.options });
  } catch (error) {
    await unlink(filePath).catch(() => {});
    throw error;
  }
}

/** The name of a file that was handed in, as it can be shown. Throws invalid where it has none. */
export function uploadNameOf(given: string): string {
  const name = path.basename(given);
  if (name !== '' && name !== '.' && name !== '..' && !/\p{Cc}/u.test(name)) return name;
  throw new ServiceError('invalid', 'The file has no name that can be shown: say one, such as "shop-log.csv".', {
    field: 'file',
  });
}

function limited(): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      done(size > MAX_LOG_BYTES ? tooLarge() : null, chunk);
    },
    flush(done) {
      done(size === 0 ? new ServiceError('invalid', 'The file is empty.', { field: 'file' }) : null);
    },
  });
}

function tooLarge(): ServiceError {
  const message = `A file may be ${MAX_LOG_BYTES / 1024 / 1024} MB at most: send it compressed (gzip), or in parts.`;
  return new ServiceError('invalid', message, { field: 'file' });
}
