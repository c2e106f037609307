export { DecideReviewInput, decideReview, type ReviewResult } from './decide-review';
export { expireReviews } from './expire-reviews';
export { getReview } from './get-review';
export { countOpenReviews, ListReviewsInput, listReviews } from './list-reviews';
export type * from './types';
export { withdrawReviews } from './withdraw-reviews';
