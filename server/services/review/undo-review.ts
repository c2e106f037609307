import { z } from 'zod';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { ReviewVerdict } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { takeBack } from '../autonomy';
import { storedHash } from '../decisions';
import { withdrawHeld } from '../delivery';
import { restoreWay } from '../enrolments';
import { withdrawOffer } from '../offers';
import { judgedColumnsOf } from '../records';
import { lockDecision } from './lock-decision';
import { restoreSpell } from './series';
import { Before, giverOf, reviewRecord, standingVerdict } from './verdict-log';

export const UndoReviewInput = z.object({ decisionId: z.uuid() });

const TOO_LATE = 'Already on its way: the seconds to take it back are over.';

/**
 * Takes the acting person's own last verdict on a decision back while the policy's seconds last: the decision waits
 * again as it did, its code and its message are withdrawn, what autonomy, a win-back series and a campaign's way made of it is
 * undone, what people had arranged lies on its desk again, and both verdict and undo stay on the record. Told twice it is done once. Throws not_found, forbidden (somebody else's
 * verdict), conflict (too late, or nothing to take back).
 */
export async function undoReview(
  ctx: ServiceContext,
  input: z.input<typeof UndoReviewInput>,
): Promise<{ decisionId: string; version: number }> {
  authorise(ctx, 'review.decide');
  const { decisionId } = UndoReviewInput.parse(input);
  return inTransaction(ctx, (tx) => undoWithin(tx, ctx, decisionId));
}

async function undoWithin(tx: Db, ctx: ServiceContext, decisionId: string) {
  const decision = await lockDecision(tx, ctx, decisionId);
  const verdict = await standingVerdict(tx, ctx, decisionId);
  if (!verdict) {
    if (decision.outcome === 'in_review') return { decisionId, version: decision.version };
    throw new ServiceError('conflict', 'There is no verdict of a person to take back.');
  }
  const before = undoable(ctx, verdict);
  await tx.reviewVerdict.updateMany({
    where: { workspaceId: ctx.workspaceId, id: verdict.id },
    data: { undoneAt: ctx.now },
  });
  // Locked in the order of a dispatcher's claim: whoever comes first, the other sees what it did.
  const messageId = verdict.outcome === 'rejected' ? null : await withdrawHeld(tx, ctx, decisionId);
  if (verdict.outcome !== 'rejected' && !messageId) throw new ServiceError('conflict', TOO_LATE);
  await tx.reviewCase.deleteMany({ where: { workspaceId: ctx.workspaceId, verdictId: verdict.id } });
  await withdrawOffer(tx, ctx, decisionId);
  await restoreSpell(tx, ctx, before.spell);
  if (before.way && verdict.outcome === 'rejected') await restoreWay(tx, ctx, before.way);
  if (before.desk) await restoreDesk(tx, ctx, decisionId, before.desk);
  const relearnt = await takeBack(tx, ctx, before.autonomy, verdict);
  const chosen = before.chosen ?? decision.chosen;
  await tx.decision.updateMany({
    where: { workspaceId: ctx.workspaceId, id: decisionId },
    data: {
      outcome: 'in_review',
      version: { increment: 1 },
      chosen: before.chosen ?? undefined,
      summary: before.summary,
      valueCents: before.valueCents,
      ...judgedColumnsOf(before.verdicts),
      sendAt: before.sendAt,
      reviewedAt: null,
      reviewedById: null,
      reviewReason: null,
      reviewNote: null,
      outcomeReason: null,
    },
  });
  const stored = storedHash({ chosen, judgedVerdicts: before.verdicts });
  const facts = { was: verdict.outcome, messageId, stored };
  await appendAudit(tx, ctx, [reviewRecord(ctx, decision, 'review.undone', facts), ...relearnt]);
  return { decisionId, version: decision.version + 1 };
}

async function restoreDesk(
  tx: Db,
  { workspaceId }: ServiceContext,
  decisionId: string,
  desk: NonNullable<Before['desk']>,
): Promise<void> {
  await tx.reviewDesk.upsert({
    where: { workspaceId_decisionId: { workspaceId, decisionId } },
    create: { workspaceId, decisionId, ...desk },
    update: desk,
  });
}

/** What stood before the verdict. Throws where this person cannot take it back now. */
function undoable(ctx: ServiceContext, verdict: ReviewVerdict): Before {
  if (verdict.givenById !== giverOf(ctx)) {
    throw new ServiceError('forbidden', 'Only whoever gave a verdict can take it back.');
  }
  const before = Before.safeParse(verdict.before);
  if (!before.success) throw new ServiceError('conflict', 'Nothing is on its way: this one was stopped.');
  if (!verdict.undoUntil || ctx.now > verdict.undoUntil) throw new ServiceError('conflict', TOO_LATE);
  return before.data;
}
