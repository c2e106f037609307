export {
  AssignReviewInput,
  assignReview,
  RequestChangesInput,
  requestChanges,
  SnoozeReviewInput,
  snoozeReview,
} from './arrange-review';
export { attendInbox } from './attend';
export { casesFor, type RejectionSummary, type RejectionTally, type ReviewCase, summariseRejections } from './cases';
export { CheckEditInput, checkEdit, type EditCheck } from './check-edit';
export { ClaimReviewInput, claimReview, type ReviewClaim, releaseReview } from './claim-review';
export { type BulkResult, DecideManyInput, decideMany, UndoManyInput, undoMany } from './decide-many';
export { DecideReviewInput, decideReview, type ReviewResult } from './decide-review';
export { expireReviews } from './expire-reviews';
export { exportVerdicts } from './export-verdicts';
export { type Foreseen, ForeseeReviewsInput, foreseeReviews } from './foresee-reviews';
export { getReview } from './get-review';
export {
  countRejections,
  ListVerdictsInput,
  listVerdicts,
  type PastVerdict,
  summariseVerdicts,
  type VerdictSummary,
} from './history';
export { countOpenReviews, ListReviewsInput, listReviews } from './list-reviews';
export { type FacetOption, type ReviewFacets, ReviewFacetsInput, reviewFacets } from './queue-facets';
export { type Rejudged, rejudgeReviews, rejudgeTurnOf } from './rejudge-reviews';
export type { Rejudgement } from './rejudgements';
export { listReviewers } from './reviewers';
export type * from './types';
export { UndoReviewInput, undoReview } from './undo-review';
export { VerdictFilters } from './verdict-filters';
export { withdrawReviews } from './withdraw-reviews';
