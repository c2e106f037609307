/** A path through channels (or agents, or campaigns), how often it ended in an order, and how often in none. */
export type CountedPath = { readonly keys: readonly string[]; readonly conversions: number; readonly nulls: number };

export type RemovalEffects = {
  /** Chance 0..1 that a path as these ends in an order. */
  readonly conversionChance: number;
  /** Share 0..1 of that chance which is gone where nobody can pass through the key; by key. */
  readonly effects: ReadonlyMap<string, number>;
};

const [START, LOST, WON] = [0, 1, 2];
const FIRST_KEY = 3;

/**
 * Markov chain of order 1 over start, the keys, conversion and null; steps from a key to itself are kept (Anderl, Becker,
 * von Wangenheim and Schumann 2016). Solved exactly, not simulated: with N = (I - Q)⁻¹ a key's removal effect is the
 * chance to pass through it times the chance to convert from there, over the chance to convert.
 */
export function removalEffects(paths: readonly CountedPath[]): RemovalEffects {
  const keys = [...new Set(paths.flatMap((path) => path.keys))].sort();
  const chances = transitionChances(paths, keys);
  const states = [START, ...keys.map((_, index) => FIRST_KEY + index)];
  const fundamental = inverse(
    states.map((from) => states.map((to) => (from === to ? 1 : 0) - (chances[from]?.[to] ?? 0))),
  );
  const won = states.map((_, row) =>
    states.reduce((sum, state, column) => sum + (fundamental[row]?.[column] ?? 0) * (chances[state]?.[WON] ?? 0), 0),
  );
  const conversionChance = won[0] ?? 0;
  const effects = keys.map((key, index): [string, number] => {
    const at = index + 1;
    const passed = (fundamental[0]?.[at] ?? 0) / (fundamental[at]?.[at] ?? 1);
    return [key, conversionChance > 0 ? (passed * (won[at] ?? 0)) / conversionChance : 0];
  });
  return { conversionChance, effects: new Map(effects) };
}

/** From each state to each other, as shares of what left it. */
function transitionChances(paths: readonly CountedPath[], keys: readonly string[]): number[][] {
  const places = new Map(keys.map((key, index) => [key, FIRST_KEY + index]));
  const counts = Array.from({ length: FIRST_KEY + keys.length }, () =>
    new Array<number>(FIRST_KEY + keys.length).fill(0),
  );
  const step = (from: number, to: number, times: number) => {
    const row = counts[from];
    if (row) row[to] = (row[to] ?? 0) + times;
  };
  for (const { keys: path, conversions, nulls } of paths) {
    let from = START;
    for (const key of path) {
      const to = places.get(key) ?? LOST;
      step(from, to, conversions + nulls);
      from = to;
    }
    step(from, WON, conversions);
    step(from, LOST, nulls);
  }
  return counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return total > 0 ? row.map((count) => count / total) : row;
  });
}

/** Gauss-Jordan with the largest pivot of the column; the matrices here are diagonally dominant. */
function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, at) => [...row, ...row.map((_, column) => (column === at ? 1 : 0))]);
  for (let at = 0; at < size; at++) {
    let best = at;
    for (let row = at + 1; row < size; row++) {
      if (Math.abs(rows[row]?.[at] ?? 0) > Math.abs(rows[best]?.[at] ?? 0)) best = row;
    }
    const [one, other] = [rows[at], rows[best]];
    if (one && other) [rows[at], rows[best]] = [other, one];
    const pivotRow = rows[at] ?? [];
    const pivot = pivotRow[at] ?? 1;
    for (let column = 0; column < 2 * size; column++) pivotRow[column] = (pivotRow[column] ?? 0) / pivot;
    rows.forEach((row, index) => {
      const factor = row[at] ?? 0;
      if (index === at || factor === 0) return;
      for (let column = 0; column < 2 * size; column++) {
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
      }
    });
  }
  return rows.map((row) => row.slice(size));
}
