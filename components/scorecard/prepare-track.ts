export type TrackFacts = {
  baseline: number;
  target: number;
  value: number | null;
  interval?: { low: number; high: number } | null;
};

/** Places on the line from left to right, in percent of its width. */
export type Track = {
  baseline: number;
  target: number;
  value: number | null;
  interval: { from: number; to: number } | null;
};

/** Room left of the first and right of the last mark, as a share of what lies between them. */
const MARGIN = 0.08;

/**
 * Where baseline, target and value stand on one line, worse at the left. A figure for which lower is better runs from
 * a high baseline at the left to a low target at the right. The line always holds baseline, target and value; an
 * interval that reaches beyond is cut at its ends.
 */
export function prepareTrack({ baseline, target, value, interval }: TrackFacts): Track {
  const towards = target >= baseline ? 1 : -1;
  const marks = [baseline, target, ...(value === null ? [] : [value])].map((mark) => mark * towards);
  const low = Math.min(...marks);
  const spread = Math.max(...marks) - low || Math.abs(low) || 1;
  const from = low - spread * MARGIN;
  const width = spread * (1 + 2 * MARGIN);
  const place = (at: number) => clamp(((at * towards - from) / width) * 100);
  const ends = interval ? [place(interval.low), place(interval.high)] : null;
  return {
    baseline: place(baseline),
    target: place(target),
    value: value === null ? null : place(value),
    interval: ends ? { from: Math.min(...ends), to: Math.max(...ends) } : null,
  };
}

function clamp(percent: number): number {
  return Math.round(Math.min(100, Math.max(0, percent)) * 100) / 100;
}

export type Side = 'left' | 'middle' | 'right';

/** Percent of the line that a label takes. */
const LABEL = 16;

/**
 * On which side of their marks the labels of baseline and target stand, so that neither leaves the line; null where
 * the marks are too close for two labels.
 */
export function labelSides({ baseline, target }: Pick<Track, 'baseline' | 'target'>): [Side, Side] | null {
  if (target - baseline < LABEL) return null;
  return [baseline < LABEL / 2 ? 'right' : 'middle', target > 100 - LABEL / 2 ? 'left' : 'middle'];
}
