import type { Before } from '@/domain/experiments/second-look';
import { formatMoney, formatPoints, formatRate } from '@/lib/format';
import type { LookAgain } from '@/server/services/creative';

type Look = LookAgain['looks'][number];

const KINDS: Readonly<Record<Before, string>> = { never: 'Never', once: 'Once', more: 'More than once' };

/** Customers of one kind as the table shows them. */
export type KindRow = { kind: string; customers: number; effect: string; p: string };

/** By what customers had ordered before, then all of them as if every kind had fallen evenly on both. */
export function kindRows({ segments, stratified }: Pick<Look, 'segments' | 'stratified'>): KindRow[] {
  const kinds = segments.map((found) => ({
    kind: KINDS[found.segment as Before],
    customers: found.customers,
    effect: pointsOf(found),
    p: found.p.toFixed(3),
  }));
  if (!stratified || kinds.length < 2) return kinds;
  const customers = segments.reduce((sum, segment) => sum + segment.customers, 0);
  return [...kinds, { kind: 'All, evenly', customers, effect: pointsOf(stratified), p: stratified.p.toFixed(3) }];
}

function pointsOf({ estimate, low, high }: { estimate: number; low: number; high: number }): string {
  return `${formatPoints(estimate)} (${formatPoints(low)} to ${formatPoints(high)})`;
}

/** Revenue per customer against the control, and what taking their past away does to the interval. */
export function revenueWords(
  { revenue: { plain, adjusted, explained } }: Pick<Look, 'revenue'>,
  currency: string,
): string {
  if (!plain) return 'Nobody has ordered yet: revenue per customer cannot be compared.';
  const money = (cents: number) => formatMoney(cents, { currency, signed: true });
  const words = ({ estimate, low, high }: { estimate: number; low: number; high: number }) =>
    `${money(estimate)} (${money(low)} to ${money(high)})`;
  const first = `Revenue per customer against the control: ${words(plain)}.`;
  if (!adjusted || explained === null)
    return `${first} Nobody had spent anything before, so their past explains nothing of it.`;
  return `${first} With what each had spent in the 90 days before taken into account (CUPED): ${words(adjusted)}; their past explains ${formatRate(explained, 0)} of the spread.`;
}

/** The same rows as a file. */
export function kindTable(rows: readonly KindRow[]): { header: string[]; rows: string[][] } {
  return {
    header: ['Had ordered before', 'Customers', 'Against the control, 95% interval', 'p, corrected'],
    rows: rows.map(({ kind, customers, effect, p }) => [kind, String(customers), effect, p]),
  };
}
