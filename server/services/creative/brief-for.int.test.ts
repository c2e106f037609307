import { expect, it } from 'vitest';
import { targetOf } from '@/domain/agents/creative-testing/targets';
import { Candidate } from '@/domain/decisions/candidate';
import { Brand } from '@/domain/workspaces/brand';
import { memberIn, reviewWorkspace, type WaitingReview, waitingReview } from '@/tests/factories/review';
import { activePolicy } from '../policies';
import { decideReview } from '../review';
import { briefFor } from './brief-for';

const pick = ({ decisionId, version }: WaitingReview) => ({ decisionId, version });

it('tells the writer what reviewers rejected in these words, and nothing they wrote about a customer', async () => {
  const ctx = await reviewWorkspace();
  const approver = await memberIn(ctx, 'approver', 'Otto');
  const judged = await waitingReview(ctx);
  const note = 'Ada Lovelace is my aunt, she hates this.';
  await decideReview(approver, { ...pick(judged), verdict: 'reject', reason: 'wrong_words', note });
  const other = await waitingReview(ctx);
  await decideReview(approver, { ...pick(other), verdict: 'reject', reason: 'wrong_customer' });

  const { templateId = '', subject } = Candidate.parse(judged.decision.chosen).content ?? {};
  const target = targetOf(templateId);
  if (!target) throw new Error(`The words of ${templateId} are not tested.`);
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const { rejections } = await briefFor(ctx, target, await activePolicy(ctx), Brand.parse(brand));
  expect(rejections).toEqual([`Wording or tone is off: “${subject}”`]);
});
