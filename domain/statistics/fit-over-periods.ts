import { type ChiSquare, chiSquareTail } from './chi-square';

/** How many fell on each arm while these were the shares, which sum to 1. */
export type PeriodOfShares = { readonly counts: readonly number[]; readonly shares: readonly number[] };

/**
 * Chi-square of counts against shares that changed: what fell on each arm in all against what every period's own shares
 * expect, with the covariance of drawing in each period. With one period it is Pearson's. Each period is drawn anew given
 * what was seen before, so the sums are right also where shares followed from earlier outcomes. An arm that got somebody
 * while it was to get nobody: 0. Null for nobody, or for fewer than two arms.
 */
export function goodnessOfFitOverPeriods(periods: readonly PeriodOfShares[]): ChiSquare | null {
  const arms = periods[0]?.shares.length ?? 0;
  const excess = Array.from({ length: arms }, () => 0);
  const covariance = excess.map(() => Array.from({ length: arms }, () => 0));
  let everybody = 0;
  for (const { counts, shares } of periods) {
    const people = counts.reduce((sum, count) => sum + count, 0);
    everybody += people;
    for (let arm = 0; arm < arms; arm++) {
      const share = shares[arm] ?? 0;
      if (share === 0 && (counts[arm] ?? 0) > 0) return { statistic: Number.POSITIVE_INFINITY, p: 0 };
      excess[arm] = (excess[arm] ?? 0) + (counts[arm] ?? 0) - people * share;
      const row = covariance[arm] ?? [];
      for (let other = 0; other < arms; other++) {
        const drawn = arm === other ? share * (1 - share) : -share * (shares[other] ?? 0);
        row[other] = (row[other] ?? 0) + people * drawn;
      }
    }
  }
  if (arms < 2 || everybody === 0) return null;
  const { value, rank } = quadraticForm(covariance, excess);
  return rank === 0 ? null : { statistic: value, p: chiSquareTail(value, rank) };
}

/** x' V⁻ x of a covariance that need not have full rank, by elimination: what no variance is left for is left out. */
function quadraticForm(matrix: readonly (readonly number[])[], vector: readonly number[]) {
  const rows = matrix.map((row) => [...row]);
  const rest = [...vector];
  const largest = Math.max(...matrix.map((row, index) => row[index] ?? 0));
  let [value, rank] = [0, 0];
  rows.forEach((row, at) => {
    const pivot = row[at] ?? 0;
    if (pivot <= largest * 1e-9) return;
    value += (rest[at] ?? 0) ** 2 / pivot;
    rank++;
    for (let below = at + 1; below < rows.length; below++) {
      const target = rows[below] ?? [];
      const factor = (target[at] ?? 0) / pivot;
      rest[below] = (rest[below] ?? 0) - factor * (rest[at] ?? 0);
      for (let column = at; column < rows.length; column++) {
        target[column] = (target[column] ?? 0) - factor * (row[column] ?? 0);
      }
    }
  });
  return { value, rank };
}
