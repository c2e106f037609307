import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRng } from '@/domain/shared/random';
import { DAY, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { inTransaction } from '@/server/in-transaction';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { memberIn } from '@/tests/factories/review';
import { shopper } from '@/tests/factories/shopper';
import { textOf } from '@/tests/harness/text-of';
import {
  approveOfferPolicy,
  countOffersToApprove,
  expireOffers,
  exportLedger,
  issueOffers,
  listLedger,
  listOfferPolicies,
  proposeOfferPolicy,
  redeemOffer,
  revokeOfferPolicy,
} from './index';

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
const budgetOf = (cents: number) => approvedOffer(ctx, ladder(cents));
const rowsOf = async (offerPolicyId: string) =>
  (await listLedger(ctx, { offerPolicyId, limit: 500 })).items.toReversed();

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

describe('the ledger', () => {
  it('has a row for each movement, with the totals after it', async () => {
    const budget = await budgetOf(5_000);
    const [used, overdone, unused] = [await code(budget), await code(budget), await code(budget)];
    await redeem(used.code, used.customerId, 400);
    await redeem(overdone.code, overdone.customerId, 1_300);
    await expireOffers({ ...ctx, now: new Date(ctx.now.getTime() + DAY + HOUR) });
    expect(unused.code).toBeTruthy();
    const rows = await rowsOf(budget);
    expect(rows.map((row) => [row.kind, row.reservedCents, row.settledCents, row.overrunCents, row.leftCents])).toEqual(
      [
        ['reserve', 1_000, 0, 0, 4_000],
        ['reserve', 2_000, 0, 0, 3_000],
        ['reserve', 3_000, 0, 0, 2_000],
        ['settle', 2_000, 400, 0, 2_600],
        ['settle', 1_000, 1_400, 0, 2_600],
        ['overrun', 1_000, 1_400, 300, 2_600],
        ['release', 0, 1_400, 0, 3_600],
      ],
    );
    expect(rows.map(({ decisionId }) => decisionId).at(-1)).toBe(unused.decisionId);
  });

  it('names whose code each movement is about, but not to who may not see customers', async () => {
    const budget = await budgetOf(5_000);
    const { customerId } = await code(budget);
    await ctx.db.customer.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: customerId } },
      data: { firstName: 'Iris', lastName: 'Berg' },
    });
    expect((await rowsOf(budget))[0]?.customer).toEqual({ id: customerId, name: 'Iris Berg' });
    const executive = await personIn(ctx.workspaceId, 'executive');
    const { items } = await listLedger(executive, { offerPolicyId: budget });
    expect(items[0]?.customer).toEqual({ id: customerId, name: null });
  });

  it('adds up after fifty decisions at once', async () => {
    const budget = await budgetOf(20 * RESERVED);
    const { customerId, ids } = await decisions(50);
    await Promise.allSettled(ids.map((id) => issue(id, customerId, budget)));
    const rows = await rowsOf(budget);
    expect(rows.map(({ leftCents }) => leftCents)).toEqual(
      Array.from({ length: 20 }, (_, index) => (19 - index) * RESERVED),
    );
    const sum = rows.reduce((total, { reservedDeltaCents }) => total + reservedDeltaCents, 0);
    expect(await ledgerOf(budget)).toMatchObject({ reservedCents: sum });
  });

  it('also knows codes that a person approved for themselves: without totals', async () => {
    const { decisionId } = await code(null);
    const { items } = await listLedger(ctx, { limit: 500 });
    expect(items.find((row) => row.decisionId === decisionId)).toMatchObject({
      kind: 'reserve',
      reservedDeltaCents: RESERVED,
      reservedCents: null,
      leftCents: null,
    });
  });

  it('is never rewritten, and no total moves without a row', async () => {
    const budget = await budgetOf(5_000);
    await code(budget);
    const where = { workspaceId: ctx.workspaceId, offerPolicyId: budget };
    await expect(ctx.db.discountLedgerEntry.updateMany({ where, data: { settledCents: 0 } })).rejects.toThrow(
      /append-only/,
    );
    await expect(ctx.db.discountLedgerEntry.deleteMany({ where })).rejects.toThrow(/append-only/);
    const row = { workspaceId: ctx.workspaceId, id: budget };
    await expect(ctx.db.offerPolicy.updateMany({ where: row, data: { reservedCents: 999 } })).rejects.toThrow(
      /not those of its ledger/,
    );
  });

  it('leaves as CSV, which the audit log tells', async () => {
    const budget = await budgetOf(5_000);
    await code(budget);
    const [about, headings, ...lines] = (await textOf(await exportLedger(ctx, { offerPolicyId: budget }))).split(
      '\r\n',
    );
    expect(about).toContain('1 row, as of');
    expect(headings).toMatch(/^seq,at,kind,offer,/);
    expect(lines).toEqual([expect.stringMatching(/,reserve,Spring,.*,1000,0,0,1000,0,4000$/), '']);
    const exported = { workspaceId: ctx.workspaceId, action: 'offer_policy.ledger_exported' };
    expect(await ctx.db.auditEntry.count({ where: exported })).toBe(1);
  });
});

describe('a ladder of discounts', () => {
  let marketer: ServiceContext;
  let admin: ServiceContext;
  beforeAll(async () => {
    marketer = await memberIn(ctx, 'marketer', 'Mia');
    admin = await memberIn(ctx, 'admin', 'Ada');
  });
  const propose = (by: ServiceContext, changes: object = {}) =>
    proposeOfferPolicy(by, { ...ladder(10_000), ...changes });
  const itemOf = async (by: ServiceContext, id: string) => (await listOfferPolicies(by)).find((row) => row.id === id);
  const auditOf = async (id: string) =>
    (
      await ctx.db.auditEntry.findMany({
        where: { workspaceId: ctx.workspaceId, subject: `offer_policy:${id}` },
        orderBy: { seq: 'asc' },
      })
    ).map(({ action }) => action);

  it('is proposed by one and approved by another; until then it pays for nothing', async () => {
    const { id } = await propose(marketer);
    expect(await itemOf(approver, id)).toMatchObject({ status: 'proposed', proposedBy: 'Mia', canApprove: true });
    expect(await itemOf(marketer, id)).toMatchObject({ canApprove: false, isOwnProposal: true });
    const { customerId, ids } = await decisions(1);
    await expect(issue(ids[0] ?? '', customerId, id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(approveOfferPolicy(marketer, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await approveOfferPolicy(approver, { id });
    expect(await itemOf(approver, id)).toMatchObject({ status: 'in_force', leftCents: 9_500, canApprove: false });
    await expect(approveOfferPolicy(admin, { id })).rejects.toMatchObject({ code: 'conflict' });
    expect(await auditOf(id)).toEqual(['offer_policy.proposed', 'offer_policy.approved']);
  });

  it('is not approved by whoever proposed it, and above the managers’ limit by administrators alone', async () => {
    const { id: own } = await propose(approver);
    await expect(approveOfferPolicy(approver, { id: own })).rejects.toThrow('You proposed it');
    const { id: steep } = await propose(marketer, { maxPercentOff: 26 });
    expect(await itemOf(approver, steep)).toMatchObject({
      canApprove: false,
      whyNotApprove: expect.stringContaining('25%'),
    });
    await expect(approveOfferPolicy(approver, { id: steep })).rejects.toMatchObject({ code: 'forbidden' });
    await approveOfferPolicy(admin, { id: steep });
    expect(await itemOf(admin, steep)).toMatchObject({ status: 'in_force', approvedBy: 'Ada' });
  });

  it('approved by several at once is approved once', async () => {
    const { id } = await propose(marketer);
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => approveOfferPolicy(admin, { id })));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await auditOf(id)).toEqual(['offer_policy.proposed', 'offer_policy.approved']);
  });

  it('ends at once when it is revoked with a reason; codes that are out stay good', async () => {
    const { id } = await propose(marketer);
    await approveOfferPolicy(admin, { id });
    const held = await code(id);
    await expect(revokeOfferPolicy(marketer, { id, reason: 'No.' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revokeOfferPolicy(admin, { id, reason: ' ' })).rejects.toMatchObject({ code: 'invalid' });
    await revokeOfferPolicy(admin, { id, reason: 'Costs more than it brings.' });
    await expect(revokeOfferPolicy(admin, { id, reason: 'Again.' })).rejects.toMatchObject({ code: 'conflict' });
    const { customerId, ids } = await decisions(1);
    await expect(issue(ids[0] ?? '', customerId, id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await redeem(held.code, held.customerId, 500)).toMatchObject({ redeemed: true });
    expect(await itemOf(admin, id)).toMatchObject({ status: 'revoked', revokedBy: 'Ada', settledCents: 500 });
  });

  it('a proposal is taken back by the person who made it, and by nobody else without the right to approve', async () => {
    const { id } = await propose(marketer);
    expect(await itemOf(marketer, id)).toMatchObject({ canApprove: false, canRevoke: true, isOwnProposal: true });
    expect(await itemOf(admin, id)).toMatchObject({ canRevoke: true, isOwnProposal: false });
    const another = await propose(admin);
    await expect(revokeOfferPolicy(marketer, { id: another.id, reason: 'No.' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await revokeOfferPolicy(marketer, { id, reason: 'The wrong days.' });
    expect(await itemOf(marketer, id)).toMatchObject({ status: 'declined', wasWithdrawn: true, canRevoke: false });
    expect(await auditOf(id)).toEqual(['offer_policy.proposed', 'offer_policy.withdrawn']);
  });

  it('what waits is counted for those who may approve it', async () => {
    const counts = () => Promise.all([admin, approver, marketer].map((each) => countOffersToApprove(each)));
    const before = await counts();
    expect(before[2]).toBe(0);
    const mine = await propose(approver);
    const steep = await propose(marketer, { maxPercentOff: 60 });
    expect(await counts()).toEqual([(before[0] ?? 0) + 2, before[1], 0]);
    await revokeOfferPolicy(approver, { id: mine.id, reason: 'Not now.' });
    await approveOfferPolicy(admin, { id: steep.id });
    expect(await counts()).toEqual(before);
  });

  it('pauses before the cap, and tells when it runs out', async () => {
    const { id } = await propose(marketer, { startsAt: new Date(ctx.now.getTime() - 10 * DAY) });
    await approveOfferPolicy(admin, { id });
    const days = (count: number): ServiceContext => ({ ...admin, now: new Date(ctx.now.getTime() + count * DAY) });
    for (let index = 0; index < 5; index++) await code(id);
    const item = await itemOf(days(5), id);
    expect(item).toMatchObject({ status: 'in_force', leftCents: 4_500 });
    // 5 000 in 5 days, 4 500 left.
    expect(item?.runsOutAt).toEqual(new Date(ctx.now.getTime() + 9.5 * DAY));
    for (let index = 0; index < 4; index++) await code(id);
    expect(await itemOf(days(5), id)).toMatchObject({ status: 'paused', leftCents: 500, runsOutAt: null });
  });

  it.each([
    ['budgetCents', { budgetCents: 0 }],
    ['endsAt', { endsAt: new Date(0), startsAt: new Date(0) }],
    ['endsAt', { endsAt: new Date(1_000), startsAt: new Date(0) }],
    ['action', { action: 'nothing' }],
    ['name', { name: ' ' }],
  ])('is refused for a wrong %s', async (field, wrong) => {
    await expect(propose(marketer, wrong)).rejects.toMatchObject({ code: 'invalid', details: { field } });
  });

  it('of another workspace is not found', async () => {
    const { id } = await propose(marketer);
    const { ctx: other } = await freshWorkspace();
    await expect(approveOfferPolicy(other, { id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(revokeOfferPolicy(other, { id, reason: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await listOfferPolicies(other)).toEqual([]);
    expect((await listLedger(other, {})).items).toEqual([]);
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
