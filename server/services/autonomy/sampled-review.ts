import { SAMPLED_REVIEW, sampledShare } from '@/domain/autonomy/sampled-review';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { type AutonomyKey, decisionsOf } from './pair';

/** What came of the decisions drawn for review within the days in which a level has to be confirmed. */
export type SampledReview = {
  days: number;
  /** Share (0..1) that is drawn at the pair's level now. */
  share: number;
  drawn: number;
  waiting: number;
  /** Said yes to as they were, changed, refused. */
  approved: number;
  edited: number;
  rejected: number;
};

/** Counts what was drawn of a pair that acts by itself, and what people said of it. */
export async function sampledReviewOf(
  ctx: ServiceContext,
  key: AutonomyKey & { level: number },
  policy: Policy,
): Promise<SampledReview> {
  const days = policy.autonomy.confirmDays;
  const drawnFor = JSON.stringify([{ factor: SAMPLED_REVIEW }]);
  const [row] = await ctx.db.$queryRaw<Omit<SampledReview, 'days' | 'share'>[]>`
    SELECT count(*)::int AS drawn, count(*) FILTER (WHERE d.outcome = 'in_review')::int AS waiting,
      count(*) FILTER (WHERE v.outcome = 'approved')::int AS approved,
      count(*) FILTER (WHERE v.outcome = 'edited')::int AS edited,
      count(*) FILTER (WHERE v.outcome = 'rejected')::int AS rejected
    FROM decision d LEFT JOIN review_verdict v
      ON v.workspace_id = d.workspace_id AND v.decision_id = d.id AND v.undone_at IS NULL
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.decided_at > ${after(ctx.now, -days * DAY)}
      AND d.autonomy_level >= 2 AND ${decisionsOf(key)} AND d.reasons @> ${drawnFor}::jsonb`;
  return {
    days,
    share: sampledShare(key.level, policy),
    drawn: 0,
    waiting: 0,
    approved: 0,
    edited: 0,
    rejected: 0,
    ...row,
  };
}
