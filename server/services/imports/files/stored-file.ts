import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { unpackedBytes } from '../../../csv-rows';
import { ServiceError } from '../../../errors';

/** A file as it lies on disk: UTF-8 without a byte order mark, unpacked. */
export type StoredFile = { hash: string; bytes: number; encoding: 'utf-8' | 'utf-16' | 'windows-1252' };

/** What a file may hold once it is unpacked. */
export const MAX_FILE_BYTES = 2 * 1024 ** 3;
const MARK_BYTES = 3;
/** Excel's own word about the separator, which is no row. */
const SEPARATOR_LINE = /^sep=.(?:\r\n|\n|\r)/i;

/**
 * Writes a file down as it arrives, never more of it in memory than a piece, and makes UTF-8 of it: UTF-16 is known by
 * its mark; what is not valid UTF-8 is read as windows-1252. Throws invalid for a file that is empty, damaged or too large.
 */
export async function storeFile(body: AsyncIterable<Uint8Array>, filePath: string): Promise<StoredFile> {
  const first = new Writer(filePath);
  const bytes = withHead(limited(unpackedBytes(body)));
  const { done, value: head = Buffer.alloc(0) } = await bytes.next();
  if (done || head.byteLength === 0) throw new ServiceError('invalid', 'The file is empty.', { field: 'file' });
  const wide = wideOf(head);
  if (wide) {
    await first.write(decoded(rejoined(head, bytes), wide));
    return { ...first.result(), encoding: 'utf-16' };
  }
  const check = new Utf8Check();
  await first.write(watched(rejoined(withoutMark(head), bytes), check));
  if (check.isValid()) return { ...first.result(), encoding: 'utf-8' };
  const again = new Writer(`${filePath}.utf8`);
  try {
    await again.write(decoded(createReadStream(filePath), 'windows-1252'));
    await rename(`${filePath}.utf8`, filePath);
  } catch (error) {
    await unlink(`${filePath}.utf8`).catch(() => {});
    throw error;
  }
  return { ...again.result(), encoding: 'windows-1252' };
}

/** The beginning of a stored file. */
export async function readHead(filePath: string, bytes: number): Promise<string> {
  const file = await open(filePath);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}

class Writer {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  constructor(private readonly filePath: string) {}

  async write(pieces: AsyncIterable<Uint8Array>): Promise<void> {
    await pipeline(this.counted(withoutSeparatorLine(pieces)), createWriteStream(this.filePath, { mode: 0o600 }));
  }

  result(): { hash: string; bytes: number } {
    return { hash: this.hash.digest('hex'), bytes: this.bytes };
  }

  private async *counted(pieces: AsyncIterable<Uint8Array>) {
    for await (const piece of pieces) {
      this.hash.update(piece);
      this.bytes += piece.byteLength;
      yield piece;
    }
  }
}

/** Whether everything that went by was UTF-8, wherever it was cut. */
class Utf8Check {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private valid = true;

  see(piece: Uint8Array): void {
    this.ask(() => this.decoder.decode(piece, { stream: true }));
  }

  isValid(): boolean {
    this.ask(() => this.decoder.decode());
    return this.valid;
  }

  private ask(decode: () => string): void {
    if (!this.valid) return;
    try {
      decode();
    } catch {
      this.valid = false;
    }
  }
}

async function* watched(pieces: AsyncIterable<Uint8Array>, check: Utf8Check) {
  for await (const piece of pieces) {
    check.see(piece);
    yield piece;
  }
}

async function* decoded(pieces: AsyncIterable<Uint8Array>, encoding: string) {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* limited(pieces: AsyncIterable<Uint8Array>) {
  let size = 0;
  for await (const piece of pieces) {
    size += piece.byteLength;
    if (size > MAX_FILE_BYTES) {
      const message = `A file may hold ${MAX_FILE_BYTES / 1024 ** 3} GB at most: send it in parts.`;
      throw new ServiceError('invalid', message, { field: 'file' });
    }
    yield piece;
  }
}

/** The same bytes, the first piece long enough to tell a mark by. */
async function* withHead(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  let isTold = false;
  for await (const piece of pieces) {
    if (isTold) yield piece;
    else {
      head = Buffer.concat([head, piece]);
      isTold = head.byteLength >= MARK_BYTES;
      if (isTold) yield head;
    }
  }
  if (!isTold && head.byteLength > 0) yield head;
}

async function* rejoined(head: Uint8Array, rest: AsyncIterable<Uint8Array>) {
  yield head;
  yield* rest;
}

async function* withoutSeparatorLine(pieces: AsyncIterable<Uint8Array>) {
  let isFirst = true;
  for await (const piece of pieces) {
    const line = isFirst ? (SEPARATOR_LINE.exec(Buffer.from(piece.subarray(0, 8)).toString('latin1'))?.[0] ?? '') : '';
    isFirst = false;
    yield piece.subarray(line.length);
  }
}

function wideOf(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
}

function withoutMark(head: Uint8Array): Uint8Array {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(MARK_BYTES) : head;
}
