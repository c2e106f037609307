import type { ServiceContext } from '../../context';
import { systemDb } from '../../system-db';
import { hoursWithin, stepOfHour } from './hour-steps';

/** Requests of one step of time, over all doors. */
export type AnsweredStep = { step: string; answered: number; failed: number };

/** How many requests the installation answered within a span, by hour or day, and how many of them failed. */
export async function loadAnswers(
  { workspace }: ServiceContext,
  span: { from: Date; to: Date },
  by: 'hour' | 'day',
): Promise<AnsweredStep[]> {
  if (workspace.isVirtual) return [];
  const rows = await systemDb().$queryRaw<AnsweredStep[]>`
    SELECT ${stepOfHour(by, workspace.timezone)} AS step,
      sum(answered)::int AS answered, sum(failed)::int AS failed
    FROM request_hour WHERE ${hoursWithin(span)} GROUP BY 1 ORDER BY 1`;
  return rows;
}
