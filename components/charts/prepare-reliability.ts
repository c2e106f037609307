import { formatCount, formatRate, plural } from '@/lib/format';

/** Predictions of about the same probability: predicted on average, and what came. Shares 0..1. */
export type ReliabilityBin = { count: number; predicted: number; came: number };

export type PreparedReliability = {
  bins: readonly ReliabilityBin[];
  /** Where both axes end, 0..1: a little beyond the largest share. */
  end: number;
  summary: string;
  table: { header: string[]; rows: string[][] };
};

/** Everything a reliability diagram decides before it draws: how far its axes go, the words, the table. */
export function prepareReliability(bins: readonly ReliabilityBin[]): PreparedReliability {
  const largest = Math.max(0, ...bins.flatMap(({ predicted, came }) => [predicted, came]));
  return {
    bins,
    end: Math.min(1, Math.max(0.05, Math.ceil(largest * 1.1 * 20) / 20)),
    summary: summaryOf(bins),
    table: {
      header: ['Predicted', 'Came', 'Decisions'],
      rows: bins.map(({ count, predicted, came }) => [formatRate(predicted), formatRate(came), formatCount(count)]),
    },
  };
}

function summaryOf(bins: readonly ReliabilityBin[]): string {
  if (bins.length === 0) return 'No prediction could be tested yet.';
  const tested = bins.reduce((sum, { count }) => sum + count, 0);
  const error = bins.reduce((sum, { count, predicted, came }) => sum + count * Math.abs(predicted - came), 0) / tested;
  return `${plural(tested, 'decision')} predicted from what was known before each: ${formatRate(error)} off what came, on average.`;
}
