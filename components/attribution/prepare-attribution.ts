import type { ChartTable } from '@/components/charts/chart-frame';
import type { AttributionModel } from '@/domain/attribution/models';
import { formatMoney, formatRate } from '@/lib/format';
import type { AttributionComparison, AttributionWay } from '@/server/services/attribution';

/** The models as columns, in their order. */
export const MODEL_WORDS: readonly { id: AttributionModel; name: string; hint: string }[] = [
  { id: 'last_touch', name: 'Last touch', hint: 'All to the last touch before the order.' },
  { id: 'first_touch', name: 'First touch', hint: 'All to the first touch in the window.' },
  { id: 'linear', name: 'Linear', hint: 'The same to every touch.' },
  { id: 'time_decay', name: 'Time decay', hint: 'Half as much for each week before the order.' },
  { id: 'position', name: 'Position', hint: '40% each to the first and last touch, 20% to those between.' },
  { id: 'markov', name: 'Markov', hint: 'By how many orders would be gone without it.' },
  { id: 'shapley', name: 'Shapley', hint: 'The same to everything that was on the way.' },
];

export const WAYS = [
  { value: 'channel', label: 'Channel' },
  { value: 'agent', label: 'Agent' },
  { value: 'campaign', label: 'Campaign' },
] as const satisfies readonly { value: AttributionWay; label: string }[];

/** The comparison as a table, with the sum that every model has in common as its last row. */
export function attributionTable(data: AttributionComparison, by: AttributionWay, currency: string): ChartTable {
  const money = (cents: number) => formatMoney(cents, { currency });
  const way = WAYS.find(({ value }) => value === by)?.label ?? by;
  return {
    header: [way, ...MODEL_WORDS.map(({ name }) => name), 'Removal effect'],
    rows: [
      ...data.rows.map((row) => [
        row.name,
        ...MODEL_WORDS.map(({ id }) => money(row.credit[id])),
        formatRate(row.removalEffect, 1),
      ]),
      ['All', ...MODEL_WORDS.map(() => money(data.revenueCents)), ''],
    ],
  };
}

/** How far the models disagree about each, as shares of the whole: the least and the most that any of them says. */
export function spreadOf(
  row: AttributionComparison['rows'][number],
  revenueCents: number,
): { low: number; high: number } {
  if (revenueCents <= 0) return { low: 0, high: 0 };
  const shares = MODEL_WORDS.map(({ id }) => row.credit[id] / revenueCents);
  return { low: Math.min(...shares), high: Math.max(...shares) };
}
