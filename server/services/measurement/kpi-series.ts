import { type Day, dayOf, daysOf } from '@/domain/measurement/day-range';
import { evaluate, type Kpi, type KpiFacts } from '@/domain/measurement/kpi';
import { KPIS } from '@/domain/measurement/kpis';
import { LEDGER_COLUMNS, type Ledger } from '@/domain/measurement/ledger';
import { authorise, type ServiceContext } from '../../context';
import { kpiOf, type Period, periodOf } from './kpis';
import { LEDGER_SUMS, ledgerOf, ledgerRows } from './ledger-query';
import { type RangeInput, resolveRange, type Span, spanOf } from './range';

/**
 * `counted`: something happened. `empty`: the workspace was at work and nothing happened, a true zero. `before` its
 * first decision and in the `future` there is nothing to know: gaps. `partial`: today, still filling.
 */
export type DayState = 'counted' | 'empty' | 'before' | 'future' | 'partial';

/** `value` is null where there is nothing to divide by, and in gaps. */
export type SeriesPoint = {
  day: Day;
  state: DayState;
  value: number | null;
  numerator: number;
  denominator: number;
  touches: number;
  revenueCents: number;
};

export type KpiSeries = { kpi: string; period: Period; points: SeriesPoint[] };

type DayRow = Ledger & { day: Day; customersTouched: number; medianReviewMs: number | null };

const NOTHING = Object.fromEntries(LEDGER_COLUMNS.map((column) => [column, 0])) as Ledger;

/** A KPI day by day in the workspace's time zone. The days of a sum add up to the range. Right: measurement.read. */
export async function kpiSeries(ctx: ServiceContext, input: RangeInput & { kpi: string }): Promise<KpiSeries> {
  authorise(ctx, 'measurement.read');
  const kpi = kpiOf(input.kpi);
  const range = resolveRange(ctx, input);
  const span = await spanOf(ctx, range);
  const [rows, firstDay] = await Promise.all([loadDays(ctx, span), loadFirstDay(ctx)]);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const today = dayOf(ctx.now, ctx.workspace.timezone);
  const points = daysOf(range).map((day): SeriesPoint => {
    const row = byDay.get(day);
    const facts = factsOf(row);
    const state = stateOf(day, today, firstDay, row !== undefined);
    const isGap = state === 'before' || state === 'future';
    const { value, numerator, denominator } = evaluate(kpi, facts);
    const { touches, credit_cents: revenueCents } = facts.ledger;
    return { day, state, value: isGap ? null : value, numerator, denominator, touches, revenueCents };
  });
  return { kpi: kpi.id, period: periodOf(ctx, range), points };
}

/** The shapes beside the figures: every KPI day by day. */
export type KpiTrends = {
  period: Period;
  days: { day: Day; state: DayState }[];
  /** By KPI, in the order of `days`. */
  values: Record<string, (number | null)[]>;
};

/** Every KPI day by day, from one reading of the ledger; null in gaps. Right: measurement.read. */
export async function kpiTrends(ctx: ServiceContext, input: RangeInput): Promise<KpiTrends> {
  authorise(ctx, 'measurement.read');
  const range = resolveRange(ctx, input);
  const [rows, firstDay] = await Promise.all([loadDays(ctx, await spanOf(ctx, range)), loadFirstDay(ctx)]);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const today = dayOf(ctx.now, ctx.workspace.timezone);
  const days = daysOf(range).map((day) => ({ day, state: stateOf(day, today, firstDay, byDay.has(day)) }));
  const valueOn = (kpi: Kpi, { day, state }: KpiTrends['days'][number]) =>
    state === 'before' || state === 'future' ? null : evaluate(kpi, factsOf(byDay.get(day))).value;
  const values = Object.fromEntries(KPIS.map((kpi) => [kpi.id, days.map((day) => valueOn(kpi, day))]));
  return { period: periodOf(ctx, range), days, values };
}

function loadDays(ctx: ServiceContext, span: Span): Promise<DayRow[]> {
  return ctx.db.$queryRaw<DayRow[]>`
    SELECT to_char(at AT TIME ZONE ${ctx.workspace.timezone}, 'YYYY-MM-DD') AS day, ${LEDGER_SUMS},
      count(DISTINCT customer_id) FILTER (WHERE touches > 0)::int AS "customersTouched",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY review_ms) FILTER (WHERE reviewed > 0) AS "medianReviewMs"
    FROM (${ledgerRows(ctx, span)}) AS ledger GROUP BY 1`;
}

async function loadFirstDay(ctx: ServiceContext): Promise<Day | null> {
  const first = await ctx.db.decision.findFirst({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { decidedAt: 'asc' },
    select: { decidedAt: true },
  });
  return first && dayOf(first.decidedAt, ctx.workspace.timezone);
}

function stateOf(day: Day, today: Day, firstDay: Day | null, isCounted: boolean): DayState {
  if (day > today) return 'future';
  if (!firstDay || day < firstDay) return isCounted ? 'counted' : 'before';
  if (day === today) return 'partial';
  return isCounted ? 'counted' : 'empty';
}

function factsOf(row: DayRow | undefined): KpiFacts {
  if (!row) return { ledger: NOTHING, customersTouched: 0, medianReviewMs: null, days: 1 };
  const { customersTouched, medianReviewMs } = row;
  return { ledger: ledgerOf(row), customersTouched, medianReviewMs, days: 1 };
}
