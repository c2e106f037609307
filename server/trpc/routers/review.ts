import { z } from 'zod';
import {
  AssignReviewInput,
  assignReview,
  attendInbox,
  CheckEditInput,
  ClaimReviewInput,
  checkEdit,
  claimReview,
  countOpenReviews,
  DecideManyInput,
  DecideReviewInput,
  decideMany,
  decideReview,
  ForeseeReviewsInput,
  foreseeReviews,
  getReview,
  ListReviewsInput,
  ListVerdictsInput,
  listReviewers,
  listReviews,
  listVerdicts,
  RequestChangesInput,
  ReviewFacetsInput,
  releaseReview,
  requestChanges,
  reviewFacets,
  SnoozeReviewInput,
  snoozeReview,
  summariseRejections,
  summariseVerdicts,
  UndoManyInput,
  UndoReviewInput,
  undoMany,
  undoReview,
  VerdictFilters,
} from '../../services/review';
import { router, workspaceProcedure } from '../init';

const Which = z.object({ decisionId: z.uuid() });

export const reviewRouter = router({
  list: workspaceProcedure('review.read')
    .input(ListReviewsInput)
    .query(({ ctx, input }) => listReviews(ctx.service, input)),
  attend: workspaceProcedure('review.decide').mutation(({ ctx }) => attendInbox(ctx.service)),
  facets: workspaceProcedure('review.read')
    .input(ReviewFacetsInput)
    .query(({ ctx, input }) => reviewFacets(ctx.service, input)),
  count: workspaceProcedure('review.read').query(({ ctx }) => countOpenReviews(ctx.service)),
  get: workspaceProcedure('review.read')
    .input(Which)
    .query(({ ctx, input }) => getReview(ctx.service, input)),
  history: workspaceProcedure('review.read')
    .input(ListVerdictsInput)
    .query(({ ctx, input }) => listVerdicts(ctx.service, input)),
  historyFigures: workspaceProcedure('review.read')
    .input(VerdictFilters)
    .query(({ ctx, input }) => summariseVerdicts(ctx.service, input)),
  foresee: workspaceProcedure('policies.activate')
    .input(ForeseeReviewsInput)
    .query(({ ctx, input }) => foreseeReviews(ctx.service, input)),
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
