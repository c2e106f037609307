import { formatCount, formatMetric, plural } from '@/lib/format';
import type { Kpis, KpiValue } from '@/server/services/measurement';
import { figureOf, metaOf } from './figure';

/** `kpi` is the figure that the value is of; null: uses of the kill switch, which are counted and judged by nobody. */
export type SafetyItem = { kpi: string | null; name: string; value: string; note: string | null };

/** Whether the product kept within its bounds in a period: what went wrong, and what people had to put right. */
export function safetyItems({
  kpis,
  period: { currency },
  stops,
}: Pick<Kpis, 'kpis' | 'period' | 'stops'>): SafetyItem[] {
  const said = (id: string, note: (figure: KpiValue) => string | null): SafetyItem => {
    const figure = figureOf(kpis, id);
    const value = formatMetric(figure.value, metaOf(figure, currency));
    return { kpi: id, name: figure.name, value, note: figure.value === null ? null : note(figure) };
  };
  return [
    { kpi: null, name: 'Uses of the kill switch', value: formatCount(stops), note: null },
    said('reported_breaches', () => null),
    said('complaint_rate', ({ numerator }) => plural(numerator, 'complaint')),
    said(
      'override_rate',
      ({ numerator, denominator }) => `${formatCount(numerator)} of ${plural(denominator, 'verdict')}`,
    ),
    said('uptime', () => null),
  ];
}
