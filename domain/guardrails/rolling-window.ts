/** Something that takes a share of a rolling limit; `at` in milliseconds. */
export type Taken = { readonly at: number; readonly cost: number };

/**
 * The most that any window of `span` which a new one at `sendAt` would join already holds: the window that ends with it,
 * and those that end with a later one already on its way. `taken` is sorted by time.
 */
export function mostTaken(taken: readonly Taken[], sendAt: number, span: number): number {
  let most = heldBy(taken, sendAt, span);
  for (const { at } of taken) {
    if (at > sendAt && at < sendAt + span) most = Math.max(most, heldBy(taken, at, span));
  }
  return most;
}

/** The earliest instant after `sendAt` at which every window has `room` again, as ISO 8601. */
export function firstRoom(taken: readonly Taken[], sendAt: number, span: number, room: number): string {
  const moments = taken.map(({ at }) => at + span).filter((at) => at > sendAt);
  const free = moments.find((moment) => mostTaken(taken, moment, span) <= room);
  return new Date(free ?? (taken.at(-1)?.at ?? sendAt) + span).toISOString();
}

function heldBy(taken: readonly Taken[], end: number, span: number): number {
  let held = 0;
  for (const { at, cost } of taken) if (at > end - span && at <= end) held += cost;
  return held;
}
