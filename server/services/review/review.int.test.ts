import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Candidate } from '@/domain/decisions/candidate';
import type { Role } from '@/domain/workspaces/permissions';
import type { ServiceContext } from '@/server/context';
import type { Decision, Prisma } from '@/server/generated/prisma/client';
import { personIn } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { withdrawConsent } from '../consent';
import { decideDormant, decideIdleCarts } from '../decisions';
import { expireOffers, redeemOffer } from '../offers';
import { lockCustomers } from '../snapshots';
import { decideReview, expireReviews, getReview, listReviews, withdrawReviews } from './index';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let ctx: ServiceContext;
let people: Record<Role, ServiceContext>;

beforeAll(async () => {
  ctx = await reviewWorkspace();
  people = {
    admin: await memberIn(ctx, 'admin', 'Ada'),
    approver: await memberIn(ctx, 'approver', 'Dana'),
    marketer: await memberIn(ctx, 'marketer', 'Mo'),
    executive: await memberIn(ctx, 'executive', 'Eve'),
  };
});

const waiting = (cart?: Partial<Prisma.CartUncheckedCreateInput>) => waitingReview(ctx, cart);

/** What was chosen, with another discount, in its words too. */
function withDiscount({ chosen }: Decision, percent: number): Candidate {
  const said = Candidate.parse(JSON.parse(JSON.stringify(chosen).replace(/\d+%/g, `${percent}%`)));
  return { ...said, offer: said.offer && { ...said.offer, percentOff: percent } };
}

const rowOf = (id: string) =>
  ctx.db.decision.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const actionsOf = async (id: string) => {
  const entries = await ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, subject: `decision:${id}` },
    orderBy: { seq: 'asc' },
  });
  return entries.map((entry) => entry.action);
};

describe('a verdict', () => {
  it('of approval makes the code and the message, with its audit entry, and the queue is shorter', async () => {
    const { decisionId, version, decision } = await waiting();
    expect((await listReviews(people.approver, {})).items.map((item) => item.id)).toContain(decisionId);
    const shown = await getReview(people.approver, { decisionId });
    expect(shown.preview?.subject).toContain('Ida');
    const result = await decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    expect(result).toMatchObject({ outcome: 'approved', reason: null });
    expect(await rowOf(decisionId)).toMatchObject({ outcome: 'approved', version: version + 1 });
    expect(await ctx.db.message.count({ where: { workspaceId: ctx.workspaceId, decisionId } })).toBe(1);
    expect(await ctx.db.offer.count({ where: { workspaceId: ctx.workspaceId, decisionId } })).toBe(1);
    expect(await actionsOf(decisionId)).toEqual(['decision.made', 'review.approved']);
    expect((await listReviews(people.approver, {})).items.map((item) => item.id)).not.toContain(decisionId);
    expect(decision.summary).toMatch(/^Send an e-mail about a cart of [^.]+\.\d\d, with \d+% off for 48 hours\.$/);
  });

  it('waits for whoever decides for the customer, and holds nothing that one may need', async () => {
    const { decisionId, version, decision } = await waiting();
    const result = await ctx.db.$transaction(
      async (batch) => {
        await lockCustomers(batch, ctx, [decision.customerId]);
        const verdict = decideReview(people.approver, { decisionId, version, verdict: 'approve' });
        await vi.waitUntil(async () => {
          const [row] = await ctx.db.$queryRaw<{ waiting: number }[]>`
            SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
          return row && row.waiting > 0;
        });
        await batch.$queryRaw`SELECT 1 FROM decision WHERE id = ${decisionId}::uuid FOR UPDATE NOWAIT`;
        return { verdict };
      },
      { timeout: 20_000 },
    );
    expect(await result.verdict).toMatchObject({ outcome: 'approved' });
  });

  it('of rejection needs a reason, sends nothing, and teaches', async () => {
    const { decisionId, version } = await waiting();
    await expect(decideReview(people.approver, { decisionId, version, verdict: 'reject' })).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'reason' },
    });
    await expect(
      decideReview(people.approver, { decisionId, version, verdict: 'reject', reason: 'other' }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await decideReview(people.approver, {
      decisionId,
      version,
      verdict: 'reject',
      reason: 'wrong_offer',
      note: 'too much',
    });
    expect(await rowOf(decisionId)).toMatchObject({
      outcome: 'rejected',
      reviewReason: 'wrong_offer',
      reviewNote: 'too much',
    });
    expect(await ctx.db.message.count({ where: { workspaceId: ctx.workspaceId, decisionId } })).toBe(0);
    const autonomy = await ctx.db.autonomy.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, action: 'cart_recovery' },
    });
    expect(autonomy).toMatchObject({ approvedStreak: 0, rejectedStreak: 1 });
  });

  it.each(['marketer', 'executive'] as const)('is not for a %s', async (role) => {
    const { decisionId, version } = await waiting();
    await expect(decideReview(people[role], { decisionId, version, verdict: 'approve' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await rowOf(decisionId)).outcome).toBe('in_review');
  });

  it('is not found from another workspace', async () => {
    const { decisionId, version } = await waiting();
    const other = await reviewWorkspace();
    const stranger = await personIn(other.workspaceId, 'admin');
    await expect(decideReview(stranger, { decisionId, version, verdict: 'approve' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(getReview(stranger, { decisionId })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of two people at once has one winner, and the other learns who decided what', async () => {
    const { decisionId, version } = await waiting();
    const verdicts = await Promise.allSettled([
      decideReview(people.approver, { decisionId, version, verdict: 'approve' }),
      decideReview(people.admin, { decisionId, version, verdict: 'reject', reason: 'wrong_time' }),
    ]);
    expect(verdicts.filter((verdict) => verdict.status === 'fulfilled')).toHaveLength(1);
    const [lost] = verdicts.filter((verdict) => verdict.status === 'rejected');
    expect(lost?.reason).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^(Dana approved|Ada rejected) this on \d+ \w+ 20\d\d, \d\d:\d\d\.$/),
    });
    expect((await actionsOf(decisionId)).filter((action) => action.startsWith('review.'))).toHaveLength(1);
  });

  it('pressed twice, even at once, is one verdict with one answer', async () => {
    const { decisionId, version } = await waiting();
    const press = () => decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    const [first, second] = await Promise.all([press(), press()]);
    expect(second).toEqual(first);
    expect(await press()).toEqual(first);
    expect(await ctx.db.message.count({ where: { workspaceId: ctx.workspaceId, decisionId } })).toBe(1);
  });

  it('on another version than the one on screen is a conflict', async () => {
    const { decisionId, version } = await waiting();
    await expect(
      decideReview(people.approver, { decisionId, version: version + 1, verdict: 'approve' }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('on a model’s words counts for those words, not for the action alone', async () => {
    const { decisionId, version, decision } = await waiting();
    const chosen = decision.chosen as { content: object };
    await ctx.db.decision.updateMany({
      where: { workspaceId: ctx.workspaceId, id: decisionId },
      data: { chosen: { ...chosen, content: { ...chosen.content, writtenBy: 'model' } } },
    });
    const before = await ctx.db.autonomy.findFirst({
      where: { workspaceId: ctx.workspaceId, action: 'cart_recovery:model' },
    });
    await decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    const after = await ctx.db.autonomy.findFirst({
      where: { workspaceId: ctx.workspaceId, action: 'cart_recovery:model' },
    });
    expect([before, after?.approvedStreak, after?.level]).toEqual([null, 1, 1]);
  });

  it('over more than 25 % is an administrator’s', async () => {
    const { decisionId, version, decision } = await waiting();
    await ctx.db.decision.updateMany({
      where: { workspaceId: ctx.workspaceId, id: decisionId },
      data: { chosen: withDiscount(decision, 30) },
    });
    await expect(decideReview(people.approver, { decisionId, version, verdict: 'approve' })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('only an administrator'),
    });
    expect((await getReview(people.approver, { decisionId })).approveRefusal).toContain('administrator');
    expect(await decideReview(people.admin, { decisionId, version, verdict: 'approve' })).toMatchObject({
      outcome: 'approved',
    });
  });

  it('of approval ends in a block when consent went meanwhile, and both are on the record', async () => {
    const { decisionId, version, customerId } = await waiting();
    await withdrawConsent(ctx.db, ctx, {
      customerId,
      channel: 'email',
      purpose: 'marketing',
      source: 'preference page',
      evidence: 'test',
    });
    const result = await decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    expect(result).toMatchObject({ outcome: 'blocked', reason: expect.stringContaining('withdrew') });
    expect(await actionsOf(decisionId)).toEqual(['decision.made', 'review.approved_blocked']);
    expect(await ctx.db.message.count({ where: { workspaceId: ctx.workspaceId, decisionId } })).toBe(0);
  });

  it('of approval after an hour moves message and code with it', async () => {
    const { decisionId, version } = await waiting();
    const later = new Date(ctx.now.getTime() + HOUR);
    await decideReview({ ...people.approver, now: later }, { decisionId, version, verdict: 'approve' });
    const offer = await ctx.db.offer.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, decisionId } });
    expect(offer.expiresAt.getTime()).toBe(later.getTime() + 48 * HOUR);
    const message = await ctx.db.message.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, decisionId } });
    expect(message.sendAt).toEqual(later);
  });
});

describe('autonomy', () => {
  it('rises after ten approvals in a row and falls after three rejections, each on the record', async () => {
    await ctx.db.autonomy.deleteMany({ where: { workspaceId: ctx.workspaceId } });
    for (let index = 0; index < 10; index++) {
      const { decisionId, version } = await waiting();
      await decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    }
    const level = async () =>
      (await ctx.db.autonomy.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } })).level;
    expect(await level()).toBe(2);
    for (let index = 0; index < 3; index++) {
      const { decisionId, version } = await waiting();
      await decideReview(people.approver, { decisionId, version, verdict: 'reject', reason: 'wrong_words' });
    }
    expect(await level()).toBe(1);
    const entries = await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, subject: 'autonomy:cart_winback/cart_recovery' },
      orderBy: { seq: 'asc' },
    });
    expect(entries.map((entry) => entry.action)).toEqual(['autonomy.raised', 'autonomy.lowered']);
  });
});

describe('time', () => {
  it('ends a review nobody judged: held, never sent, and a verdict then comes too late', async () => {
    const { decisionId, version } = await waiting();
    const late = new Date(ctx.now.getTime() + 24 * HOUR + 1);
    await expect(
      decideReview({ ...people.approver, now: late }, { decisionId, version, verdict: 'approve' }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('too late') });
    await expireReviews({ ...ctx, now: late });
    expect(await rowOf(decisionId)).toMatchObject({ outcome: 'expired', sendAt: null });
    expect(await actionsOf(decisionId)).toEqual(['decision.made', 'review.expired']);
    expect(await ctx.db.message.count({ where: { workspaceId: ctx.workspaceId, decisionId } })).toBe(0);
  });

  it('takes out of the queue what the customer has overtaken, and nothing else', async () => {
    const ordered = await waiting();
    const changed = await waiting();
    const untouched = await waiting();
    const later = new Date(ctx.now.getTime() + HOUR);
    const where = { workspaceId: ctx.workspaceId };
    await ctx.db.customer.update({
      where: { workspaceId_id: { ...where, id: ordered.customerId } },
      data: { lastOrderAt: later },
    });
    await ctx.db.cart.update({
      where: { workspaceId_id: { ...where, id: changed.cartId } },
      data: { lastChangedAt: later },
    });

    await withdrawReviews({ ...ctx, now: later });
    expect(await rowOf(ordered.decisionId)).toMatchObject({ outcome: 'cancelled', version: ordered.version + 1 });
    expect(await actionsOf(ordered.decisionId)).toEqual(['decision.made', 'review.withdrawn']);
    expect((await rowOf(changed.decisionId)).outcomeReason).toBe('The cart has changed since the decision.');
    expect(await rowOf(untouched.decisionId)).toMatchObject({ outcome: 'in_review', version: untouched.version });
  });

  it('takes out of the queue a cart that was closed, and a dormant customer who came back', async () => {
    const at = await reviewWorkspace();
    const where = { workspaceId: at.workspaceId };
    const away = { lastEngagedAt: new Date(at.now.getTime() - 120 * DAY), lastOrderAt: null, orderCount: 0 };
    const [back, gone] = [await shopper(at, away), await shopper(at, away)];
    await decideDormant(at, { limit: 10 });
    const left = await shopper(at);
    const cartId = await idleCart(at, left.id);
    await decideIdleCarts(at, { limit: 10 });
    const fates = async () => {
      const rows = await at.db.decision.findMany({ where });
      return new Map(rows.map(({ customerId, outcome, outcomeReason }) => [customerId, outcomeReason ?? outcome]));
    };
    expect([...(await fates()).values()]).toEqual(Array(3).fill('in_review'));
    expect(await withdrawReviews(at)).toEqual({ withdrawn: 0 });

    const visit = { lastEngagedAt: new Date(at.now.getTime() - DAY) };
    await at.db.customer.update({ where: { workspaceId_id: { ...where, id: back.id } }, data: visit });
    await at.db.cart.update({ where: { workspaceId_id: { ...where, id: cartId } }, data: { status: 'emptied' } });
    expect(await withdrawReviews(at)).toEqual({ withdrawn: 2 });
    expect(await fates()).toEqual(
      new Map([
        [back.id, 'The customer has come back by themselves.'],
        [gone.id, 'in_review'],
        [left.id, 'The cart has been closed since the decision.'],
      ]),
    );
    expect(await withdrawReviews(at)).toEqual({ withdrawn: 0 });
  });

  it('locks none of the decisions that still fit, and waits for nobody who judges one', async () => {
    const fits = await waiting();
    const overtaken = await waiting();
    const where = { workspaceId: ctx.workspaceId };
    await ctx.db.cart.update({
      where: { workspaceId_id: { ...where, id: overtaken.cartId } },
      data: { lastChangedAt: new Date(ctx.now.getTime() + HOUR) },
    });
    await ctx.db.$transaction(async (judge) => {
      await judge.$queryRaw`SELECT 1 FROM decision WHERE id = ${overtaken.decisionId}::uuid FOR UPDATE`;
      await withdrawReviews(ctx);
      expect(await rowOf(overtaken.decisionId)).toMatchObject({ outcome: 'in_review' });
    });
    await ctx.db.$transaction(async (judge) => {
      await judge.$queryRaw`SELECT 1 FROM decision WHERE id = ${fits.decisionId}::uuid FOR UPDATE`;
      await withdrawReviews(ctx);
      expect(await rowOf(overtaken.decisionId)).toMatchObject({ outcome: 'cancelled' });
    });
    expect(await rowOf(fits.decisionId)).toMatchObject({ outcome: 'in_review', version: fits.version });
  });

  it('keeps a win-back decidable for seven days, and its end ends the series', async () => {
    const customer = await shopper(ctx, {
      lastEngagedAt: new Date(ctx.now.getTime() - 120 * DAY),
      lastOrderAt: new Date(ctx.now.getTime() - 120 * DAY),
    });
    await decideDormant(ctx, { limit: 10 });
    const decision = await ctx.db.decision.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, customerId: customer.id },
    });
    expect(decision.reviewBy?.getTime()).toBe(ctx.now.getTime() + 7 * DAY);
    await expireReviews({ ...ctx, now: new Date(ctx.now.getTime() + 8 * DAY) });
    const spell = await ctx.db.winbackSpell.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, customerId: customer.id },
    });
    expect(spell).toMatchObject({ endedAs: 'stopped', nextWaveAt: null });
  });
});

describe('a code', () => {
  it('is used once, by the customer it was made for, and is settled at what it really cost', async () => {
    const { decisionId, version, customerId } = await waiting();
    await decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    const { code } = await ctx.db.offer.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, decisionId } });
    const orderId = decisionId;
    const use = (input: object) =>
      ctx.db.$transaction((tx) => redeemOffer(tx, ctx, { code, customerId, orderId, discountCents: 2_000, ...input }));
    expect(await use({ customerId: decisionId })).toEqual({ redeemed: false, reason: 'other_customer' });
    expect(await use({ code: 'NOPE' })).toEqual({ redeemed: false, reason: 'unknown_code' });
    expect(await use({ at: new Date(ctx.now.getTime() + 3 * DAY) })).toEqual({ redeemed: false, reason: 'expired' });
    expect(await use({ code: code.toLowerCase() })).toMatchObject({ redeemed: true, decisionId });
    expect(await use({})).toMatchObject({ redeemed: true });
    expect(await use({ orderId: customerId })).toEqual({ redeemed: false, reason: 'used' });
  });

  it('ends after 48 hours', async () => {
    const { decisionId, version } = await waiting();
    await decideReview(people.approver, { decisionId, version, verdict: 'approve' });
    const { expired } = await expireOffers({ ...ctx, now: new Date(ctx.now.getTime() + 49 * HOUR) });
    expect(expired).toBeGreaterThanOrEqual(1);
    expect(await ctx.db.offer.findFirst({ where: { workspaceId: ctx.workspaceId, decisionId } })).toMatchObject({
      status: 'expired',
    });
  });
});
