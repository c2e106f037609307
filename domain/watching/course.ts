import type { Kpi } from '../measurement/kpi';
import type { LedgerColumn } from '../measurement/ledger';
import type { Course } from './reading';

/** Sums of the ledger hour by hour, oldest first, without gaps; columns that were not asked for are missing. */
export type HourlySums = readonly Readonly<Partial<Record<LedgerColumn, number>>>[];

/** The columns that a watched figure is counted from. Throws for a figure that is neither a sum nor a share. */
export function watchedColumns({ id, measure }: Pick<Kpi, 'id' | 'measure'>): LedgerColumn[] {
  if (measure.kind === 'sum') return [measure.column, ...(measure.spread ? [measure.spread.squares] : [])];
  if (measure.kind === 'share') return [measure.numerator, measure.denominator];
  throw new RangeError(`“${id}” is no sum of hours: it cannot be watched.`);
}

/**
 * A watched figure as a course of events. An amount counts in events of the size that varies as it does: what its squares
 * sum to over what it sums to, so that one large order is not taken for many.
 */
export function courseOf(kpi: Pick<Kpi, 'id' | 'measure' | 'watch'>, hours: HourlySums): Course {
  const { measure, watch } = kpi;
  const valuesOf = (column: LedgerColumn) => hours.map((hour) => hour[column] ?? 0);
  if (measure.kind === 'share') {
    const cases = valuesOf(measure.denominator);
    const hits = valuesOf(measure.numerator);
    const events = watch?.byMisses ? cases.map((all, index) => all - (hits[index] ?? 0)) : hits;
    return { events, cases, eventSize: 1, kind: 'rate' };
  }
  if (measure.kind !== 'sum') throw new RangeError(`“${kpi.id}” is no sum of hours: it cannot be watched.`);
  const amounts = valuesOf(measure.column);
  const squares = measure.spread ? total(valuesOf(measure.spread.squares)) : 0;
  const eventSize = squares > 0 ? squares / total(amounts) : 1;
  return { events: amounts.map((amount) => amount / eventSize), cases: amounts.map(() => 1), eventSize, kind: 'count' };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
