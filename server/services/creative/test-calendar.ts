import { z } from 'zod';
import { KnownDate } from '@/domain/shared/known-instant';
import { DAY } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { activePolicy } from '../policies';
import { loadOverlaps, scheduleOf } from './overlaps';
import type { CalendarTest, TestCalendar, TestStatus } from './types';

/** Longer spans show nothing that anybody could read. */
const LONGEST_SPAN = 371 * DAY;

export const TestCalendarInput = z
  .object({ from: z.coerce.date().pipe(KnownDate), to: z.coerce.date().pipe(KnownDate) })
  .refine(({ from, to }) => from < to, 'The calendar has to end after it begins.')
  .refine(({ from, to }) => to.getTime() - from.getTime() <= LONGEST_SPAN, 'The calendar shows at most a year.');

/** Tests shown, the latest first where there are more. */
const LISTED = 100;

/**
 * The tests that run, ran or will run between two instants, by when they begin, and which of them have customers in
 * common at the same time. Throws forbidden, invalid_input for an unusable span.
 */
export async function testCalendar(
  ctx: ServiceContext,
  input: z.input<typeof TestCalendarInput>,
): Promise<TestCalendar> {
  authorise(ctx, 'creative.read');
  const { from, to } = TestCalendarInput.parse(input);
  const { workspaceId } = ctx;
  const { document: policy } = await activePolicy(ctx);
  const rows = await ctx.db.experiment.findMany({
    where: {
      workspaceId,
      status: { not: 'rejected' },
      AND: [
        { OR: [{ startedAt: null }, { startedAt: { lt: to } }] },
        { OR: [{ endedAt: null }, { endedAt: { gt: from } }] },
      ],
    },
    include: { _count: { select: { variants: { where: { position: { gt: 0 }, status: { not: 'rejected' } } } } } },
    orderBy: [{ proposedAt: 'desc' }, { id: 'desc' }],
    take: LISTED,
  });
  const exposures = await ctx.db.experimentExposure.groupBy({
    by: ['experimentId'],
    where: { workspaceId, experimentId: { in: rows.map(({ id }) => id) } },
    _count: true,
  });
  const scheduled = rows.flatMap((row) => {
    const schedule = scheduleOf(row, policy, ctx.now);
    return schedule && schedule.from < to && schedule.until > from ? [{ row, schedule }] : [];
  });
  const overlaps = await loadOverlaps(
    ctx.db,
    ctx,
    scheduled.map(({ schedule }) => schedule),
    policy.creative.longestDays,
  );
  const tests = scheduled.map(
    ({ row, schedule }): CalendarTest => ({
      ...schedule,
      status: row.status as TestStatus,
      startsAt: row.startsAt,
      variants: row._count.variants,
      customers: exposures.find(({ experimentId }) => experimentId === row.id)?._count ?? 0,
      learning: row.learning,
    }),
  );
  return { tests: tests.sort((a, b) => a.from.getTime() - b.from.getTime()), overlaps };
}
