/** Most tokens of one answer: some ten times the longest message. */
export const MAX_OUTPUT_TOKENS = 2_000;
