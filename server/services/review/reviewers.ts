import type { Policy } from '@/domain/policies/policy';
import { mayApprove } from '@/domain/review/discount-authority';
import type { ReviewItem } from '@/domain/review/review-item';
import { rolesWith } from '@/domain/workspaces/permissions';
import { authorise, type ServiceContext } from '../../context';
import type { Reviewer } from './types';
import { giverOf } from './verdict-log';

/** Everybody whose role may judge, by name; simulated people, who answer nobody, are left out. Throws forbidden. */
export async function listReviewers(ctx: ServiceContext): Promise<Reviewer[]> {
  authorise(ctx, 'review.read');
  const rows = await ctx.db.membership.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      endedAt: null,
      role: { in: [...rolesWith('review.decide')] },
      user: { isSimulated: false },
    },
    select: { role: true, user: { select: { id: true, name: true } } },
    orderBy: { user: { name: 'asc' } },
  });
  return rows.map(({ role, user }) => ({ userId: user.id, name: user.name, role }));
}

/** The others who may approve a decision with this discount, author, writer, and person who asked for it. */
export async function whoMayApprove(
  ctx: ServiceContext,
  decision: Pick<ReviewItem, 'percentOff' | 'authorId' | 'writerId' | 'askedById'>,
  policy: Policy,
): Promise<Reviewer[]> {
  const me = giverOf(ctx);
  const people = await listReviewers(ctx);
  return people.filter(
    ({ userId, role }) =>
      ![me, decision.authorId, decision.writerId, decision.askedById].includes(userId) &&
      mayApprove(role, decision.percentOff, policy),
  );
}
