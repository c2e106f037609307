import { type ChiSquare, chiSquareTail } from './chi-square';
import type { Difference } from './confidence-sequence';

/**
 * Whether effects measured apart (of segments, weekdays, periods) differ by more than chance explains: Cochran's Q, the
 * sum of their squared distances from the common effect, each over its variance, against chi-square with one degree less
 * than there are effects (Cochran 1954). Null for fewer than two.
 */
export function heterogeneity(effects: readonly Difference[]): ChiSquare | null {
  const usable = effects.filter(({ squaredError }) => squaredError > 0);
  if (usable.length < 2) return null;
  const weights = usable.map(({ squaredError }) => 1 / squaredError);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const common = usable.reduce((sum, { estimate }, index) => sum + estimate * (weights[index] ?? 0), 0) / total;
  const statistic = usable.reduce(
    (sum, { estimate }, index) => sum + (weights[index] ?? 0) * (estimate - common) ** 2,
    0,
  );
  return { statistic, p: chiSquareTail(statistic, usable.length - 1) };
}
