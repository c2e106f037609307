import { describe, expect, it } from 'vitest';
import { MINUTE } from '@/domain/shared/time';
import { contextOf } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { listReviews } from './index';

const HOUR = 60 * MINUTE;

async function unattended() {
  const ctx = await reviewWorkspace();
  await ctx.db.workspace.update({ where: { id: ctx.workspaceId }, data: { attendedFrom: null } });
  const { decisionId } = await waitingReview(await contextOf(ctx.workspaceId));
  const at = (person: typeof ctx, now: Date) =>
    contextOf(ctx.workspaceId, person.actor).then((own) => ({ ...own, now }));
  const decision = await ctx.db.decision.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id: decisionId } });
  return { ctx, at, decidedAt: decision.decidedAt };
}

describe('the clock of a review', () => {
  it('begins when the first person who may judge opens the inbox, and goes on from there', async () => {
    const { ctx, at, decidedAt } = await unattended();
    const approver = await memberIn(ctx, 'approver', 'Dana');
    const came = new Date(decidedAt.getTime() + HOUR);
    const first = await listReviews(await at(approver, came), {});
    expect(first.items[0]?.slaDueAt).toEqual(new Date(came.getTime() + 5 * MINUTE));
    expect(first.counts.urgent).toBe(0);
    const later = await listReviews(await at(approver, new Date(came.getTime() + 4 * MINUTE)), {});
    expect(later.items[0]?.slaDueAt).toEqual(first.items[0]?.slaDueAt);
    expect(later.counts.urgent).toBe(1);
  });

  it('is not begun by somebody who may only look', async () => {
    const { ctx, at, decidedAt } = await unattended();
    const marketer = await memberIn(ctx, 'marketer', 'Mo');
    await listReviews(await at(marketer, new Date(decidedAt.getTime() + HOUR)), {});
    const approver = await memberIn(ctx, 'approver', 'Dana');
    const came = new Date(decidedAt.getTime() + 2 * HOUR);
    const { items } = await listReviews(await at(approver, came), {});
    expect(items[0]?.slaDueAt).toEqual(new Date(came.getTime() + 5 * MINUTE));
  });
});
