import { z } from 'zod';
import {
  CheckEditInput,
  ClaimReviewInput,
  checkEdit,
  claimReview,
  countOpenReviews,
  DecideReviewInput,
  decideReview,
  getReview,
  ListReviewsInput,
  listReviews,
  releaseReview,
  UndoReviewInput,
  undoReview,
} from '../../services/review';
import { router, workspaceProcedure } from '../init';

export const reviewRouter = router({
  list: workspaceProcedure('review.read')
    .input(ListReviewsInput)
    .query(({ ctx, input }) => listReviews(ctx.service, input)),
  count: workspaceProcedure('review.read').query(({ ctx }) => countOpenReviews(ctx.service)),
  get: workspaceProcedure('review.read')
    .input(z.object({ decisionId: z.uuid() }))
    .query(({ ctx, input }) => getReview(ctx.service, input)),
  decide: workspaceProcedure('review.decide')
    .input(DecideReviewInput)
    .mutation(({ ctx, input }) => decideReview(ctx.service, input)),
  checkEdit: workspaceProcedure('review.decide')
    .input(CheckEditInput)
    .query(({ ctx, input }) => checkEdit(ctx.service, input)),
  undo: workspaceProcedure('review.decide')
    .input(UndoReviewInput)
    .mutation(({ ctx, input }) => undoReview(ctx.service, input)),
  claim: workspaceProcedure('review.decide')
    .input(ClaimReviewInput)
    .mutation(({ ctx, input }) => claimReview(ctx.service, input)),
  release: workspaceProcedure('review.decide')
    .input(z.object({ decisionId: z.uuid() }))
    .mutation(({ ctx, input }) => releaseReview(ctx.service, input)),
});
