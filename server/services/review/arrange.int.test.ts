import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '@/domain/workspaces/permissions';
import type { ServiceContext } from '@/server/context';
import { memberIn, reviewWorkspace, type WaitingReview, waitingReview } from '@/tests/factories/review';
import {
  assignReview,
  casesFor,
  decideMany,
  decideReview,
  expireReviews,
  exportVerdicts,
  getReview,
  listReviews,
  requestChanges,
  snoozeReview,
  summariseRejections,
  undoMany,
  undoReview,
} from './index';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let ctx: ServiceContext;
let people: Record<Exclude<Role, 'executive'>, ServiceContext>;

beforeAll(async () => {
  ctx = await reviewWorkspace();
  people = {
    admin: await memberIn(ctx, 'admin', 'Ada'),
    approver: await memberIn(ctx, 'approver', 'Dana'),
    marketer: await memberIn(ctx, 'marketer', 'Mo'),
  };
});

const later = (person: ServiceContext, ms: number) => ({ ...person, now: new Date(ctx.now.getTime() + ms) });
const idOf = ({ actor }: ServiceContext) => (actor.kind === 'user' ? actor.userId : '');
const idsIn = async (who: ServiceContext, queue: 'all' | 'mine' | 'urgent' | 'high' | 'snoozed' | 'held' | 'done') =>
  (await listReviews(who, { queue })).items.map(({ id }) => id);

const arrangedIn = async (decisionId: string) => {
  const { workspaceId } = ctx;
  const where = {
    workspaceId,
    subject: `decision:${decisionId}`,
    action: { in: ['review.snoozed', 'review.assigned'] },
  };
  return (await ctx.db.auditEntry.findMany({ where })).map(({ action }) => action);
};

describe('the parts of the inbox', () => {
  it('rest what is snoozed until its time, and no longer than its last moment', async () => {
    const { decisionId, decision } = await waitingReview(ctx);
    const until = new Date(ctx.now.getTime() + HOUR);
    await snoozeReview(people.approver, { decisionId, until });
    await snoozeReview(people.approver, { decisionId, until });
    await assignReview(people.admin, { decisionId, userId: null });
    expect(await arrangedIn(decisionId)).toEqual(['review.snoozed']);
    expect(await idsIn(people.approver, 'all')).not.toContain(decisionId);
    expect(await idsIn(people.approver, 'snoozed')).toContain(decisionId);
    expect(await idsIn(people.approver, 'held')).not.toContain(decisionId);
    expect((await listReviews(people.approver, {})).counts).toMatchObject({ snoozed: 1, held: 0 });
    expect(await idsIn(later(people.approver, HOUR + MINUTE), 'all')).toContain(decisionId);
    const tooLong = snoozeReview(people.approver, { decisionId, until: decision.reviewBy });
    await expect(tooLong).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('last moment') });
  });

  it('give an assigned one to its reviewer alone, and only to somebody who may judge', async () => {
    const { decisionId } = await waitingReview(ctx);
    await assignReview(people.admin, { decisionId, userId: idOf(people.approver) });
    expect(await idsIn(people.approver, 'mine')).toContain(decisionId);
    expect(await idsIn(people.admin, 'mine')).not.toContain(decisionId);
    expect((await getReview(people.admin, { decisionId })).desk.assignee?.name).toBe('Dana');
    await expect(assignReview(people.admin, { decisionId, userId: idOf(people.marketer) })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('show what somebody wants changed', async () => {
    const { decisionId } = await waitingReview(ctx);
    await requestChanges(people.approver, { decisionId, note: 'Shorter, please.', userId: idOf(people.admin) });
    expect((await getReview(people.admin, { decisionId })).desk.changes).toEqual({
      note: 'Shorter, please.',
      by: 'Dana',
    });
    expect(await idsIn(people.admin, 'mine')).toContain(decisionId);
    await expect(requestChanges(people.approver, { decisionId, note: ' ' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('call urgent what has less than two minutes left', async () => {
    const { decisionId } = await waitingReview(ctx);
    expect(await idsIn(people.approver, 'urgent')).not.toContain(decisionId);
    expect(await idsIn(later(people.approver, 3 * MINUTE), 'urgent')).toContain(decisionId);
  });

  it('agree with the risk that is shown', async () => {
    const plain = await waitingReview(ctx);
    const dear = await waitingReview(ctx);
    const chosen = dear.decision.chosen as object;
    await ctx.db.decision.updateMany({
      where: { workspaceId: ctx.workspaceId, id: dear.decisionId },
      data: { chosen: { ...chosen, escalations: ['The sales team is told.'] } },
    });
    const { items } = await listReviews(people.approver, { limit: 200 });
    const high = await idsIn(people.approver, 'high');
    expect(high).toContain(dear.decisionId);
    expect(high).not.toContain(plain.decisionId);
    expect(
      items
        .filter(({ risk }) => risk === 'high')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(high.toSorted());
  });

  it('hold what expired, and count what people decided', async () => {
    const own = await reviewWorkspace();
    const dana = await memberIn(own, 'approver', 'Dana');
    const judged = await waitingReview(own);
    await decideReview({ ...dana, now: new Date(own.now.getTime() + 4 * MINUTE) }, pick(judged, 'approve'));
    const late = await waitingReview(own);
    const at = new Date(own.now.getTime() + 25 * HOUR);
    await expireReviews({ ...own, now: at });
    const { counts, today } = await listReviews({ ...dana, now: new Date(own.now.getTime() + 5 * MINUTE) }, {});
    expect(counts).toMatchObject({ all: 0 });
    expect(today).toMatchObject({ approved: 1, rejected: 0, inTime: 1 });
    expect((await listReviews({ ...dana, now: at }, { queue: 'held' })).items.map(({ id }) => id)).toEqual([
      late.decisionId,
    ]);
    // What was approved and then failed on its way comes back to whoever approved it, with the reason.
    const failed = { outcome: 'failed', outcomeReason: '550: no such mailbox' };
    const where = { workspaceId_id: { workspaceId: own.workspaceId, id: judged.decisionId } };
    await own.db.decision.update({ where, data: failed });
    const held = await listReviews({ ...dana, now: at }, { queue: 'held' });
    expect(held.items.map(({ id }) => id)).toEqual([judged.decisionId, late.decisionId]);
    expect(held.counts.held).toBe(2);
    expect((await listReviews({ ...dana, now: at }, { queue: 'done' })).items.map(({ id }) => id)).toEqual([
      judged.decisionId,
    ]);
  });
});

const pick = ({ decisionId, version }: WaitingReview, verdict: 'approve' | 'reject') => ({
  decisionId,
  version,
  verdict,
});

describe('rejections', () => {
  it('become cases that wording is held against, until they are taken back', async () => {
    const { decisionId, version, decision } = await waitingReview(ctx);
    const answer = { verdict: 'reject', reason: 'wrong_words', note: 'Too cosy.' } as const;
    await decideReview(people.approver, { decisionId, version, ...answer });
    const key = { agentId: decision.agentId, action: decision.action ?? '' };
    expect(await casesFor(people.marketer, key)).toMatchObject([
      { decisionId, reason: 'wrong_words', note: 'Too cosy.' },
    ]);
    const next = await waitingReview(ctx);
    const { warnings } = await getReview(people.approver, { decisionId: next.decisionId });
    expect(warnings).toContainEqual(expect.objectContaining({ reason: 'wrong_words', note: 'Too cosy.' }));
    const summary = await summariseRejections(people.approver);
    expect(summary).toMatchObject({ total: 1, byReason: [{ key: 'wrong_words', count: 1 }] });
    expect(summary.byAgent).toMatchObject([{ count: 1 }]);

    await undoReview(people.approver, { decisionId });
    expect(await casesFor(people.marketer, key)).toEqual([]);
  });
});

describe('one verdict on many', () => {
  const itemsOf = (reviews: WaitingReview[]) =>
    reviews.map(({ decisionId, version }) => ({ decisionId, version, key: v7() }));

  /** Waiting, and of low risk: every finding passes. */
  async function lowRisk(): Promise<WaitingReview> {
    const review = await waitingReview(ctx);
    const verdicts = JSON.parse(JSON.stringify(review.decision.verdicts).replaceAll('"review"', '"pass"'));
    await ctx.db.decision.updateMany({
      where: { workspaceId: ctx.workspaceId, id: review.decisionId },
      data: { verdicts },
    });
    return review;
  }

  it('judges each by itself, says what came of it, and takes all back', async () => {
    const [one, two, gone] = [await lowRisk(), await lowRisk(), await lowRisk()];
    await decideReview(people.admin, { ...pick(gone, 'reject'), reason: 'wrong_time' });
    const results = await decideMany(people.approver, {
      items: itemsOf([one, two, gone]),
      verdict: 'approve',
      confirmedCount: 3,
    });
    expect(results.map(({ result }) => result?.outcome ?? null)).toEqual(['approved', 'approved', null]);
    expect(results[2]?.refusal).toContain('Ada rejected');
    const undone = await undoMany(people.approver, { decisionIds: [one.decisionId, two.decisionId] });
    expect(undone.map(({ refusal }) => refusal)).toEqual([null, null]);
    expect(await idsIn(people.approver, 'all')).toEqual(expect.arrayContaining([one.decisionId, two.decisionId]));
  });

  it('is refused where the count is another, or one of them is not of low risk', async () => {
    const [low, risky] = [await lowRisk(), await waitingReview(ctx)];
    const many = (reviews: WaitingReview[], confirmedCount: number) =>
      decideMany(people.approver, { items: itemsOf(reviews), verdict: 'approve', confirmedCount });
    await expect(many([low], 2)).rejects.toMatchObject({ code: 'invalid' });
    await expect(many([low, low], 2)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('chosen twice'),
    });
    await expect(many([low, risky], 2)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('risk'),
    });
    expect(await idsIn(people.approver, 'all')).toEqual(expect.arrayContaining([low.decisionId, risky.decisionId]));
  });
});

describe('the file of verdicts', () => {
  it('holds each with who gave it, and those taken back too', async () => {
    const own = await reviewWorkspace();
    const dana = await memberIn(own, 'approver', 'Dana');
    const review = await waitingReview(own);
    await decideReview(dana, { ...pick(review, 'reject'), reason: 'other', note: '=odd' });
    await undoReview(dana, { decisionId: review.decisionId });
    let file = '';
    for await (const piece of await exportVerdicts(dana)) file += piece;
    const [, , line = ''] = file.trim().split('\r\n').length > 2 ? file.trim().split('\r\n') : file.trim().split('\n');
    expect(line).toContain(review.decisionId);
    expect(line).toContain('Dana');
    expect(line).toContain(dana.now.toISOString());
    expect(line).not.toMatch(/,=odd/);
  });
});
