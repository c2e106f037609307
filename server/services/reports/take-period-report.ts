import { z } from 'zod';
import { addDays, type DayRange, dayOf, isKnownYear } from '@/domain/measurement/day-range';
import type { PeriodReport } from '@/domain/reports/period-report';
import { comparedAt, endedPeriods, periodAt, REPORT_KINDS, type ReportKind } from '@/domain/reports/periods';
import { impactReport } from '@/lib/words/impact-report';
import { weeklyReport } from '@/lib/words/weekly-report';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { DayInput } from '../measurement';
import { impactFacts } from './impact-facts';
import { weeklyFacts } from './weekly-facts';

export const PeriodReportInput = z.object({ kind: z.enum(REPORT_KINDS), day: DayInput });

/**
 * What became of the week or month a day falls into, counted from its rows as they are now; of one that is not over, what
 * became of its days up to today, beside as many of the period before. Right: measurement.read. Throws forbidden, and
 * invalid for a period that has not begun.
 */
export async function takePeriodReport(
  ctx: ServiceContext,
  { kind, day }: z.infer<typeof PeriodReportInput>,
): Promise<PeriodReport> {
  authorise(ctx, 'measurement.read');
  const today = dayOf(ctx.now, ctx.workspace.timezone);
  const period = periodAt(kind, day);
  if (period.from > today) {
    throw new ServiceError('invalid', 'This period has not begun.', { field: 'day' });
  }
  const { range, before, isOpen } = comparedAt(kind, period, today);
  if (!isKnownYear(before.from)) {
    throw new ServiceError('invalid', 'There are no figures of so long ago.', { field: 'day' });
  }
  const { name: company, isVirtual, timezone } = ctx.workspace;
  const frame = { company, isVirtual, timezone, isOpen };
  return kind === 'weekly'
    ? weeklyReport({ ...frame, facts: await weeklyFacts(ctx, range, before) })
    : impactReport({ ...frame, facts: await impactFacts(ctx, range, before) });
}

/** Periods that can be chosen, of each kind, at most: two years of weeks. */
const MOST_PERIODS = 104;

export type ReportPeriods = Record<ReportKind, DayRange[]> & {
  /** The periods that are not over yet. */
  open: Record<ReportKind, DayRange>;
};

/** The periods there is a report of, the latest first: since the first decision. Right: measurement.read. */
export async function reportPeriods(ctx: ServiceContext): Promise<ReportPeriods> {
  authorise(ctx, 'measurement.read');
  const { timezone } = ctx.workspace;
  const first = await ctx.db.decision.findFirst({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { decidedAt: 'asc' },
    select: { decidedAt: true },
  });
  const today = dayOf(ctx.now, timezone);
  const since = first ? dayOf(first.decidedAt, timezone) : addDays(today, 1);
  const ended = (kind: ReportKind) => endedPeriods(kind, { first: since, today, most: MOST_PERIODS });
  return {
    weekly: ended('weekly'),
    impact: ended('impact'),
    open: { weekly: periodAt('weekly', today), impact: periodAt('impact', today) },
  };
}
