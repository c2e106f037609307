import { REJECT_REASONS } from '@/domain/review/review-item';
import { chance, seededRng } from '@/domain/shared/random';
import { TWIN } from '@/domain/simulation/parameters';
import type { ServiceContext } from '../../context';
import { judgeVariant } from '../creative';
import { approverDesk } from './desk-of';
import type { SimulatedApprover } from './judge-reviews';

/**
 * Lets the simulated approver judge the words that the creative agent proposed: most are approved, as most decisions
 * are. Returns how many they judged.
 */
export async function judgeVariants(ctx: ServiceContext, { userId, seed }: SimulatedApprover): Promise<number> {
  const proposed = await ctx.db.experimentVariant.findMany({
    where: { workspaceId: ctx.workspaceId, status: 'proposed' },
    select: { id: true, version: true, style: true, experiment: { select: { templateId: true, proposedAt: true } } },
    orderBy: [{ experimentId: 'asc' }, { position: 'asc' }],
  });
  if (proposed.length === 0) return 0;
  const desk = await approverDesk(ctx, userId);
  for (const { id: variantId, version, style, experiment } of proposed) {
    // Keyed by what is the same in every telling of a history: ids are not.
    const key = `${experiment.proposedAt.toISOString()}:${experiment.templateId}:${style}`;
    const isRejected = chance(seededRng(`${seed}:variant:${key}`), TWIN.approver.reject);
    const verdict = isRejected
      ? ({ verdict: 'reject', reason: REJECT_REASONS.wrong_words } as const)
      : ({ verdict: 'approve' } as const);
    await judgeVariant(desk, { variantId, version, ...verdict });
  }
  return proposed.length;
}
