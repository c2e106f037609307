import type { AutonomyEvidence, Harm } from '@/domain/autonomy/evidence';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { measureLift } from '../measurement';
import { type AutonomyKey, decisionsOf } from './pair';

/** Everything a pair's next level is judged by, as it stands; the effect is measured for level 3 alone: it costs most. */
export async function evidenceOf(
  tx: Db,
  ctx: ServiceContext,
  key: AutonomyKey,
  level: number,
  policy: Policy,
): Promise<AutonomyEvidence> {
  const { harmDays, lateDays, liftDays } = policy.autonomy;
  const since = after(ctx.now, -harmDays * DAY);
  return {
    ...(await verdictsOn(tx, ctx, key)),
    harm: await harmSince(tx, ctx, key, { since, deliveredFrom: after(since, -lateDays * DAY), days: harmDays }),
    lift: level === 2 ? await measureLift(tx, ctx, decisionsOf(key), liftDays) : null,
  };
}

type Window = {
  since: Date;
  /** Only touches delivered from then on count. */
  deliveredFrom: Date;
  days: number;
};

/** What customers did within some days about the touches of a pair, and what people reported of it. */
export async function harmSince(
  tx: Db,
  ctx: ServiceContext,
  key: AutonomyKey,
  { since, deliveredFrom, days }: Window,
): Promise<Harm> {
  const [row] = await tx.$queryRaw<Omit<Harm, 'days'>[]>`
    SELECT count(*) FILTER (WHERE m.delivered_at >= ${since})::int AS touches,
      count(*) FILTER (WHERE m.complained_at >= ${since})::int AS complaints,
      count(*) FILTER (WHERE m.unsubscribed_at >= ${since})::int AS unsubscribes,
      (SELECT count(DISTINCT b.decision_id)::int
        FROM breach_report b JOIN decision d ON d.workspace_id = b.workspace_id AND d.id = b.decision_id
        WHERE b.workspace_id = ${ctx.workspaceId}::uuid AND b.reported_at >= ${since} AND ${decisionsOf(key)}
      ) AS breaches
    FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.delivered_at >= ${deliveredFrom} AND ${decisionsOf(key)}`;
  return { days, touches: 0, complaints: 0, unsubscribes: 0, breaches: 0, ...row };
}

/** How people judged its decisions; verdicts taken back and approvals the world had overtaken do not count. */
async function verdictsOn(
  tx: Db,
  ctx: ServiceContext,
  key: AutonomyKey,
): Promise<Pick<AutonomyEvidence, 'judged' | 'approvedUnedited'>> {
  const [row] = await tx.$queryRaw<{ judged: number; approvedUnedited: number }[]>`
    SELECT count(*)::int AS judged, count(*) FILTER (WHERE v.outcome = 'approved')::int AS "approvedUnedited"
    FROM review_verdict v JOIN decision d ON d.workspace_id = v.workspace_id AND d.id = v.decision_id
    WHERE v.workspace_id = ${ctx.workspaceId}::uuid AND v.undone_at IS NULL
      AND v.outcome IN ('approved', 'edited', 'rejected') AND ${decisionsOf(key)}`;
  return row ?? { judged: 0, approvedUnedited: 0 };
}
