import type { ChartTable } from '@/components/charts/chart-frame';
import { formatDifference, formatMetric, type MetricMeta, MISSING } from '@/lib/format';
import type { KpiBreakdown } from '@/server/services/measurement';
import type { partsBehind } from './part-meta';

type Asked = {
  /** What it is split by: "Action". */
  by: string;
  name: string;
  meta: MetricMeta;
  behind: ReturnType<typeof partsBehind>;
  /** Whether there is a period to compare with. */
  isCompared: boolean;
};

export type PreparedBreakdown = {
  parts: {
    key: string;
    name: string;
    value: string;
    numerator: string;
    /** null where the figure is a sum. */
    denominator: string | null;
    /** Signed: "+$0.020"; null without a period to compare with, or where it cannot be told. */
    contribution: string | null;
    /** Of the largest part, 0..1. */
    share: number;
  }[];
  /** One sentence for those who do not see the bars. */
  summary: string;
  table: ChartTable;
};

/** Everything the parts of a figure show, in the order given: as bars, in a sentence, as a table. */
export function prepareBreakdown(
  given: KpiBreakdown['parts'],
  { by, name, meta, behind: { numerator, denominator }, isCompared }: Asked,
): PreparedBreakdown {
  const sizeOf = (value: number | null) => Math.abs(value ?? 0);
  const longest = Math.max(...given.map((part) => sizeOf(part.value)));
  const parts = given.map((part) => ({
    key: part.key,
    name: part.name,
    value: formatMetric(part.value, meta),
    numerator: formatMetric(part.numerator, numerator.meta),
    denominator: denominator && formatMetric(part.denominator, denominator.meta),
    contribution: isCompared && part.contribution !== null ? formatDifference(part.contribution, meta) : null,
    share: longest > 0 ? sizeOf(part.value) / longest : 0,
  }));
  const known = given.filter((part) => part.value !== null);
  const top = known.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  return {
    parts,
    summary: top
      ? `Highest: ${top.name} with ${formatMetric(top.value, meta)}, of ${known.length}.`
      : 'Nothing to split in this period.',
    table: {
      header: [
        by,
        name,
        ...(denominator ? [numerator.name, denominator.name] : []),
        ...(isCompared ? ['Compared with', 'Part of the change'] : []),
      ],
      rows: parts.map((part, index) => [
        part.name,
        part.value,
        ...(part.denominator === null ? [] : [part.numerator, part.denominator]),
        ...(isCompared ? [formatMetric(given[index]?.previous, meta), part.contribution ?? MISSING] : []),
      ]),
    },
  };
}
