import { formatMetric, type MetricMeta } from '@/lib/format';

export type Bar = { label: string; value: number | null };

export type PreparedBars = {
  bars: { label: string; value: number; text: string }[];
  summary: string;
  table: { header: string[]; rows: string[][] };
};

const MOST_BARS = 12;

/**
 * Bars in the order given, those beyond the twelfth summed up as "Other" where values add up. Missing values are left
 * out of the drawing and stay in the table.
 */
export function prepareBars(label: string, bars: readonly Bar[], meta: MetricMeta): PreparedBars {
  const known = bars.filter((bar): bar is Bar & { value: number } => bar.value !== null);
  const drawn = addsUp(meta) && known.length > MOST_BARS ? withOther(known) : known.slice(0, MOST_BARS);
  const top = known.toSorted((a, b) => b.value - a.value)[0];
  return {
    bars: drawn.map((bar) => ({ label: bar.label, value: bar.value, text: formatMetric(bar.value, meta) })),
    summary: top
      ? `${label}: highest is ${top.label} with ${formatMetric(top.value, meta)}, of ${known.length}.`
      : `${label}: nothing measured in this period yet.`,
    table: { header: ['', label], rows: bars.map((bar) => [bar.label, formatMetric(bar.value, meta)]) },
  };
}

function addsUp(meta: MetricMeta): boolean {
  return meta.unit === 'money' || meta.unit === 'count';
}

function withOther(bars: readonly (Bar & { value: number })[]): (Bar & { value: number })[] {
  const rest = bars.slice(MOST_BARS - 1);
  const other = { label: 'Other', value: rest.reduce((sum, bar) => sum + bar.value, 0) };
  return [...bars.slice(0, MOST_BARS - 1), other];
}
