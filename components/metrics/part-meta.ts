import { columnsOf, type Kpi } from '@/domain/measurement/kpi';
import type { LedgerColumn } from '@/domain/measurement/ledger';
import type { MetricMeta } from '@/lib/format';
import { partsOf } from '@/lib/words/figure';

export type Part = { name: string; meta: MetricMeta };

/** What a decision adds to a figure, by name and unit: one part for a sum, two for a ratio. */
export function partsBehind(kpi: Kpi, currency: string): { numerator: Part; denominator: Part | null } {
  const columns = columnsOf(kpi);
  if (!columns)
    return { numerator: { name: kpi.name, meta: { unit: kpi.unit, direction: 'none', currency } }, denominator: null };
  const [numerator, denominator] = columns;
  const names = partsOf(kpi);
  const part = (column: LedgerColumn, name: string): Part => ({
    name: capitalised(name),
    meta: { unit: unitOf(column), direction: 'none', currency },
  });
  if (kpi.measure.kind === 'medianReview') {
    return { numerator: part(numerator, 'time to verdict'), denominator: part(denominator, 'verdicts') };
  }
  if (numerator === denominator) return { numerator: part(numerator, kpi.name), denominator: null };
  return {
    numerator: part(numerator, names?.numerator ?? kpi.name),
    denominator: part(denominator, names?.denominator ?? 'cases'),
  };
}

function unitOf(column: LedgerColumn): MetricMeta['unit'] {
  if (column.endsWith('_cents')) return 'money';
  return column.endsWith('_ms') ? 'duration' : 'count';
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
