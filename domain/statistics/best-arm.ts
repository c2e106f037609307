import { cumulativeOf, densityOf, momentsOf, type Posterior } from './posterior';

/** What choosing this arm would mean: `chance` 0..1 that it is the best, `loss` expected to be given up, in its unit. */
export type ArmStanding = { readonly chance: number; readonly loss: number };

/** Pieces of the line, in standard deviations from each mean: fine where posteriors lie, out to where skewed ones end. */
const PIECES = [-12, -8, -5, -3, -1.5, 0, 1.5, 3, 5, 8, 12, 20, 40];

/** Gauss-Legendre with ten nodes on -1..1 (Abramowitz and Stegun, table 25.4). */
const NODES = [0.1488743389816312, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717];
const WEIGHTS = [0.2955242247147529, 0.2692667193099963, 0.219086362515982, 0.1494513491505806, 0.0666713443086881];

/**
 * For each arm the chance that it is the best and the loss expected from choosing it: integrals over the posteriors,
 * P(best) = ∫ f_i Π F_j and loss = ∫ F_i (1 - Π F_j) over the others, by quadrature and not by drawing: the same data
 * always say the same. `goal` says which end is good.
 */
export function standings(posteriors: readonly Posterior[], goal: 'increase' | 'decrease' = 'increase'): ArmStanding[] {
  const isUp = goal === 'increase';
  const densities = posteriors.map(densityOf);
  const chances = posteriors.map(() => 0);
  const losses = posteriors.map(() => 0);
  for (const { x, weight } of gridOf(posteriors)) {
    const below = posteriors.map((posterior) => {
      const share = cumulativeOf(posterior, x);
      return isUp ? share : 1 - share;
    });
    posteriors.forEach((_, index) => {
      const others = below.reduce((product, share, other) => (other === index ? product : product * share), 1);
      chances[index] = (chances[index] ?? 0) + weight * (densities[index]?.(x) ?? 0) * others;
      losses[index] = (losses[index] ?? 0) + weight * (below[index] ?? 0) * (1 - others);
    });
  }
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance, index) => ({ chance: chance / total, loss: losses[index] ?? 0 }));
}

function gridOf(posteriors: readonly Posterior[]): { x: number; weight: number }[] {
  const edges = posteriors.flatMap((posterior) => {
    const { mean, deviation } = momentsOf(posterior);
    const places = PIECES.map((piece) => mean + piece * deviation);
    return posterior.kind === 'beta' ? places.map((place) => Math.min(1, Math.max(0, place))) : places;
  });
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  return sorted.slice(1).flatMap((end, index) => pieceOf(sorted[index] ?? end, end));
}

function pieceOf(start: number, end: number): { x: number; weight: number }[] {
  const [middle, half] = [(start + end) / 2, (end - start) / 2];
  return NODES.flatMap((node, index) => {
    const weight = (WEIGHTS[index] ?? 0) * half;
    return [
      { x: middle - half * node, weight },
      { x: middle + half * node, weight },
    ];
  });
}
