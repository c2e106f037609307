/**
 * The way back to a segment through the segments its rule names, as ids from it to itself; null where there is none.
 * `namedBy` tells the segments each one's rule names.
 */
export function cycleThrough(start: string, namedBy: ReadonlyMap<string, readonly string[]>): string[] | null {
  const seen = new Set<string>();
  function search(id: string, path: string[]): string[] | null {
    for (const next of namedBy.get(id) ?? []) {
      if (next === start) return [...path, start];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = search(next, [...path, next]);
      if (found) return found;
    }
    return null;
  }
  return search(start, [start]);
}

/** Segments so ordered that each stands behind all that its rule names. Those of a cycle come last, as they were. */
export function inOrder<Item extends { id: string; names: readonly string[] }>(items: readonly Item[]): Item[] {
  const placed = new Set<string>();
  const known = new Set(items.map(({ id }) => id));
  const ordered: Item[] = [];
  let left = [...items];
  for (;;) {
    const ready = left.filter(({ names }) => names.every((name) => placed.has(name) || !known.has(name)));
    if (ready.length === 0) return [...ordered, ...left];
    for (const item of ready) placed.add(item.id);
    ordered.push(...ready);
    left = left.filter(({ id }) => !placed.has(id));
  }
}
