/** p values corrected for there being several, in the same order (Holm 1979; R: p.adjust(p, "holm")). */
export function holm(ps: readonly number[]): number[] {
  const order = ascending(ps);
  const adjusted = new Array<number>(ps.length).fill(1);
  let least = 0;
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, (ps.length - rank) * (ps[index] ?? 1)));
    adjusted[index] = least;
  });
  return adjusted;
}

/**
 * p values corrected so that of what is called a discovery below a limit, at most that share is expected to be none
 * (Benjamini and Hochberg 1995; R: p.adjust(p, "BH")), in the same order.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const order = ascending(ps);
  const adjusted = new Array<number>(ps.length).fill(1);
  let most = 1;
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const index = order[rank] ?? 0;
    most = Math.min(most, ((ps[index] ?? 1) * ps.length) / (rank + 1));
    adjusted[index] = most;
  }
  return adjusted;
}

function ascending(ps: readonly number[]): number[] {
  return ps.map((_, index) => index).sort((a, b) => (ps[a] ?? 0) - (ps[b] ?? 0));
}
