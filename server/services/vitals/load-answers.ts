import type { ServiceContext } from '../../context';
import { systemDb } from '../../system-db';

/** Requests of one step of time, over all doors. */
export type AnsweredStep = { step: string; answered: number; failed: number };

/** How many requests the installation answered within a span, by hour or day, and how many of them failed. */
export async function loadAnswers(
  { workspace }: ServiceContext,
  { from, to }: { from: Date; to: Date },
  by: 'hour' | 'day',
): Promise<AnsweredStep[]> {
  if (workspace.isVirtual) return [];
  const rows = await systemDb().$queryRaw<AnsweredStep[]>`
    SELECT CASE WHEN ${by} = 'day' THEN to_char(hour AT TIME ZONE ${workspace.timezone}, 'YYYY-MM-DD')
        ELSE to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END AS step,
      sum(answered)::int AS answered, sum(failed)::int AS failed
    FROM request_hour WHERE hour >= ${from} AND hour < ${to} GROUP BY 1 ORDER BY 1`;
  return rows;
}
