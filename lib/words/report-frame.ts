import type { ReportFigure } from '@/domain/reports/period-report';
import { formatMetric } from '@/lib/format';
import type { Kpis } from '@/server/services/measurement';
import { demoWords } from './demo-words';
import { figureOf, metaOf } from './figure';

export type ReportFrame<Facts> = {
  company: string;
  isVirtual: boolean;
  timezone: string;
  /** The period is not over: figures are of its days up to today. */
  isOpen: boolean;
  facts: Facts;
};

/** Figures of the registry in the words of a report, beside the period before. */
export function saidFigures(
  figures: Kpis,
  ids: readonly string[],
  notes: Readonly<Record<string, string>> = {},
): ReportFigure[] {
  return ids.map((id) => {
    const figure = figureOf(figures.kpis, id);
    const meta = metaOf(figure, figures.period.currency);
    const { name, value, previous } = figure;
    return { name, value: formatMetric(value, meta), before: formatMetric(previous, meta), note: notes[id] ?? null };
  });
}

/** What every report of a period says of itself. */
export function framed(
  { company, isVirtual, timezone, isOpen }: Omit<ReportFrame<unknown>, 'facts'>,
  { period, previous, simulatedShare }: Kpis,
) {
  return {
    ...{ company, isVirtual, timezone, isOpen },
    ...{ from: period.from, to: period.to },
    compared: { from: previous.from, to: previous.to },
    asOf: period.asOf.toISOString(),
    origin: simulatedShare ? demoWords(simulatedShare) : null,
  };
}
