/** Calls that travel in one request, at most; the server refuses more. */
export const MAX_BATCH = 20;
