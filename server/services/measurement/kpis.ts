import { type DayRange, lengthOf, previousRange } from '@/domain/measurement/day-range';
import { type Incremental, incrementalPerTouch } from '@/domain/measurement/incremental';
import { evaluate, type Kpi, type KpiFacts } from '@/domain/measurement/kpi';
import { findKpi, KPIS } from '@/domain/measurement/kpis';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { loadFacts, loadGroups, loadOutcomes } from './facts';
import { type RangeInput, resolveRange } from './range';

/** A KPI's definition with its value; `previous` is that of the period compared with, null where nothing happened in it. */
export type KpiValue = Omit<Kpi, 'enoughFrom'> & {
  value: number | null;
  previous: number | null;
  numerator: number;
  denominator: number;
  /** False while there are too few cases to judge by. */
  isEnough: boolean;
};

export type Period = DayRange & { days: number; timezone: string; currency: string; asOf: Date };

export type Kpis = {
  period: Period;
  previous: DayRange;
  kpis: KpiValue[];
  /** Decisions of the period by where they stand. */
  outcomes: Record<string, number>;
  incremental: Incremental;
  /** E-mails that only machines opened: shown apart, counted nowhere. */
  machineOpens: number;
  /** Share 0..1 of touches that are demo data; null where there are none. */
  simulatedShare: number | null;
};

/**
 * Every KPI of a range of days beside the period compared with: `compare`, or as many days just before. Right:
 * measurement.read.
 */
export async function kpis(ctx: ServiceContext, input: RangeInput, compare?: RangeInput): Promise<Kpis> {
  authorise(ctx, 'measurement.read');
  const range = resolveRange(ctx, input);
  const previous = compare ? resolveRange(ctx, compare) : previousRange(range);
  const [facts, before, outcomes, groups] = await Promise.all([
    loadFacts(ctx, range),
    loadFacts(ctx, previous),
    loadOutcomes(ctx, range),
    loadGroups(ctx, range),
  ]);
  const { ledger } = facts;
  return {
    period: periodOf(ctx, range),
    previous,
    kpis: KPIS.map((kpi) => kpiValue(kpi, facts, before)),
    outcomes,
    incremental: incrementalPerTouch(groups.treated, groups.heldOut, ledger.touches),
    machineOpens: ledger.machine_opened,
    simulatedShare: ledger.touches > 0 ? ledger.simulated_touches / ledger.touches : null,
  };
}

/** The KPI of this id. Throws not_found, naming those there are. */
export function kpiOf(id: string): Kpi {
  const kpi = findKpi(id);
  if (!kpi) {
    const known = KPIS.map((each) => each.id).join(', ');
    throw new ServiceError('not_found', `There is no such figure. Known: ${known}.`, { field: 'kpi' });
  }
  return kpi;
}

/** A range with what is needed to say it: its length, zone and currency, and the clock it was read at. */
export function periodOf(ctx: ServiceContext, range: DayRange): Period {
  const { timezone, currency } = ctx.workspace;
  return { ...range, days: lengthOf(range), timezone, currency, asOf: ctx.now };
}

function kpiValue(kpi: Kpi, facts: KpiFacts, before: KpiFacts): KpiValue {
  const { enoughFrom, ...definition } = kpi;
  // Where nothing at all happened there is nothing to compare with: a zero would make a gain of everything.
  const isKnown = Object.values(before.ledger).some((sum) => sum !== 0);
  return { ...definition, ...evaluate(kpi, facts), previous: isKnown ? evaluate(kpi, before).value : null };
}
