import type { ImportKind } from '@/domain/imports/kinds';
import type { Mapping } from '@/domain/imports/mapping';
import { authorise, type ServiceContext } from '../../../context';
import { ServiceError } from '../../../errors';
import { type FileRow, fileRows } from './file-rows';
import { headerHash } from './header-hash';
import { type FileImport, MappingInput, toFileImport } from './types';

/** A file that waits to be mapped: its first rows, the first line among them, and how files like it were read before. */
export type FilePreview = {
  rows: { line: number; cells: string[] }[];
  remembered: Partial<Record<ImportKind, Mapping>>;
};

const SHOWN = 51;
const MOST_LISTED = 100;

/** The workspace's imports of files, the last first. */
export async function listFileImports(ctx: ServiceContext): Promise<FileImport[]> {
  authorise(ctx, 'imports.run');
  const rows = await ctx.db.fileImport.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_LISTED,
  });
  return rows.map(toFileImport);
}

/** One import with how far it is. Throws not_found for one of another workspace. */
export async function getFileImport(ctx: ServiceContext, { importId }: { importId: string }): Promise<FileImport> {
  authorise(ctx, 'imports.run');
  return toFileImport(await findRow(ctx, importId));
}

/** The first rows of a file as they stand in it. Throws not_found, and invalid when the file is no longer there. */
export async function previewFile(ctx: ServiceContext, { importId }: { importId: string }): Promise<FilePreview> {
  authorise(ctx, 'imports.run');
  const { filePath, delimiter, header } = await findRow(ctx, importId);
  const known = await ctx.db.importMapping.findMany({
    where: { workspaceId: ctx.workspaceId, headerHash: headerHash(header as string[]) },
  });
  const remembered = Object.fromEntries(known.map(({ kind, mapping }) => [kind, MappingInput.parse(mapping)]));
  return { rows: await firstRows(filePath, delimiter), remembered };
}

async function firstRows(filePath: string, delimiter: string): Promise<Pick<FileRow, 'line' | 'cells'>[]> {
  const rows: Pick<FileRow, 'line' | 'cells'>[] = [];
  for await (const { line, cells } of fileRows(filePath, delimiter, { bytes: 0, line: 0 })) {
    rows.push({ line, cells });
    if (rows.length === SHOWN) break;
  }
  return rows;
}

async function findRow(ctx: ServiceContext, id: string) {
  const row = await ctx.db.fileImport.findFirst({ where: { workspaceId: ctx.workspaceId, id } });
  if (!row) throw new ServiceError('not_found', 'There is no such import.');
  return row;
}
