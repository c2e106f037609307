import { REJECT_REASONS, type RejectReason } from '@/domain/review/review-item';
import { seededRng } from '@/domain/shared/random';
import { after } from '@/domain/shared/time';
import { planVerdict } from '@/domain/simulation/approver';
import type { World } from '@/domain/simulation/people';
import { createContext, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { decideReview } from '../review';

const REASONS = Object.keys(REJECT_REASONS) as RejectReason[];
const OPEN = 200;

/**
 * Judges what the simulated approver gets to after `since` and up to `until`, each verdict at its own instant, through
 * the same service as people use. Decisions taken after `leaveFrom` are left to whoever opens the inbox. Returns how
 * many.
 */
export async function judgeReviews(
  ctx: ServiceContext,
  world: World,
  approverId: string,
  window: { since: Date; until: Date; leaveFrom: Date },
): Promise<number> {
  const open = await ctx.db.decision.findMany({
    where: { workspaceId: ctx.workspaceId, outcome: 'in_review', decidedAt: { lte: window.leaveFrom } },
    select: { id: true, version: true, decidedAt: true, action: true, customerId: true },
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
    take: OPEN,
  });
  let judged = 0;
  for (const decision of open) {
    const key = `${world.seed}:verdict:${decision.decidedAt.toISOString()}:${decision.action}`;
    const plan = planVerdict(seededRng(key), world.parameters.approver, REASONS);
    const at = after(decision.decidedAt, plan.delayMs);
    if (at <= window.since || at > window.until) continue;
    const approver = await createContext(ctx.workspaceId, simulatedApprover(approverId), at);
    if (await verdict(approver, decision, plan)) judged++;
  }
  return judged;
}

function simulatedApprover(userId: string) {
  return { kind: 'user', userId, name: 'Simulated approver', role: 'approver', isSimulated: true } as const;
}

/** A verdict that the service refuses (somebody was quicker, the role may not) leaves the decision as it is. */
async function verdict(
  ctx: ServiceContext,
  { id, version }: { id: string; version: number },
  plan: ReturnType<typeof planVerdict>,
): Promise<boolean> {
  const quiet = { ...ctx, publish: async () => {} };
  const decision = { decisionId: id, version };
  try {
    if (plan.verdict === 'approve') await decideReview(quiet, { ...decision, verdict: 'approve' });
    else await decideReview(quiet, { ...decision, verdict: 'reject', reason: plan.reason as RejectReason });
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}
