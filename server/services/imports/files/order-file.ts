import { z } from 'zod';
import type { AuditAction } from '@/domain/audit/actions';
import { noTotals } from '@/domain/imports/file-totals';
import { formatsOf } from '@/domain/imports/formats';
import { fieldOf, KIND_PLANS } from '@/domain/imports/kinds';
import { lackOf, type Mapping } from '@/domain/imports/mapping';
import { appendAudit } from '../../../audit';
import { authorise, type ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { ServiceError } from '../../../errors';
import { Prisma } from '../../../generated/prisma/client';
import { inTransaction } from '../../../in-transaction';
import { strictInput, unknownWords } from '../../../strict-input';
import { headerHash } from './header-hash';
import { getFileImport } from './list-files';
import { type FileImport, type FileImportStatus, MappingInput, STATUS_WORDS, toFileImport } from './types';

type One = { importId: string };
export const CheckFileInput = strictInput({ importId: z.uuid(), mapping: MappingInput });

/**
 * Confirms how a file is read and has it looked through: every row is judged, none is written. The mapping is
 * remembered for files with the same columns. Throws invalid for a mapping that lacks something, conflict for a file
 * that is being imported or has been.
 */
export async function checkFile(ctx: ServiceContext, input: z.input<typeof CheckFileInput>): Promise<FileImport> {
  authorise(ctx, 'imports.run');
  const { importId, mapping } = CheckFileInput.parse(input);
  if (mapping.kind === 'suppressions') authorise(ctx, 'suppressions.edit');
  const { header } = await getFileImport(ctx, { importId });
  assertUsable(mapping, header);
  const { workspaceId } = ctx;
  const job = await move(
    ctx,
    { importId },
    {
      from: ['uploaded', 'checked', 'failed'],
      data: {
        ...fresh(),
        status: 'checking',
        kind: mapping.kind,
        mapping,
        checked: Prisma.DbNull,
      },
      also: async (tx) => {
        await tx.fileImportRow.deleteMany({ where: { workspaceId, importId } });
        const key = { workspaceId, kind: mapping.kind, headerHash: headerHash(header) };
        await tx.importMapping.upsert({
          where: { workspaceId_kind_headerHash: key },
          create: { ...key, mapping },
          update: { mapping },
        });
      },
    },
  );
  await ctx.publish('file-import/requested', { workspaceId, importId });
  return job;
}

/** Imports a file that was looked through. Throws conflict for one that was not, or is under way. */
export async function startFile(ctx: ServiceContext, { importId }: One): Promise<FileImport> {
  authorise(ctx, 'imports.run');
  const { workspaceId } = ctx;
  const job = await move(
    ctx,
    { importId },
    {
      from: ['checked'],
      data: { ...fresh(), status: 'importing' },
      action: 'file_import.started',
      also: async (tx) => void (await tx.fileImportRow.deleteMany({ where: { workspaceId, importId } })),
    },
  );
  await ctx.publish('file-import/requested', { workspaceId, importId });
  return job;
}

/** Ends an import for good; what it has written stays. It stops within seconds. */
export function cancelFile(ctx: ServiceContext, { importId }: One): Promise<FileImport> {
  authorise(ctx, 'imports.run');
  return move(
    ctx,
    { importId },
    {
      from: ['uploaded', 'checked', 'checking', 'importing'],
      data: { status: 'cancelled', finishedAt: new Date() },
      action: 'file_import.cancelled',
    },
  );
}

/** Lets an import that failed go on where it stopped. Throws conflict for one that did not. */
export async function resumeFile(ctx: ServiceContext, { importId }: One): Promise<FileImport> {
  authorise(ctx, 'imports.run');
  const { checked } = await getFileImport(ctx, { importId });
  const job = await move(
    ctx,
    { importId },
    {
      from: ['failed'],
      data: { status: checked ? 'importing' : 'checking', error: null, finishedAt: null },
      action: 'file_import.resumed',
    },
  );
  await ctx.publish('file-import/requested', { workspaceId: ctx.workspaceId, importId });
  return job;
}

function fresh() {
  return { totals: noTotals(), cursorBytes: 0, cursorLine: 0, error: null, finishedAt: null, phaseAt: new Date() };
}

function assertUsable(mapping: Mapping, header: readonly string[]): void {
  const field = { field: 'mapping' };
  if (mapping.columns.length !== header.length) {
    const message = `The mapping names ${mapping.columns.length} columns, the file has ${header.length}.`;
    throw new ServiceError('invalid', message, field);
  }
  for (const use of mapping.columns) {
    if (use.field === null) continue;
    const known = fieldOf(mapping.kind, use.field);
    if (!known) throw noSuchField(mapping, use.field);
    const formats = formatsOf(known);
    if (formats.length > 0 && !formats.some(({ id }) => id === use.format)) {
      const ids = formats.map(({ id }) => id).join(', ');
      throw new ServiceError('invalid', `Say how ${known.label} is written: ${ids}.`, field);
    }
  }
  for (const id of Object.keys(mapping.fixed)) {
    const known = fieldOf(mapping.kind, id);
    if (!known) throw noSuchField(mapping, id);
    if (!known.mayBeFixed) {
      throw new ServiceError('invalid', `${known.label} is another for each row: choose a column for it.`, field);
    }
  }
  const [lack] = lackOf(mapping);
  if (lack) throw new ServiceError('invalid', lack, field);
}

function noSuchField({ kind }: Mapping, id: string): ServiceError {
  const ids = KIND_PLANS[kind].fields.map((each) => each.id);
  return new ServiceError('invalid', `In a file of ${kind}: ${unknownWords([id], ids)}`, { field: 'mapping' });
}

type Move = {
  from: FileImportStatus[];
  data: Prisma.FileImportUpdateManyMutationInput;
  action?: AuditAction;
  also?: (tx: Db) => Promise<void>;
};

async function move(ctx: ServiceContext, { importId }: One, { from, data, action, also }: Move): Promise<FileImport> {
  const known = await getFileImport(ctx, { importId });
  const where = { workspaceId: ctx.workspaceId, id: importId };
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.fileImport.updateMany({ where: { ...where, status: { in: from } }, data });
    if (count === 0) {
      // As it is by now: somebody may have been quicker since it was read.
      const { status } = await tx.fileImport.findFirstOrThrow({ where, select: { status: true } });
      throw new ServiceError(
        'conflict',
        `This file ${STATUS_WORDS[status]}, maybe by somebody else: nothing was changed.`,
      );
    }
    await also?.(tx);
    if (action)
      await appendAudit(tx, ctx, { action, subject: `import:${importId}`, payload: { file: known.fileName } });
    return toFileImport(await tx.fileImport.findFirstOrThrow({ where }));
  });
}
