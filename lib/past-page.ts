/** Entries of what was unusual that come at once. */
export const PAST_PAGE = 50;
