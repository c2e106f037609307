import type { Cents } from '../shared/money';

/**
 * An amount in whole cents shared in proportion to weights (>= 0) so that the parts sum to it exactly: each gets its
 * share rounded down, and the cents that are left go to those that lost most by it, of equals to the first (Hamilton's
 * method). All weights zero counts as all equal; no weights give no parts.
 */
export function apportion(amount: Cents, weights: readonly number[]): Cents[] {
  if (weights.length === 0) return [];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => (total > 0 ? weight / total : 1 / weights.length));
  const parts = shares.map((share) => Math.floor(amount * share));
  const missing = amount - parts.reduce((sum, part) => sum + part, 0);
  const losses = shares.map((share, index) => amount * share - (parts[index] ?? 0));
  const order = losses.map((_, index) => index).sort((a, b) => (losses[b] ?? 0) - (losses[a] ?? 0) || a - b);
  for (let given = 0; given < missing; given++) {
    const index = order[given % order.length] ?? 0;
    parts[index] = (parts[index] ?? 0) + 1;
  }
  return parts;
}
