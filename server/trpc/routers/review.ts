import { z } from 'zod';
import {
  AssignReviewInput,
  assignReview,
  CheckEditInput,
  ClaimReviewInput,
  checkEdit,
  claimReview,
  countOpenReviews,
  DecideManyInput,
  DecideReviewInput,
  decideMany,
  decideReview,
  getReview,
  ListReviewsInput,
  listReviewers,
  listReviews,
  RequestChangesInput,
  releaseReview,
  requestChanges,
  SnoozeReviewInput,
  snoozeReview,
  summariseRejections,
  UndoManyInput,
  UndoReviewInput,
  undoMany,
  undoReview,
} from '../../services/review';
import { router, workspaceProcedure } from '../init';

const Which = z.object({ decisionId: z.uuid() });

export const reviewRouter = router({
  list: workspaceProcedure('review.read')
    .input(ListReviewsInput)
    .query(({ ctx, input }) => listReviews(ctx.service, input)),
  count: workspaceProcedure('review.read').query(({ ctx }) => countOpenReviews(ctx.service)),
  get: workspaceProcedure('review.read')
    .input(Which)
    .query(({ ctx, input }) => getReview(ctx.service, input)),
  rejections: workspaceProcedure('review.read').query(({ ctx }) => summariseRejections(ctx.service)),
  reviewers: workspaceProcedure('review.read').query(({ ctx }) => listReviewers(ctx.service)),
  decide: workspaceProcedure('review.decide')
    .input(DecideReviewInput)
    .mutation(({ ctx, input }) => decideReview(ctx.service, input)),
  decideMany: workspaceProcedure('review.decide')
    .input(DecideManyInput)
    .mutation(({ ctx, input }) => decideMany(ctx.service, input)),
  undo: workspaceProcedure('review.decide')
    .input(UndoReviewInput)
    .mutation(({ ctx, input }) => undoReview(ctx.service, input)),
  undoMany: workspaceProcedure('review.decide')
    .input(UndoManyInput)
    .mutation(({ ctx, input }) => undoMany(ctx.service, input)),
  checkEdit: workspaceProcedure('review.decide')
    .input(CheckEditInput)
    .query(({ ctx, input }) => checkEdit(ctx.service, input)),
  claim: workspaceProcedure('review.decide')
    .input(ClaimReviewInput)
    .mutation(({ ctx, input }) => claimReview(ctx.service, input)),
  release: workspaceProcedure('review.decide')
    .input(Which)
    .mutation(({ ctx, input }) => releaseReview(ctx.service, input)),
  snooze: workspaceProcedure('review.decide')
    .input(SnoozeReviewInput)
    .mutation(({ ctx, input }) => snoozeReview(ctx.service, input)),
  assign: workspaceProcedure('review.decide')
    .input(AssignReviewInput)
    .mutation(({ ctx, input }) => assignReview(ctx.service, input)),
  requestChanges: workspaceProcedure('review.decide')
    .input(RequestChangesInput)
    .mutation(({ ctx, input }) => requestChanges(ctx.service, input)),
});
