export { getReview } from './get-review';
export { countOpenReviews, ListReviewsInput, listReviews } from './list-reviews';
export type * from './types';
