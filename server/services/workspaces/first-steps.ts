import { after, DAY } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { providersOf } from '../providers';

/** A workspace is shown its first steps until so long after its first event. */
const YOUNG_DAYS = 30;

export type FirstSteps = {
  /** Nothing has been received yet, or only since a month. */
  isYoung: boolean;
  /** A write key that works has been made. */
  hasKey: boolean;
  firstEventAt: Date | null;
  /** How e-mail leaves. `contained`: of a demo, and in virtual time, nothing ever does. */
  sending: 'contained' | 'sandbox' | 'connected';
  /** People who belong to the workspace, simulated ones left out. */
  people: number;
  /** A rollout was begun, a campaign launched, or a message handed over. */
  hasBegun: boolean;
};

type Row = { hasKey: boolean; firstEventAt: Date | null; people: number; hasBegun: boolean };

/** How far the workspace is on the road to its first figures, by its rows. Throws forbidden. */
export async function getFirstSteps(ctx: ServiceContext): Promise<FirstSteps> {
  authorise(ctx, 'workspace.read');
  const { workspaceId: id, workspace } = ctx;
  const [row] = await ctx.db.$queryRaw<[Row]>`
    SELECT
      EXISTS (SELECT 1 FROM write_key WHERE workspace_id = ${id}::uuid AND revoked_at IS NULL
              AND (works_until IS NULL OR works_until > now())) AS "hasKey",
      (SELECT received_at FROM event WHERE workspace_id = ${id}::uuid ORDER BY id LIMIT 1) AS "firstEventAt",
      (SELECT count(*)::int FROM membership m JOIN app_user u ON u.id = m.user_id
        WHERE m.ended_at IS NULL AND m.workspace_id = ${id}::uuid AND NOT u.is_simulated) AS people,
      EXISTS (SELECT 1 FROM rollout_decision WHERE workspace_id = ${id}::uuid)
        OR EXISTS (SELECT 1 FROM campaign WHERE workspace_id = ${id}::uuid AND launched_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM decision WHERE workspace_id = ${id}::uuid AND outcome = 'executed') AS "hasBegun"`;
  const isContained = workspace.isDemo || workspace.isVirtual;
  const isReal = !isContained && (await providersOf(ctx, ctx.db))('email').isReal;
  // Events are received by the wall clock, also where history is lived through.
  const isYoung = row.firstEventAt === null || row.firstEventAt > after(new Date(), -YOUNG_DAYS * DAY);
  return { ...row, isYoung, sending: isContained ? 'contained' : isReal ? 'connected' : 'sandbox' };
}
