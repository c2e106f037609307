import { z } from 'zod';
import { listLifecycleDays } from '../../services/lifecycle';
import { router, workspaceProcedure } from '../init';

export const lifecycleRouter = router({
  days: workspaceProcedure('decisions.read')
    .input(z.object({ days: z.number().int().min(1).max(366).default(30) }))
    .query(({ ctx, input }) => listLifecycleDays(ctx.service, input)),
});
