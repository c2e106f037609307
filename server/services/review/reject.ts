import type { PolicyInForce } from '@/domain/policies/in-force';
import { REJECT_REASONS, type ReviewVerdict } from '@/domain/review/review-item';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Decision } from '../../generated/prisma/client';
import { autonomyKeysOf, learning, recordRejection } from '../autonomy';
import { saidHash, stopSpellsOf } from '../decisions';
import { beforeOf } from './before';
import { keepCase } from './cases';
import { isWinback } from './series';
import type { Seen } from './verdict-input';
import { judgedColumns, logVerdict, type ReviewResult, reviewRecord } from './verdict-log';

export type Rejection = { decision: Decision; seen: Seen; answer: Extract<ReviewVerdict, { verdict: 'reject' }> };

/** Carries out a person's no in the caller's transaction: nothing is sent, a series ends, autonomy learns. */
export async function reject(
  tx: Db,
  ctx: ServiceContext,
  policy: PolicyInForce,
  { decision, seen, answer }: Rejection,
): Promise<ReviewResult> {
  const reason = REJECT_REASONS[answer.reason];
  const before = await beforeOf(tx, ctx, decision);
  await tx.decision.updateMany({
    where: { workspaceId: ctx.workspaceId, id: decision.id },
    data: {
      ...judgedColumns(ctx, answer.note ?? null),
      outcome: 'rejected',
      reviewReason: answer.reason,
      outcomeReason: reason,
      sendAt: null,
    },
  });
  if (isWinback(decision)) await stopSpellsOf(tx, ctx, [decision.customerId]);
  const learnt = await learning(autonomyKeysOf(decision), (key) => recordRejection(tx, ctx, policy.document, key));
  const done = { outcome: 'rejected', reason, sendAt: null, before: { ...before, autonomy: learnt.changes } } as const;
  const { verdictId, ...result } = await logVerdict(tx, ctx, decision, seen, done, policy.document);
  await keepCase(tx, ctx, verdictId, { decision, seen, answer });
  await appendAudit(tx, ctx, [
    reviewRecord(ctx, decision, 'review.rejected', {
      reason: answer.reason,
      hasNote: Boolean(answer.note),
      said: saidHash({ ...decision, reviewReason: answer.reason, reviewNote: answer.note ?? null }),
    }),
    ...learnt.records,
  ]);
  return result;
}
