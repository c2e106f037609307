import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRng } from '@/domain/shared/random';
import { DAY, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { inTransaction } from '@/server/in-transaction';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { shopper } from '@/tests/factories/shopper';
import { approveOfferPolicy, expireOffers, issueOffers, redeemOffer } from './index';

const RESERVED = 1_000;

let ctx: ServiceContext;
let approver: ServiceContext;

beforeAll(async () => {
  ({ ctx } = await freshWorkspace());
  approver = await personIn(ctx.workspaceId, 'approver');
});

const ladder = (budgetCents: number) => ({
  name: 'Spring',
  agentId: 'cart_winback',
  action: 'winback_offer',
  maxPercentOff: 20,
  budgetCents,
  startsAt: ctx.now,
  endsAt: new Date(ctx.now.getTime() + 30 * DAY),
});
const budgetOf = async (cents: number) => (await approveOfferPolicy(approver, ladder(cents))).id;

/** Decisions to give codes with, all about one customer. */
async function decisions(count: number): Promise<{ customerId: string; ids: string[] }> {
  const { id: customerId } = await shopper(ctx);
  const ids = Array.from({ length: count }, () => v7());
  await ctx.db.decision.createMany({
    data: ids.map((id) => ({
      id,
      workspaceId: ctx.workspaceId,
      customerId,
      agentId: 'cart_winback',
      trigger: 'dormant',
      triggerKey: id,
      action: 'winback_offer',
      channel: 'email',
      outcome: 'executed',
      summary: 'An offer.',
      snapshot: {},
      candidates: [],
      verdicts: [],
      reasons: [],
      policyVersion: 1,
      modelVersions: {},
      autonomyLevel: 3,
      decidedAt: ctx.now,
    })),
  });
  return { customerId, ids };
}

async function issue(decisionId: string, customerId: string, offerPolicyId: string | null): Promise<string> {
  const expiresAt = new Date(ctx.now.getTime() + DAY);
  const offer = { decisionId, customerId, offerPolicyId, percentOff: 10, maxCostCents: RESERVED, expiresAt };
  const [issued] = await inTransaction(ctx, (tx) => issueOffers(tx, ctx, [offer]));
  return issued?.code ?? '';
}

const redeem = (code: string, customerId: string, discountCents: number) =>
  inTransaction(ctx, (tx) => redeemOffer(tx, ctx, { code, customerId, orderId: v7(), discountCents }));
const ledgerOf = (id: string) =>
  ctx.db.offerPolicy.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
    select: { budgetCents: true, reservedCents: true, settledCents: true },
  });
const offerOf = (decisionId: string) =>
  ctx.db.offer.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, decisionId } });
const factsOf = async (decisionId: string) =>
  (
    await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, subject: `decision:${decisionId}` },
      orderBy: { seq: 'asc' },
    })
  ).map(({ action, payload }) => ({ action, ...JSON.parse(payload) }));

/** A code of a budget, and what it needs to be used. */
async function code(offerPolicyId: string | null) {
  const { customerId, ids } = await decisions(1);
  const [decisionId = ''] = ids;
  return { decisionId, customerId, code: await issue(decisionId, customerId, offerPolicyId) };
}

describe('an order that took off more than its code allowed', () => {
  it.each(['of a budget', 'of a person'])(
    '%s: costs the reservation, the rest is told as a fact of its own',
    async (by) => {
      const budget = by === 'of a budget' ? await budgetOf(RESERVED) : null;
      const given = await code(budget);
      expect(await redeem(given.code, given.customerId, 1_700)).toMatchObject({ redeemed: true });
      expect(await offerOf(given.decisionId)).toMatchObject({ settledCents: RESERVED, overrunCents: 700 });
      if (budget) expect(await ledgerOf(budget)).toMatchObject({ reservedCents: 0, settledCents: RESERVED });
      expect(await factsOf(given.decisionId)).toMatchObject([
        { action: 'offer.redeemed', reservedCents: RESERVED, settledCents: RESERVED },
        { action: 'offer.overrun', overrunCents: 700 },
      ]);
    },
  );

  it('says nothing of the kind about an order within it', async () => {
    const budget = await budgetOf(5_000);
    const given = await code(budget);
    await redeem(given.code, given.customerId, 400);
    expect(await offerOf(given.decisionId)).toMatchObject({ settledCents: 400, overrunCents: 0 });
    expect(await ledgerOf(budget)).toMatchObject({ reservedCents: 0, settledCents: 400 });
    expect((await factsOf(given.decisionId)).map(({ action }) => action)).toEqual(['offer.redeemed']);
  });
});

it('a code told late, whose reservation somebody else has by now, overdraws nothing', async () => {
  const budget = await budgetOf(RESERVED);
  const late = await code(budget);
  await expireOffers({ ...ctx, now: new Date(ctx.now.getTime() + DAY + HOUR) });
  const next = await code(budget);
  expect(await redeem(late.code, late.customerId, 900)).toMatchObject({ redeemed: true });
  expect(await offerOf(late.decisionId)).toMatchObject({ settledCents: 0, overrunCents: 900 });
  expect(await redeem(next.code, next.customerId, 900)).toMatchObject({ redeemed: true });
  expect(await ledgerOf(budget)).toMatchObject({ reservedCents: 0, settledCents: 900 });
});

it('fifty decisions at once take what the budget holds and not a cent more, then and when they are used', async () => {
  const budget = await budgetOf(20 * RESERVED);
  const { customerId, ids } = await decisions(50);
  const answers = await Promise.allSettled(ids.map((id) => issue(id, customerId, budget)));
  const codes = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  expect(codes).toHaveLength(20);
  for (const answer of answers) {
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'conflict' });
  }
  expect(await ledgerOf(budget)).toMatchObject({ reservedCents: 20 * RESERVED, settledCents: 0 });

  const rng = seededRng('offers');
  const used = await Promise.all(codes.map((each) => redeem(each, customerId, Math.floor(rng() * 3 * RESERVED))));
  expect(used.every(({ redeemed }) => redeemed)).toBe(true);
  const offers = await ctx.db.offer.findMany({ where: { workspaceId: ctx.workspaceId, offerPolicyId: budget } });
  const sum = offers.reduce((total, { settledCents }) => total + (settledCents ?? 0), 0);
  expect(await ledgerOf(budget)).toMatchObject({ reservedCents: 0, settledCents: sum });
  expect(sum).toBeLessThanOrEqual(20 * RESERVED);
  expect(offers.some(({ overrunCents }) => overrunCents > 0)).toBe(true);
});

it('the database refuses an overdrawn ledger, whoever writes it', async () => {
  const id = await budgetOf(RESERVED);
  const where = { workspaceId: ctx.workspaceId, id };
  await expect(ctx.db.offerPolicy.updateMany({ where, data: { settledCents: RESERVED + 1 } })).rejects.toThrow();
  await expect(ctx.db.offerPolicy.updateMany({ where, data: { reservedCents: -1 } })).rejects.toThrow();
});

describe('an approved ladder of discounts', () => {
  it('is for approvers, above the managers’ limit for administrators, and is audited', async () => {
    const marketer = await personIn(ctx.workspaceId, 'marketer');
    await expect(approveOfferPolicy(marketer, ladder(100))).rejects.toMatchObject({ code: 'forbidden' });
    const steep = { ...ladder(100), maxPercentOff: 40 };
    await expect(approveOfferPolicy(approver, steep)).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await approveOfferPolicy(await personIn(ctx.workspaceId, 'admin'), steep);
    const where = { workspaceId: ctx.workspaceId, subject: `offer_policy:${id}` };
    expect(await ctx.db.auditEntry.findMany({ where })).toMatchObject([{ action: 'offer_policy.approved' }]);
    await expect(approveOfferPolicy(approver, { ...ladder(0) })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('belongs to its workspace, as its codes do', async () => {
    const given = await code(await budgetOf(RESERVED));
    const other = (await freshWorkspace()).ctx;
    const answer = await inTransaction(other, (tx) =>
      redeemOffer(tx, other, { code: given.code, customerId: given.customerId, orderId: v7(), discountCents: 1 }),
    );
    expect(answer).toEqual({ redeemed: false, reason: 'unknown_code' });
    expect(await expireOffers({ ...other, now: new Date(ctx.now.getTime() + 90 * DAY) })).toEqual({ expired: 0 });
    expect(await offerOf(given.decisionId)).toMatchObject({ status: 'live' });
  });
});
