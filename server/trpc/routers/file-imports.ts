import { z } from 'zod';
import {
  CheckFileInput,
  cancelFile,
  checkFile,
  getFileImport,
  listFileImports,
  previewFile,
  previewUndo,
  resumeFile,
  startFile,
  UndoFileInput,
  undoFile,
} from '../../services/imports';
import { strictInput } from '../../strict-input';
import { router, workspaceProcedure } from '../init';

/** Each input names the workspace too, and is parsed whole. */
const named = <Shape extends z.ZodRawShape>(shape: Shape) => strictInput({ workspace: z.string(), ...shape });
const One = named({ importId: z.uuid() });

/** A file is handed in at POST /api/imports/files, which streams it; everything after that is here. */
export const fileImportsRouter = router({
  list: workspaceProcedure('imports.run').query(({ ctx }) => listFileImports(ctx.service)),
  get: workspaceProcedure('imports.run')
    .input(One)
    .query(({ ctx, input }) => getFileImport(ctx.service, input)),
  preview: workspaceProcedure('imports.run')
    .input(One)
    .query(({ ctx, input }) => previewFile(ctx.service, input)),
  check: workspaceProcedure('imports.run')
    .input(named(CheckFileInput.shape))
    .mutation(({ ctx, input: { workspace: _, ...input } }) => checkFile(ctx.service, input)),
  start: workspaceProcedure('imports.run')
    .input(One)
    .mutation(({ ctx, input }) => startFile(ctx.service, input)),
  cancel: workspaceProcedure('imports.run')
    .input(One)
    .mutation(({ ctx, input }) => cancelFile(ctx.service, input)),
  resume: workspaceProcedure('imports.run')
    .input(One)
    .mutation(({ ctx, input }) => resumeFile(ctx.service, input)),
  previewUndo: workspaceProcedure('imports.undo')
    .input(One)
    .query(({ ctx, input }) => previewUndo(ctx.service, input)),
  undo: workspaceProcedure('imports.undo')
    .input(named(UndoFileInput.shape))
    .mutation(({ ctx, input: { workspace: _, ...input } }) => undoFile(ctx.service, input)),
});
