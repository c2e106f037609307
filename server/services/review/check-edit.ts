import { z } from 'zod';
import { Candidate } from '@/domain/decisions/candidate';
import { blockingFindings } from '@/domain/decisions/judge-candidate';
import { lookedAtIn } from '@/domain/decisions/looked-at';
import { Outcome } from '@/domain/decisions/outcome';
import type { Finding, Verdict } from '@/domain/guardrails/verdict';
import { offerInWords } from '@/domain/offers/offer-of-decision';
import { type CaseWarning, warnAgainst } from '@/domain/review/cases';
import { ReviewEdit } from '@/domain/review/review-edit';
import { judge } from '@/domain/review/review-item';
import { worsened } from '@/domain/review/worsened';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { findDecision, readVerdicts } from '../decisions';
import { type Preview, renderPreview } from '../delivery';
import { reexamine } from '../guardrails';
import { activePolicy } from '../policies';
import { casesFor } from './cases';
import { editOf } from './edit-of';
import { giverOf } from './verdict-log';
import { writerOf } from './writers';

export const CheckEditInput = z.object({
  decisionId: z.uuid(),
  version: z.number().int().positive(),
  edit: ReviewEdit,
});

/** What would come of approving an edit at this moment. */
export type EditCheck = {
  verdicts: Verdict[];
  /** What stops it; empty where it may be approved. */
  blocking: Finding[];
  /** What is graver than before the edit. */
  worse: Finding[];
  /** Sentences like ones that reviewers rejected before. */
  warnings: CaseWarning[];
  preview: Preview;
  sendAt: Date;
  /** Why this person may not approve it; null where they may. */
  refusal: string | null;
};

/**
 * Puts an edit before all guardrails as they stand now and renders it, and changes nothing. Throws not_found, forbidden,
 * invalid where it cannot be written, conflict where the decision waits no longer or changed.
 */
export async function checkEdit(ctx: ServiceContext, input: z.input<typeof CheckEditInput>): Promise<EditCheck> {
  authorise(ctx, 'review.decide');
  const { decisionId, version, edit } = CheckEditInput.parse(input);
  const decision = await findDecision(ctx, decisionId);
  const candidate = editOf(ctx, Candidate.nullable().parse(decision.chosen), edit);
  const { document } = await activePolicy(ctx);
  const by = {
    role: ctx.actor.kind === 'user' ? ctx.actor.role : null,
    userId: giverOf(ctx),
    seenVersion: version,
    now: ctx.now,
  };
  const writerId = await writerOf(ctx.db, ctx, decision);
  const item = { ...decision, outcome: Outcome.parse(decision.outcome), writerId };
  const judgement = judge({ ...item, percentOff: candidate.offer?.percentOff ?? null }, 'edit', by, document);
  const isAboutPerson = !judgement.ok && (judgement.refusal === 'role' || judgement.refusal === 'author');
  if (!judgement.ok && !isAboutPerson) throw new ServiceError('conflict', judgement.message);
  const proposed = { ...decision, chosen: candidate };
  const found = (await reexamine(ctx.db, ctx, [proposed], { lockBudgets: false })).get(decisionId);
  if (!found) throw new ServiceError('conflict', 'It cannot be checked again: the customer or the cart is gone.');
  const { verdicts } = found.judged;
  return {
    verdicts,
    blocking: blockingFindings(verdicts),
    worse: worsened(readVerdicts(decision.verdicts), verdicts),
    warnings: warnAgainst(candidate.content, await casesFor(ctx, candidate)),
    preview: await renderPreview(ctx, {
      candidate: found.judged.candidate,
      offer: offerInWords(found.judged.candidate, null, found.snapshot),
      customerId: decision.customerId,
      lookedAt: lookedAtIn(decision.snapshot),
    }),
    sendAt: new Date(found.judged.candidate.sendAt),
    refusal: judgement.ok ? null : judgement.message,
  };
}
