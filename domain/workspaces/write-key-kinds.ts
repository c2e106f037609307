/**
 * Who holds a write key. `server`: the shop's own servers, whose word is taken for whom an event is about. `browser`:
 * every visitor can read it, so that it speaks for the visitor's own anonymousId alone.
 */
export const WRITE_KEY_KINDS = ['server', 'browser'] as const;
export type WriteKeyKind = (typeof WRITE_KEY_KINDS)[number];

/** How long a replaced key may go on working, in hours. */
export const OVERLAP_HOURS = [0, 1, 24, 72, 168, 720] as const;
export type OverlapHours = (typeof OVERLAP_HOURS)[number];
