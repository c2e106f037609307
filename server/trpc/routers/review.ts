import { z } from 'zod';
import {
  countOpenReviews,
  DecideReviewInput,
  decideReview,
  getReview,
  ListReviewsInput,
  listReviews,
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
});
