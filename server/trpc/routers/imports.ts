import { z } from 'zod';
import { cancelImport, getImport, listImports, pauseImport, resumeImport } from '../../services/imports';
import { router, workspaceProcedure } from '../init';

const One = z.object({ importId: z.uuid() });

/** A file is handed in at POST /api/imports, which streams it; everything after that is here. */
export const importsRouter = router({
  list: workspaceProcedure('imports.run').query(({ ctx }) => listImports(ctx.service)),
  get: workspaceProcedure('imports.run')
    .input(One)
    .query(({ ctx, input }) => getImport(ctx.service, input)),
  cancel: workspaceProcedure('imports.run')
    .input(One)
    .mutation(({ ctx, input }) => cancelImport(ctx.service, input)),
  pause: workspaceProcedure('imports.run')
    .input(One)
    .mutation(({ ctx, input }) => pauseImport(ctx.service, input)),
  resume: workspaceProcedure('imports.run')
    .input(One)
    .mutation(({ ctx, input }) => resumeImport(ctx.service, input)),
});
