/**
 * Where a decision can stand, in the order of its way; what each means is said at `Outcome`. Apart from the schema, to
 * keep pages small.
 */
export const OUTCOMES = [
  'in_review',
  'scheduled',
  'approved',
  'edited',
  'executed',
  'rejected',
  'blocked',
  'held_out',
  'skipped',
  'expired',
  'cancelled',
  'failed',
] as const;

/** Whether a text is an outcome. */
export function isOutcome(text: string): text is (typeof OUTCOMES)[number] {
  return (OUTCOMES as readonly string[]).includes(text);
}
