import { z } from 'zod';
import {
  askAgain,
  BlockedFilters,
  blockedReasons,
  countDecisions,
  DecisionFilters,
  decideNow,
  decisionFacets,
  decisionReviewers,
  getDecision,
  ListDecisionsInput,
  listDecisions,
  previewDecision,
  proposeNow,
  similarDecisions,
} from '../../services/decisions';
import { router, workspaceProcedure } from '../init';

const Asked = z.object({ customerId: z.uuid(), agentId: z.string().max(32) });
const Which = z.object({ decisionId: z.uuid() });

export const decisionsRouter = router({
  list: workspaceProcedure('decisions.read')
    .input(ListDecisionsInput)
    .query(({ ctx, input }) => listDecisions(ctx.service, input)),
  count: workspaceProcedure('decisions.read')
    .input(DecisionFilters)
    .query(({ ctx, input }) => countDecisions(ctx.service, input)),
  facets: workspaceProcedure('decisions.read').query(({ ctx }) => decisionFacets(ctx.service)),
  reviewers: workspaceProcedure('decisions.read').query(({ ctx }) => decisionReviewers(ctx.service)),
  blocked: workspaceProcedure('decisions.read')
    .input(BlockedFilters)
    .query(({ ctx, input }) => blockedReasons(ctx.service, input)),
  get: workspaceProcedure('decisions.read')
    .input(Which)
    .query(({ ctx, input }) => getDecision(ctx.service, input)),
  similar: workspaceProcedure('decisions.read')
    .input(Which)
    .query(({ ctx, input }) => similarDecisions(ctx.service, input)),
  preview: workspaceProcedure('messages.read')
    .input(Which)
    .query(({ ctx, input }) => previewDecision(ctx.service, input)),
  proposeNow: workspaceProcedure('decisions.run')
    .input(Asked)
    .query(({ ctx, input }) => proposeNow(ctx.service, input)),
  decideNow: workspaceProcedure('decisions.run')
    .input(Asked)
    .mutation(({ ctx, input }) => decideNow(ctx.service, input)),
  askAgain: workspaceProcedure('decisions.run')
    .input(z.object({ decisionId: z.uuid() }))
    .mutation(({ ctx, input }) => askAgain(ctx.service, input)),
});
