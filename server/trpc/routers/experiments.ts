import { z } from 'zod';
import { deleteExperiment, getExperiment, listExperiments } from '../../services/experiments';
import { router, workspaceProcedure } from '../init';

const One = z.object({ experimentId: z.uuid() });

/** A file is handed in at POST /api/experiments, which streams it; everything after that is here. */
export const experimentsRouter = router({
  list: workspaceProcedure('experiments.read').query(({ ctx }) => listExperiments(ctx.service)),
  get: workspaceProcedure('experiments.read')
    .input(One)
    .query(({ ctx, input }) => getExperiment(ctx.service, input)),
  delete: workspaceProcedure('experiments.run')
    .input(One)
    .mutation(({ ctx, input }) => deleteExperiment(ctx.service, input)),
});
