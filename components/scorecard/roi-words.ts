import type { ChartTable } from '@/components/charts/chart-frame';
import { CASES, type RoiCase, type YearlyReturn } from '@/domain/measurement/roi';
import { formatCount, formatMoney } from '@/lib/format';

type Returns = Record<RoiCase, YearlyReturn>;
type Row = { label: string; note?: string; of: (one: YearlyReturn) => string };

export const CASE_NAMES: Readonly<Record<RoiCase, string>> = {
  low: 'Low end',
  likely: 'Likely',
  high: 'High end',
};

/** A return as people say it: 7.4x of every unit spent comes back on top of it. */
export function ratioText(ratio: number | null): string {
  return ratio === null ? 'Nothing is spent' : `${formatCount(ratio, { decimals: 1 })}x`;
}

export function paybackText(months: number | null): string {
  if (months === null) return 'Never at this rate';
  if (months === 0) return 'Nothing to pay back';
  return months < 1 ? 'Within a month' : `${formatCount(months, { decimals: 1 })} months`;
}

/** The rows of the reckoning, from what came in to what is left. */
export function roiRows(currency: string): readonly Row[] {
  const money = (cents: number) => formatMoney(cents, { currency, decimals: 0 });
  return [
    { label: 'Revenue the touches caused', of: ({ revenueCents }) => money(revenueCents) },
    { label: 'Margin on it', of: ({ gainCents }) => money(gainCents) },
    { label: 'Costs', of: ({ costCents }) => money(costCents) },
    { label: 'What is left', of: ({ netCents }) => money(netCents) },
    { label: 'Return on investment', note: '(margin − costs) / costs', of: ({ ratio }) => ratioText(ratio) },
    { label: 'Set-up paid back after', of: ({ paybackMonths }) => paybackText(paybackMonths) },
  ];
}

export function roiTable(returns: Returns, currency: string): ChartTable {
  return {
    header: ['First year at this rate', ...CASES.map((each) => CASE_NAMES[each])],
    rows: roiRows(currency).map(({ label, of }) => [label, ...CASES.map((each) => of(returns[each]))]),
  };
}

/** The reckoning in one sentence that says no more than the interval does. */
export function roiSentence({ low, likely, high }: Returns, currency: string): string {
  const money = (cents: number) => formatMoney(Math.abs(cents), { currency, decimals: 0 });
  const cost = `a year costs ${money(likely.costCents)}`;
  if (low.netCents > 0)
    return `It pays: ${cost} and leaves at least ${money(low.netCents)}, likely ${money(likely.netCents)}.`;
  if (high.netCents < 0) return `It does not pay yet: ${cost} and loses at least ${money(high.netCents)} at this rate.`;
  return `It may pay or not: ${cost}, and what is left lies between ${money(low.netCents)} lost and ${money(high.netCents)} earned.`;
}

/** What it takes to pay for itself; nothing where that cannot be said, or nothing is spent. */
export function breakEvenWords(centsPerTouch: number | null, currency: string): string {
  if (!centsPerTouch) return '';
  return `The year pays for itself where each touch causes ${formatMoney(centsPerTouch, { currency })}.`;
}
