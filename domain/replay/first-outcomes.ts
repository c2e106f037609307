/** How a decision can begin, as it is stored. Apart from the schema of answers, to keep pages small. */
export const FIRST_OUTCOMES = ['skipped', 'held_out', 'blocked', 'in_review', 'scheduled'] as const;
export type FirstOutcome = (typeof FIRST_OUTCOMES)[number];
