export type OutcomeShare = { outcome: string; count: number; share: number };

/** Outcomes from the most to the least frequent, with their share 0..1 of all. */
export function outcomeShares(outcomes: Readonly<Record<string, number>>): OutcomeShare[] {
  const counted = Object.entries(outcomes).filter(([, count]) => count > 0);
  const total = counted.reduce((sum, [, count]) => sum + count, 0);
  return counted
    .map(([outcome, count]) => ({ outcome, count, share: count / total }))
    .toSorted((a, b) => b.count - a.count);
}
