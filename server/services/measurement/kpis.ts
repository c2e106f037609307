import { type DayRange, lengthOf, previousRange } from '@/domain/measurement/day-range';
import { type Evidence, evidenceOf, isClearChange } from '@/domain/measurement/evidence';
import { type Incremental, incrementalPerTouch } from '@/domain/measurement/incremental';
import { evaluate, type Kpi } from '@/domain/measurement/kpi';
import { findKpi, KPIS } from '@/domain/measurement/kpis/registry';
import { isAtWork } from '@/domain/measurement/ledger';
import { type PriceOfTouches, priceOfTouches } from '@/domain/measurement/price-of-touches';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { countStops } from '../kill-switch';
import { loadFacts, loadGroups, outcomesOf, type SpreadFacts } from './facts';
import { type RangeInput, resolveRange, spanOf } from './range';

/** A KPI's definition with its value; `previous` is that of the period compared with, null where nothing happened in it. */
export type KpiValue = Kpi & {
  value: number | null;
  previous: number | null;
  numerator: number;
  denominator: number;
  /** What the value rests on, to judge it by; null for plain counts and where nothing was counted. */
  evidence: Evidence | null;
  /** Whether the change against `previous` is more than chance makes. */
  isClearChange: boolean;
};

export type Period = DayRange & { days: number; timezone: string; currency: string; asOf: Date };

export type Kpis = {
  period: Period;
  previous: DayRange;
  kpis: KpiValue[];
  /** Decisions of the period by where they stand. */
  outcomes: Record<string, number>;
  incremental: Incremental;
  /** What the touches cost besides, and what of their credit they did not cause. */
  price: PriceOfTouches;
  /** E-mails that only machines opened: shown apart, counted nowhere. */
  machineOpens: number;
  /** Uses of the kill switch. */
  stops: number;
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
  const span = await spanOf(ctx, range);
  const [current, before, groups, stops] = await Promise.all([
    loadFacts(ctx, range),
    loadFacts(ctx, previous),
    loadGroups(ctx.db, ctx, span),
    countStops(ctx, span),
  ]);
  const { ledger, customersTouched } = current.facts;
  const incremental = incrementalPerTouch(groups, ledger.touches);
  return {
    period: periodOf(ctx, range),
    previous,
    kpis: KPIS.map((kpi) => kpiValue(kpi, current, before)),
    outcomes: outcomesOf(ledger),
    incremental,
    price: priceOfTouches(
      {
        touches: ledger.touches,
        creditCents: ledger.credit_cents,
        discountCents: ledger.discount_cents,
        unsubscribed: ledger.unsubscribed,
        customersTouched,
      },
      incremental,
    ),
    machineOpens: ledger.machine_opened,
    stops,
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

function kpiValue(kpi: Kpi, current: SpreadFacts, before: SpreadFacts): KpiValue {
  // Where nothing at all happened there is nothing to compare with: a zero would make a gain of everything.
  const isKnown = isAtWork(before.facts.ledger);
  const evidence = evidenceOf(kpi, current.facts, current.spread);
  const evidenceBefore = evidenceOf(kpi, before.facts, before.spread);
  return {
    ...kpi,
    ...evaluate(kpi, current.facts),
    previous: isKnown ? evaluate(kpi, before.facts).value : null,
    evidence,
    isClearChange: isClearChange(evidence, evidenceBefore),
  };
}
