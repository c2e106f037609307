import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Candidate } from '@/domain/decisions/candidate';
import { restatePercent } from '@/domain/review/restate-percent';
import type { Role } from '@/domain/workspaces/permissions';
import type { ServiceContext } from '@/server/context';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { decideNow } from '../decisions';
import { dispatchDue } from '../delivery';
import { claimReview, decideReview, getReview, releaseReview, undoReview } from './index';

const SECOND = 1_000;

let ctx: ServiceContext;
let people: Record<Role, ServiceContext>;
let second: ServiceContext;

beforeAll(async () => {
  ctx = await reviewWorkspace();
  people = {
    admin: await memberIn(ctx, 'admin', 'Ada'),
    approver: await memberIn(ctx, 'approver', 'Dana'),
    marketer: await memberIn(ctx, 'marketer', 'Mo'),
    executive: await memberIn(ctx, 'executive', 'Eve'),
  };
  second = await memberIn(ctx, 'approver', 'Pat');
});

const rowOf = (id: string) =>
  ctx.db.decision.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const messagesOf = (decisionId: string) =>
  ctx.db.message.findMany({ where: { workspaceId: ctx.workspaceId, decisionId } });
const offersOf = (decisionId: string) => ctx.db.offer.findMany({ where: { workspaceId: ctx.workspaceId, decisionId } });
const autonomyOf = () =>
  ctx.db.autonomy.findFirst({ where: { workspaceId: ctx.workspaceId, action: 'cart_recovery' } });
const later = (person: ServiceContext, ms: number) => ({ ...person, now: new Date(ctx.now.getTime() + ms) });
const actionsOf = async (id: string) => {
  const entries = await ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, subject: `decision:${id}` },
    orderBy: { seq: 'asc' },
  });
  return entries.map((entry) => entry.action);
};

describe('a claim', () => {
  it('is the first person’s, is renewed by them, and is seen by the second', async () => {
    const { decisionId } = await waitingReview(ctx);
    expect(await claimReview(people.approver, { decisionId })).toMatchObject({ name: 'Dana', isMine: true });
    expect(await claimReview(second, { decisionId })).toMatchObject({ name: 'Dana', isMine: false });
    expect(await claimReview(people.approver, { decisionId })).toMatchObject({ isMine: true });
    expect((await getReview(second, { decisionId })).desk.claim).toMatchObject({ name: 'Dana', isMine: false });
  });

  it('keeps others from deciding until it is taken over, let go of, or runs out', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    await claimReview(people.approver, { decisionId });
    const press = (who: ServiceContext) => decideReview(who, { decisionId, version, verdict: 'approve' });
    await expect(press(second)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Dana') });
    await claimReview(second, { decisionId, takeOver: true });
    await expect(press(people.approver)).rejects.toMatchObject({ message: expect.stringContaining('Pat') });
    await releaseReview(second, { decisionId });
    await claimReview(people.approver, { decisionId });
    await ctx.db.reviewDesk.updateMany({
      where: { workspaceId: ctx.workspaceId, decisionId },
      data: { claimedUntil: new Date(Date.now() - SECOND) },
    });
    expect(await press(second)).toMatchObject({ outcome: 'approved' });
  });

  it('is nobody’s on what waits no longer', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    await decideReview(people.approver, { decisionId, version, verdict: 'reject', reason: 'wrong_time' });
    expect(await claimReview(second, { decisionId })).toBeNull();
  });
});

describe('one press', () => {
  it('told five times at once is one verdict with one answer', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    const key = v7();
    const press = () => decideReview(people.approver, { decisionId, version, key, verdict: 'approve' });
    const answers = await Promise.all([press(), press(), press(), press(), press()]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const where = { workspaceId: ctx.workspaceId, decisionId };
    expect(await ctx.db.reviewVerdict.count({ where })).toBe(1);
    expect(await messagesOf(decisionId)).toHaveLength(1);
  });

  it('with other words, or another reason, is never taken for the first one', async () => {
    const [edited, rejected] = [await waitingReview(ctx), await waitingReview(ctx)];
    const edit = (subject: string) =>
      decideReview(people.approver, { ...pick(edited), key: v7(), verdict: 'edit', edit: { subject } });
    await edit('The first words');
    await expect(edit('Other words')).rejects.toMatchObject({ code: 'conflict' });
    const reject = (reason: 'wrong_time' | 'not_true') =>
      decideReview(people.approver, { ...pick(rejected), key: v7(), verdict: 'reject', reason });
    const first = await reject('wrong_time');
    expect(await reject('wrong_time')).toEqual(first);
    await expect(reject('not_true')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is of one decision', async () => {
    const [one, other] = [await waitingReview(ctx), await waitingReview(ctx)];
    const key = v7();
    await decideReview(people.approver, { ...pick(one), key, verdict: 'approve' });
    await expect(decideReview(people.approver, { ...pick(other), key, verdict: 'approve' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

const pick = ({ decisionId, version }: { decisionId: string; version: number }) => ({ decisionId, version });

describe('an undo', () => {
  it('within its seconds puts the decision back as it was, and nothing was dispatched meanwhile', async () => {
    const { decisionId, version, decision } = await waitingReview(ctx);
    const before = await autonomyOf();
    const result = await decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    expect(result.undoUntil).toEqual(new Date(ctx.now.getTime() + 10 * SECOND));
    await dispatchDue(later(ctx, 9 * SECOND), { limit: 100 });
    expect(await messagesOf(decisionId)).toMatchObject([{ status: 'queued', attempts: 0 }]);

    await undoReview(later(people.approver, 9 * SECOND), { decisionId });
    expect(await rowOf(decisionId)).toMatchObject({
      outcome: 'in_review',
      version: version + 2,
      reviewedAt: null,
      reviewedById: null,
      chosen: decision.chosen,
      sendAt: decision.sendAt,
    });
    expect(await messagesOf(decisionId)).toEqual([]);
    expect(await offersOf(decisionId)).toEqual([]);
    const { level, approvedStreak, rejectedStreak } = (await autonomyOf()) ?? {};
    expect({ level, approvedStreak, rejectedStreak }).toEqual({
      level: before?.level ?? 1,
      approvedStreak: before?.approvedStreak ?? 0,
      rejectedStreak: before?.rejectedStreak ?? 0,
    });
    expect(await actionsOf(decisionId)).toEqual(
      expect.arrayContaining(['decision.made', 'review.approved', 'review.undone']),
    );
    // Once more, the other way and back again: it is a waiting decision like any other.
    await decideReview(people.approver, { decisionId, version: version + 2, verdict: 'reject', reason: 'wrong_time' });
    await undoReview(people.approver, { decisionId });
    const again = await decideReview(people.approver, { decisionId, version: version + 4, verdict: 'approve' });
    expect(again.outcome).toBe('approved');
    expect(await messagesOf(decisionId)).toHaveLength(1);
  });

  it('told twice is done once', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    await decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    const undo = () => undoReview(people.approver, { decisionId });
    const [first, twice] = await Promise.all([undo(), undo()]);
    expect(twice).toEqual(first);
    expect((await actionsOf(decisionId)).filter((action) => action === 'review.undone')).toHaveLength(1);
  });

  it('comes too late after its seconds, and the message leaves then', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    await decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    await expect(undoReview(later(people.approver, 11 * SECOND), { decisionId })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('on its way'),
    });
    await dispatchDue(later(ctx, 11 * SECOND), { limit: 100 });
    expect((await rowOf(decisionId)).outcome).toBe('executed');
  });

  it('is of one’s own verdict alone', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    await decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    await expect(undoReview(people.admin, { decisionId })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('gives an approved budget back what the code held', async () => {
    const own = await reviewWorkspace();
    const ada = await memberIn(own, 'admin', 'Ada');
    await approvedOffer(own, {
      budgetCents: 100_000,
      startsAt: new Date(own.now.getTime() - SECOND),
      endsAt: new Date(own.now.getTime() + 90 * 86_400_000),
    });
    const { decisionId, version } = await waitingReview(own);
    const reserved = async () =>
      (await own.db.offerPolicy.findFirstOrThrow({ where: { workspaceId: own.workspaceId } })).reservedCents;
    await decideReview(ada, { decisionId, version, verdict: 'approve' });
    expect(await reserved()).toBeGreaterThan(0);
    await undoReview(ada, { decisionId });
    expect(await reserved()).toBe(0);
  });
});

describe('an edit', () => {
  it('sends the reviewer’s words, keeps the agent’s, and counts as edited', async () => {
    const { decisionId, version, decision } = await waitingReview(ctx);
    const edit = { subject: 'Your basket is still with us' };
    const result = await decideReview(people.approver, { decisionId, version, verdict: 'edit', edit });
    expect(result.outcome).toBe('edited');
    expect(await messagesOf(decisionId)).toMatchObject([{ subject: 'Your basket is still with us' }]);
    const [verdict] = await ctx.db.reviewVerdict.findMany({ where: { workspaceId: ctx.workspaceId, decisionId } });
    expect(verdict).toMatchObject({ verdict: 'edit', before: { chosen: decision.chosen } });
    expect(await actionsOf(decisionId)).toContain('review.edited');
    expect((await autonomyOf())?.approvedStreak).toBe(0);
  });

  it('of the discount is what every list and the receipt name, and what is expected of it', async () => {
    const { decisionId, version, decision } = await waitingReview(ctx);
    const { offer, probability, content } = decision.chosen as Candidate;
    if (!offer) throw new Error('The fixture gives a discount.');
    expect(decision.summary).toContain(`${offer.percentOff}% off`);
    const { percentOff } = offer;
    const say = (text: string) => restatePercent(text, percentOff, 5);
    const words = { subject: say(content.subject), paragraphs: content.paragraphs.map(say) };
    const edit = { percentOff: 5, headline: say(content.headline), ...words };
    const result = await decideReview(people.approver, { decisionId, version, verdict: 'edit', edit });
    expect(result.reason).toBeNull();
    const row = await rowOf(decisionId);
    expect(row.summary).toBe(decision.summary.replace(`${offer.percentOff}% off`, '5% off'));
    const value = (offer.maxCostCents * 100) / offer.percentOff;
    expect(Math.abs((row.valueCents ?? 0) - probability * value * 0.95)).toBeLessThanOrEqual(1);
    await undoReview(people.approver, { decisionId });
    const { summary, valueCents } = decision;
    expect(await rowOf(decisionId)).toMatchObject({ summary, valueCents });
  });

  it('that a guardrail blocks sends nothing', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    const edit = { subject: 'CLICK HERE NOW!!! Guaranteed' };
    const result = await decideReview(people.approver, { decisionId, version, verdict: 'edit', edit });
    expect(result).toMatchObject({ outcome: 'blocked' });
    expect(await messagesOf(decisionId)).toEqual([]);
    expect(await actionsOf(decisionId)).toContain('review.edited_blocked');
  });

  it('cannot give away more than the role may', async () => {
    const { decisionId, version, decision } = await waitingReview(ctx);
    expect((decision.chosen as Candidate).offer).not.toBeNull();
    const edit = { percentOff: 30 };
    await expect(decideReview(people.approver, { decisionId, version, verdict: 'edit', edit })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await rowOf(decisionId)).outcome).toBe('in_review');
  });
});

describe('one’s own work', () => {
  it('is approved by somebody else, who is named', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    const { actor } = people.approver;
    await ctx.db.decision.updateMany({
      where: { workspaceId: ctx.workspaceId, id: decisionId },
      data: { authorId: actor.kind === 'user' ? actor.userId : null },
    });
    await expect(decideReview(people.approver, { decisionId, version, verdict: 'approve' })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('own work'),
    });
    const shown = await getReview(people.approver, { decisionId });
    expect(shown.canBeAsked.map(({ name }) => name)).toEqual(['Ada', 'Pat']);
    expect(await decideReview(second, { decisionId, version, verdict: 'approve' })).toMatchObject({
      outcome: 'approved',
    });
  });

  it('is also what somebody asked an agent for', async () => {
    const customer = await shopper(ctx);
    await idleCart(ctx, customer.id);
    const { decisionId } = await decideNow(people.admin, { customerId: customer.id, agentId: 'cart_winback' });
    const { version, outcome } = await rowOf(decisionId);
    expect(outcome).toBe('in_review');
    await expect(decideReview(people.admin, { decisionId, version, verdict: 'approve' })).rejects.toMatchObject({
      code: 'forbidden',
      message: 'You asked for this decision: somebody else has to approve it.',
    });
    const { approveRefusal, canBeAsked } = await getReview(people.admin, { decisionId });
    expect(approveRefusal).toContain('You asked for this decision');
    expect(canBeAsked.map(({ name }) => name)).not.toContain('Ada');
    expect(canBeAsked.length).toBeGreaterThan(0);
    expect(await decideReview(second, { decisionId, version, verdict: 'approve' })).toMatchObject({
      outcome: 'approved',
    });
  });
});
