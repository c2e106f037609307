import { mkdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { v7 } from 'uuid';
import { guessDelimiter } from '@/domain/imports/delimiter';
import { noTotals } from '@/domain/imports/file-totals';
import { appendAudit } from '../../../audit';
import { authorise, type ServiceContext } from '../../../context';
import { ServiceError } from '../../../errors';
import { inTransaction } from '../../../in-transaction';
import { uploadNameOf, uploadsFolder } from '../uploads';
import { type FileRow, fileRows } from './file-rows';
import { readHead, storeFile } from './stored-file';
import { type FileImport, toFileImport } from './types';

const HEAD_BYTES = 64 * 1024;
const MOST_COLUMNS = 500;

/** Where files lie that were handed in to be mapped. */
export function filesFolder(): string {
  return path.join(uploadsFolder(), 'files');
}

/**
 * Takes a CSV file in as it arrives (plain or gzip; UTF-8, UTF-16 or windows-1252), without holding it in memory, and
 * finds its separator and first line; nothing of it is imported yet. Throws forbidden, and invalid for a file that is
 * empty, damaged, too large or without columns; nothing of it is left then.
 */
export async function uploadFile(
  ctx: ServiceContext,
  input: { fileName: string; body: ReadableStream<Uint8Array> },
): Promise<FileImport> {
  authorise(ctx, 'imports.run');
  const { workspaceId, actor } = ctx;
  const fileName = uploadNameOf(input.fileName);
  const id = v7();
  await mkdir(filesFolder(), { recursive: true });
  const filePath = path.join(filesFolder(), `${id}.csv`);
  try {
    const { hash, bytes, encoding } = await storeFile(Readable.fromWeb(input.body as never), filePath);
    const delimiter = guessDelimiter(await readHead(filePath, HEAD_BYTES));
    const header = await headerOf(filePath, delimiter);
    return await inTransaction(ctx, async (tx) => {
      const row = await tx.fileImport.create({
        data: {
          workspaceId,
          id,
          fileName,
          filePath,
          fileHash: hash,
          fileBytes: bytes,
          encoding,
          delimiter,
          header,
          totals: noTotals(),
          createdById: actor.kind === 'user' ? actor.userId : null,
        },
      });
      const record = { action: 'file_import.uploaded' as const, subject: `import:${id}`, payload: { fileName, bytes } };
      await appendAudit(tx, ctx, record);
      return toFileImport(row);
    });
  } catch (error) {
    await unlink(filePath).catch(() => {});
    throw error;
  }
}

async function headerOf(filePath: string, delimiter: string): Promise<string[]> {
  const rows = fileRows(filePath, delimiter, { bytes: 0, line: 0 });
  const { value, done } = await rows.next();
  const first: FileRow | null = done ? null : value;
  await rows.return(undefined);
  if (!first) throw new ServiceError('invalid', 'The file holds no rows.', { field: 'file' });
  if (first.cells.length > MOST_COLUMNS) {
    throw new ServiceError('invalid', `A file may have ${MOST_COLUMNS} columns.`, { field: 'file' });
  }
  if (first.cells.some((cell) => cell.includes('\0'))) {
    throw new ServiceError('invalid', 'This is no CSV file: its first line holds characters no text has.', {
      field: 'file',
    });
  }
  return first.cells;
}
