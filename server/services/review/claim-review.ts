import { z } from 'zod';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { giverOf } from './verdict-log';

/** How long an open decision is one person's without a sign of life from them. */
export const CLAIM_SECONDS = 90;

export const ClaimReviewInput = z.object({
  decisionId: z.uuid(),
  /** Takes it also from somebody who has it open. */
  takeOver: z.boolean().default(false),
});

/** Who has a decision open. */
export type ReviewClaim = { byId: string; name: string; isMine: boolean };

/**
 * Says that the acting person has a waiting decision open, for the next 90 seconds; told again it is renewed. While
 * somebody else's lasts it stays theirs, unless taken over. Answers whose it is then; null where it waits no longer.
 * Throws forbidden, and not_found also for another workspace's.
 */
export async function claimReview(
  ctx: ServiceContext,
  input: z.input<typeof ClaimReviewInput>,
): Promise<ReviewClaim | null> {
  authorise(ctx, 'review.decide');
  const { decisionId, takeOver } = ClaimReviewInput.parse(input);
  const { workspaceId } = ctx;
  const me = giverOf(ctx);
  if (!me) return null;
  const decision = await ctx.db.decision.findUnique({
    where: { workspaceId_id: { workspaceId, id: decisionId } },
    select: { outcome: true },
  });
  if (!decision) throw new ServiceError('not_found', 'There is no such decision.');
  if (decision.outcome !== 'in_review') return null;
  await ctx.db.$executeRaw`
    INSERT INTO review_desk AS desk (workspace_id, decision_id, claimed_by_id, claimed_at, claimed_until)
    VALUES (${workspaceId}::uuid, ${decisionId}::uuid, ${me}::uuid, ${ctx.now},
            clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}))
    ON CONFLICT (workspace_id, decision_id) DO UPDATE SET
      claimed_at = CASE WHEN desk.claimed_by_id = ${me}::uuid AND desk.claimed_until > clock_timestamp()
                   THEN desk.claimed_at ELSE excluded.claimed_at END,
      claimed_by_id = excluded.claimed_by_id, claimed_until = excluded.claimed_until
    WHERE ${takeOver} OR desk.claimed_by_id IS NULL OR desk.claimed_by_id = ${me}::uuid
      OR desk.claimed_until <= clock_timestamp()`;
  const claims = await liveClaims(ctx.db, ctx, [decisionId]);
  return claims.get(decisionId) ?? null;
}

/**
 * Lets go of a decision one had open, so that colleagues need not wait for the end of the lease. Since when it was open
 * stays: the verdict that was given on leaving may still be on its way.
 */
export async function releaseReview(ctx: ServiceContext, { decisionId }: { decisionId: string }): Promise<void> {
  authorise(ctx, 'review.decide');
  const me = giverOf(ctx);
  if (!me) return;
  const released = await ctx.db.$executeRaw`
    UPDATE review_desk SET claimed_until = least(claimed_until, clock_timestamp())
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND decision_id = ${decisionId}::uuid AND claimed_by_id = ${me}::uuid`;
  if (released > 0) return;
  const known = await ctx.db.decision.count({ where: { workspaceId: ctx.workspaceId, id: decisionId } });
  if (known === 0) throw new ServiceError('not_found', 'There is no such decision.');
}

/** The claims that last, by decision. */
export async function liveClaims(
  db: Db,
  ctx: ServiceContext,
  decisionIds: readonly string[],
): Promise<ReadonlyMap<string, ReviewClaim>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ decisionId: string; byId: string; name: string }[]>`
    SELECT r.decision_id AS "decisionId", u.id AS "byId", u.name
    FROM review_desk r JOIN app_user u ON u.id = r.claimed_by_id
    WHERE r.workspace_id = ${ctx.workspaceId}::uuid AND r.decision_id = ANY(${[...decisionIds]}::uuid[])
      AND r.claimed_until > clock_timestamp()`;
  const me = giverOf(ctx);
  return new Map(rows.map(({ decisionId, byId, name }) => [decisionId, { byId, name, isMine: byId === me }]));
}

/** The colleague who has a decision open right now; null where nobody else has. */
export async function claimedByOther(tx: Db, ctx: ServiceContext, decisionId: string): Promise<ReviewClaim | null> {
  if (!giverOf(ctx)) return null;
  const claim = (await liveClaims(tx, ctx, [decisionId])).get(decisionId);
  return claim && !claim.isMine ? claim : null;
}
