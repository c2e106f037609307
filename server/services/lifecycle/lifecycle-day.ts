import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** A day that is not done yet, held until commit. `since`: when the day before began, what changed after it is news. */
export type OpenDay = { day: string; cursor: string | null; since: Date };

/** What one part of a day found. */
export type DayPart = {
  cursor: string | null;
  customers: number;
  stages: Record<'new' | 'active' | 'at_risk' | 'churned', number>;
  risks: Record<'low' | 'medium' | 'high', number>;
  stageChanges: number;
  resting: number;
  nothing: number;
  decisions: number;
  /** Nobody is left behind it. */
  isLast: boolean;
};

/** The day (UTC) of `ctx.now`, begun if it has not been; null when it is done, or somebody else is at it. */
export async function openDay(tx: Db, ctx: ServiceContext): Promise<OpenDay | null> {
  const { workspaceId, now } = ctx;
  const day = now.toISOString().slice(0, 10);
  await tx.$executeRaw`
    INSERT INTO lifecycle_day (workspace_id, day, started_at) VALUES (${workspaceId}::uuid, ${day}::date, ${now})
    ON CONFLICT DO NOTHING`;
  const [row] = await tx.$queryRaw<{ cursor: string | null; since: Date | null }[]>`
    SELECT d.cursor::text AS cursor, (
        SELECT before.started_at FROM lifecycle_day before
        WHERE before.workspace_id = d.workspace_id AND before.day < d.day ORDER BY before.day DESC LIMIT 1) AS since
    FROM lifecycle_day d
    WHERE d.workspace_id = ${workspaceId}::uuid AND d.day = ${day}::date AND d.finished_at IS NULL
    FOR UPDATE OF d SKIP LOCKED`;
  return row ? { day, cursor: row.cursor, since: row.since ?? after(now, -DAY) } : null;
}

/** Adds what a part found to its day, and moves on behind it. */
export async function addToDay(tx: Db, ctx: ServiceContext, { day }: OpenDay, part: DayPart): Promise<void> {
  const { stages, risks } = part;
  await tx.$executeRaw`
    UPDATE lifecycle_day d SET cursor = ${part.cursor}::uuid, customers = d.customers + ${part.customers},
      stages = (SELECT jsonb_object_agg(key, coalesce((d.stages ->> key)::int, 0) + value::int)
                FROM jsonb_each_text(${JSON.stringify(stages)}::jsonb)),
      risks = (SELECT jsonb_object_agg(key, coalesce((d.risks ->> key)::int, 0) + value::int)
               FROM jsonb_each_text(${JSON.stringify(risks)}::jsonb)),
      stage_changes = d.stage_changes + ${part.stageChanges}, resting = d.resting + ${part.resting},
      nothing = d.nothing + ${part.nothing}, decisions = d.decisions + ${part.decisions},
      finished_at = CASE WHEN ${part.isLast}::boolean THEN ${ctx.now}::timestamptz END
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.day = ${day}::date`;
}
