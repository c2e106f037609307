import { z } from 'zod';
import {
  countDecisions,
  DecisionFilters,
  decisionFacets,
  getDecision,
  ListDecisionsInput,
  listDecisions,
  previewDecision,
  proposeNow,
} from '../../services/decisions';
import { router, workspaceProcedure } from '../init';

const Which = z.object({ decisionId: z.uuid() });

export const decisionsRouter = router({
  list: workspaceProcedure('decisions.read')
    .input(ListDecisionsInput)
    .query(({ ctx, input }) => listDecisions(ctx.service, input)),
  count: workspaceProcedure('decisions.read')
    .input(DecisionFilters)
    .query(({ ctx, input }) => countDecisions(ctx.service, input)),
  facets: workspaceProcedure('decisions.read').query(({ ctx }) => decisionFacets(ctx.service)),
  get: workspaceProcedure('decisions.read')
    .input(Which)
    .query(({ ctx, input }) => getDecision(ctx.service, input)),
  preview: workspaceProcedure('messages.read')
    .input(Which)
    .query(({ ctx, input }) => previewDecision(ctx.service, input)),
  proposeNow: workspaceProcedure('decisions.run')
    .input(z.object({ customerId: z.uuid() }))
    .query(({ ctx, input }) => proposeNow(ctx.service, input)),
});
