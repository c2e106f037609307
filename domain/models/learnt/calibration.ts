/** A probability that was predicted, and whether it came. */
export type Prediction = { readonly probability: number; readonly came: boolean };

/** Predictions of about the same probability: what was predicted on average and what came, as shares 0..1. */
export type CalibrationBin = { readonly count: number; readonly predicted: number; readonly came: number };

export type Calibration = {
  readonly tested: number;
  /** Expected calibration error 0..1; null where nothing was tested. */
  readonly error: number | null;
  readonly bins: CalibrationBin[];
};

/**
 * Fewest predictions of a bin, part of the method: the share of so many lies about 0.02 off by chance alone, and smaller
 * bins would call every model wrong.
 */
const LEAST_IN_BIN = 200;
const MOST_BINS = 10;

/**
 * The expected calibration error: predictions in bins of about equal size by their probability (the same probability is
 * never split), and the distance between what was predicted and what came, weighted by size (Naeini 2015; at most ten
 * bins).
 */
export function calibrationOf(predictions: readonly Prediction[]): Calibration {
  if (predictions.length === 0) return { tested: 0, error: null, bins: [] };
  const sorted = predictions.toSorted((a, b) => a.probability - b.probability);
  const bins = groupsOf(sorted).map((group): CalibrationBin => {
    const count = group.length;
    return {
      count,
      predicted: group.reduce((sum, { probability }) => sum + probability, 0) / count,
      came: group.filter(({ came }) => came).length / count,
    };
  });
  const gaps = bins.reduce((sum, { count, predicted, came }) => sum + count * Math.abs(predicted - came), 0);
  return { tested: sorted.length, error: gaps / sorted.length, bins };
}

function groupsOf(sorted: readonly Prediction[]): Prediction[][] {
  const wanted = Math.max(1, Math.min(MOST_BINS, Math.floor(sorted.length / LEAST_IN_BIN)));
  const groups: Prediction[][] = [];
  sorted.forEach((prediction, index) => {
    const last = groups.at(-1);
    const isDue = index >= (groups.length * sorted.length) / wanted;
    const isTied = last?.at(-1)?.probability === prediction.probability;
    if (last && (!isDue || isTied)) last.push(prediction);
    else groups.push([prediction]);
  });
  return groups;
}
