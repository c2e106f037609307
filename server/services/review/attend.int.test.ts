import { describe, expect, it } from 'vitest';
import { MINUTE } from '@/domain/shared/time';
import { contextOf } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { attendInbox, decideReview, listReviews } from './index';

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
    const unseen = await listReviews(await at(approver, came), {});
    expect(unseen.isAttended).toBe(false);
    await Promise.all([1, 2].map(async () => attendInbox(await at(approver, came))));
    const first = await listReviews(await at(approver, came), {});
    expect(first.isAttended).toBe(true);
    expect(first.items[0]?.slaDueAt).toEqual(new Date(came.getTime() + 5 * MINUTE));
    expect(first.counts.urgent).toBe(0);
    const later = await listReviews(await at(approver, new Date(came.getTime() + 4 * MINUTE)), {});
    expect(later.items[0]?.slaDueAt).toEqual(first.items[0]?.slaDueAt);
    expect(later.counts.urgent).toBe(1);
    await attendInbox(await at(approver, new Date(came.getTime() + HOUR)));
    const entries = await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, action: 'review.attended' },
    });
    expect(entries).toHaveLength(1);
  });

  it('begins with the first verdict, where nobody opened the inbox before: no time is below nothing', async () => {
    const { ctx, at, decidedAt } = await unattended();
    const approver = await memberIn(ctx, 'approver', 'Dana');
    const judged = new Date(decidedAt.getTime() + HOUR);
    const { items } = await listReviews(await at(approver, judged), {});
    const { id = '', version = 0 } = items[0] ?? {};
    await decideReview(await at(approver, judged), { decisionId: id, version, verdict: 'approve' });
    const after = new Date(judged.getTime() + HOUR);
    await attendInbox(await at(approver, after));
    const { today } = await listReviews(await at(approver, after), {});
    expect(today).toMatchObject({ approved: 1, inTime: 1, medianMs: 0 });
    const { attendedFrom } = await ctx.db.workspace.findFirstOrThrow({ where: { id: ctx.workspaceId } });
    expect(attendedFrom).toEqual(judged);
  });

  it('is not begun by looking, nor by somebody who may only look', async () => {
    const { ctx, at, decidedAt } = await unattended();
    const marketer = await memberIn(ctx, 'marketer', 'Mo');
    await listReviews(await at(marketer, new Date(decidedAt.getTime() + HOUR)), {});
    await expect(attendInbox(await at(marketer, decidedAt))).rejects.toMatchObject({ code: 'forbidden' });
    const approver = await memberIn(ctx, 'approver', 'Dana');
    await listReviews(await at(approver, new Date(decidedAt.getTime() + HOUR)), {});
    const came = new Date(decidedAt.getTime() + 2 * HOUR);
    await attendInbox(await at(approver, came));
    const { items } = await listReviews(await at(approver, came), {});
    expect(items[0]?.slaDueAt).toEqual(new Date(came.getTime() + 5 * MINUTE));
  });
});
