import { type Day, type DayRange, dayOf, daysOf } from '@/domain/measurement/day-range';
import {
  columnsBefore,
  columnsOf,
  evaluate,
  type Kpi,
  type KpiFacts,
  NO_SERVICE,
  type ServiceFacts,
} from '@/domain/measurement/kpi';
import { KPIS } from '@/domain/measurement/kpis/registry';
import {
  addLedgers,
  isAtWork,
  LEDGER_COLUMNS,
  type Ledger,
  type LedgerColumn,
  NOTHING_COUNTED,
  WORK_COLUMNS,
} from '@/domain/measurement/ledger';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { loadBefore } from './facts';
import { kpiOf, type Period, periodOf } from './kpis';
import { ledgerHours, ledgerOf, sumsOf } from './ledger-query';
import { dayCuts, type RangeInput, resolveRange, type Span, spanOf } from './range';
import { loadServiceByDay } from './service-facts';
import { countTouched } from './touched-customers';

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

/** A KPI day by day in the workspace's time zone. The days of a sum add up to the range. Right: measurement.read. */
export async function kpiSeries(ctx: ServiceContext, input: RangeInput & { kpi: string }): Promise<KpiSeries> {
  authorise(ctx, 'measurement.read');
  const kpi = kpiOf(input.kpi);
  const range = resolveRange(ctx, input);
  const days = await loadCourse(ctx, range, [kpi]);
  const points = days.map(({ day, state, facts }): SeriesPoint => {
    const { value, numerator, denominator } = evaluate(kpi, facts);
    const { touches, credit_cents: revenueCents } = facts.ledger;
    return { day, state, value: isGap(state) ? null : value, numerator, denominator, touches, revenueCents };
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
  const days = await loadCourse(ctx, range, KPIS);
  const valueOn = (kpi: Kpi, { state, facts }: DayFacts) => (isGap(state) ? null : evaluate(kpi, facts).value);
  return {
    period: periodOf(ctx, range),
    days: days.map(({ day, state }) => ({ day, state })),
    values: Object.fromEntries(KPIS.map((kpi) => [kpi.id, days.map((day) => valueOn(kpi, day))])),
  };
}

function isGap(state: DayState): boolean {
  return state === 'before' || state === 'future';
}

type DayFacts = { day: Day; state: DayState; facts: KpiFacts };

/** What some KPIs are computed from, day by day. */
async function loadCourse(ctx: ServiceContext, range: DayRange, figures: readonly Kpi[]): Promise<DayFacts[]> {
  const span = await spanOf(ctx, range);
  const [days, cuts] = [daysOf(range), await dayCuts(ctx, range)];
  const [rows, touched, reviews, service, firstDay, begun] = await Promise.all([
    loadDays(ctx, span, cuts, neededBy(figures)),
    figures.some(({ measure }) => measure.kind === 'perCustomerMonth')
      ? loadTouchedByDay(ctx, days, cuts)
      : new Map<Day, number>(),
    figures.some(({ measure }) => measure.kind === 'medianReview') ? loadReviewsByDay(ctx, span) : new Map(),
    figures.some(isOfService) ? loadServiceByDay(ctx, days, cuts) : new Map<Day, ServiceFacts>(),
    loadFirstDay(ctx),
    loadBefore(ctx, span.from, figures),
  ]);
  const today = dayOf(ctx.now, ctx.workspace.timezone);
  let before = begun;
  return days.map((day) => {
    const counted = rows.get(day);
    const ledger = counted ?? NOTHING_COUNTED;
    const facts = {
      ledger,
      before,
      customersTouched: touched.get(day) ?? 0,
      medianReviewMs: reviews.get(day) ?? null,
      service: service.get(day) ?? NO_SERVICE,
      days: 1,
    };
    if (counted) before = addLedgers(before, counted);
    return { day, state: stateOf(day, today, firstDay, counted !== undefined && isAtWork(counted)), facts };
  });
}

/** Whether a figure tells of the product itself. */
function isOfService({ measure }: Kpi): boolean {
  return measure.kind === 'decisionTime' || measure.kind === 'uptime';
}

/** Which columns some figures are computed from, and those that tell what a day was. */
function neededBy(figures: readonly Kpi[]): LedgerColumn[] {
  if (figures === KPIS) return [...LEDGER_COLUMNS];
  const own = figures.flatMap((kpi) => [...(columnsOf(kpi) ?? []), ...columnsBefore(kpi)]);
  return [...new Set<LedgerColumn>([...own, ...WORK_COLUMNS, 'touches', 'credit_cents'])];
}

async function loadDays(
  ctx: ServiceContext,
  span: Span,
  cuts: readonly Date[],
  needed: readonly LedgerColumn[],
): Promise<Map<Day, Ledger>> {
  const hours = await ledgerHours(ctx, span, { needed, cuts });
  const rows = await ctx.db.$queryRaw<(Partial<Ledger> & { day: Day })[]>`
    SELECT ${dayIn(ctx, Prisma.sql`at`)} AS day, ${sumsOf(needed)} FROM (${hours}) AS ledger GROUP BY 1`;
  return new Map(rows.map(({ day, ...row }) => [day, ledgerOf(row)]));
}

async function loadTouchedByDay(
  ctx: ServiceContext,
  days: readonly Day[],
  cuts: readonly Date[],
): Promise<Map<Day, number>> {
  const spans = days.map((_, index) => ({ from: cuts[index] ?? ctx.now, to: cuts[index + 1] ?? ctx.now }));
  const touched = await countTouched(ctx, spans);
  return new Map(days.map((day, index) => [day, touched[index]?.customers ?? 0]));
}

async function loadReviewsByDay(ctx: ServiceContext, { from, to }: Span): Promise<Map<Day, number>> {
  const rows = await ctx.db.$queryRaw<{ day: Day; median: number }[]>`
    SELECT ${dayIn(ctx, Prisma.sql`decided_at`)} AS day, percentile_cont(0.5) WITHIN GROUP (
      ORDER BY (extract(epoch FROM reviewed_at - decided_at) * 1000)::bigint) AS median
    FROM decision WHERE workspace_id = ${ctx.workspaceId}::uuid AND decided_at >= ${from} AND decided_at < ${to}
      AND reviewed_at IS NOT NULL GROUP BY 1`;
  return new Map(rows.map(({ day, median }) => [day, median]));
}

function dayIn(ctx: ServiceContext, at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${at} AT TIME ZONE ${ctx.workspace.timezone}, 'YYYY-MM-DD')`;
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
