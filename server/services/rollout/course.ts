import { type Course, type CourseStep, courseOf } from '@/domain/rollout/course';
import { type Cohort, isCohort } from '@/domain/rollout/plan';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** Where a rollout stands, and how many decisions brought it there. */
export type CourseNow = { course: Course; seq: number };

/** Where the rollout of a workspace stands, from the decisions that were recorded. */
export async function readCourse(db: Db, { workspaceId }: ServiceContext): Promise<CourseNow> {
  const rows = await db.rolloutDecision.findMany({
    where: { workspaceId },
    orderBy: { seq: 'asc' },
    select: { seq: true, toCohort: true, decidedAt: true },
  });
  const steps = rows.map(({ toCohort, decidedAt }): CourseStep => ({ to: stepOf(toCohort), decidedAt }));
  return { course: courseOf(steps), seq: rows.at(-1)?.seq ?? 0 };
}

/** A stored step; null where there is none. Throws for a number that is no step: then a row was made by something else. */
export function stepOf(percent: number | null): Cohort | null {
  if (percent === null) return null;
  if (!isCohort(percent)) throw new Error(`${percent} is no step of the rollout.`);
  return percent;
}
