import { z } from 'zod';
import { ATTRIBUTION_WAYS, compareAttribution, creditAndCause } from '@/server/services/attribution';
import { RangeInput } from '@/server/services/measurement';
import { router, workspaceProcedure } from '../init';

export const attributionRouter = router({
  compare: workspaceProcedure('measurement.read')
    .input(z.object({ range: RangeInput, by: z.enum(ATTRIBUTION_WAYS) }))
    .query(({ ctx, input: { range, by } }) => compareAttribution(ctx.service, { ...range, by })),
  caused: workspaceProcedure('measurement.read')
    .input(z.object({ range: RangeInput }))
    .query(({ ctx, input: { range } }) => creditAndCause(ctx.service, range)),
});
