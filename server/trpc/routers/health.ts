import { z } from 'zod';
import { ServiceLevelsInput, serviceLevels } from '@/server/services/health';
import { router, workspaceProcedure } from '../init';

export const healthRouter = router({
  levels: workspaceProcedure('measurement.read')
    .input(z.object({ range: ServiceLevelsInput }))
    .query(({ ctx, input }) => serviceLevels(ctx.service, input.range)),
});
