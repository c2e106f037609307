/** Where a decision can stand; what each means is said at `Outcome`. Apart from the schema, to keep pages small. */
export const OUTCOMES = [
  'in_review',
  'scheduled',
  'executed',
  'approved',
  'rejected',
  'edited',
  'blocked',
  'held_out',
  'skipped',
  'expired',
  'cancelled',
  'failed',
] as const;
