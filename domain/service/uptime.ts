import { MINUTE } from '../shared/time';

/** How often the product says that it answers. */
export const BEAT_MS = MINUTE;

/** Beats further apart than this have a gap between them. */
export const GAP_MS = 2.5 * BEAT_MS;

/** A time in which a process answered; `stoppedAt`: it was asked to end then. */
export type UptimeSpan = { startedAt: Date; lastBeatAt: Date; stoppedAt: Date | null };

/**
 * A time in which nobody answered. `planned`: whoever answered last had been asked to end, as for an update; `false`: it
 * ended, stood still or could not reach its database without a word.
 */
export type Gap = { from: Date; to: Date; isPlanned: boolean };

/** `measuredMs`: how long it is known whether somebody answered, from the first beat there ever was. */
export type Uptime = { upMs: number; measuredMs: number; gaps: Gap[] };

type Piece = { from: number; to: number; isPlanned: boolean };

/**
 * How long the product answered within a half-open span of time, and when not. Spans of several processes may overlap. The
 * last minute before `now` is no gap yet: its beat may still come. Gaps are in the order they happened.
 */
export function uptimeWithin(
  spans: readonly UptimeSpan[],
  { from, to, since, now }: { from: Date; to: Date; since: Date | null; now: Date },
): Uptime {
  const begin = Math.max(from.getTime(), since?.getTime() ?? Number.POSITIVE_INFINITY);
  const last = Math.max(0, ...spans.map(endOf));
  const isBeating = now.getTime() - last <= GAP_MS;
  const end = Math.min(to.getTime(), isBeating ? last : now.getTime());
  if (!(end > begin)) return { upMs: 0, measuredMs: 0, gaps: [] };
  const up = joined(spans).flatMap((piece) => within(piece, begin, end));
  const upMs = up.reduce((sum, piece) => sum + piece.to - piece.from, 0);
  return { upMs, measuredMs: end - begin, gaps: gapsBetween(spans, begin, end) };
}

function endOf({ lastBeatAt, stoppedAt }: UptimeSpan): number {
  return Math.max(lastBeatAt.getTime(), stoppedAt?.getTime() ?? 0);
}

/** Spans as pieces that do not touch, in order; a piece is planned to end where the span that ends last was asked to. */
function joined(spans: readonly UptimeSpan[]): Piece[] {
  const pieces: Piece[] = [];
  for (const span of spans.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())) {
    const piece = { from: span.startedAt.getTime(), to: endOf(span), isPlanned: span.stoppedAt !== null };
    const before = pieces.at(-1);
    if (!before || piece.from > before.to) pieces.push(piece);
    else if (piece.to >= before.to) Object.assign(before, { to: piece.to, isPlanned: piece.isPlanned });
  }
  return pieces;
}

function within(piece: Piece, begin: number, end: number): Piece[] {
  const cut = { ...piece, from: Math.max(piece.from, begin), to: Math.min(piece.to, end) };
  return cut.to > cut.from ? [cut] : [];
}

function gapsBetween(spans: readonly UptimeSpan[], begin: number, end: number): Gap[] {
  const pieces = joined(spans);
  const gaps: Gap[] = [];
  let reached = begin;
  let isPlanned = false;
  for (const piece of pieces) {
    if (piece.from > reached && piece.from > begin && reached < end) {
      gaps.push({ from: new Date(reached), to: new Date(Math.min(piece.from, end)), isPlanned });
    }
    ({ isPlanned } = piece);
    reached = Math.max(reached, piece.to);
  }
  if (reached < end) gaps.push({ from: new Date(reached), to: new Date(end), isPlanned });
  return gaps;
}
