import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { decide } from '@/domain/decisions/decide';
import { DecisionFile } from '@/domain/decisions/decision-file';
import { Snapshot } from '@/domain/decisions/snapshot';
import { learntModels } from '@/domain/models/learnt/learnt-models';
import { OrderEvidence } from '@/domain/models/learnt/order-evidence';
import { Policy } from '@/domain/policies/policy';
import { DAY, after as later } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { systemDb } from '@/server/system-db';
import { campaignDocument } from '@/tests/factories/campaign';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { type PastTouches, pastTouches } from '@/tests/factories/past-touches';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { wholeDecisions } from '@/tests/factories/whole-decisions';
import { setAutonomyLevel } from '../autonomy';
import { approveCampaign, createCampaign, decideCampaigns, getCampaign, moveCampaign } from '../campaigns';
import { decideNow, exportDecision } from '../decisions';
import { activePolicy } from '../policies';
import { getReplay, replayTurn, startReplay } from '../replay';
import { chooseVersion, getLearnt, learnFromOutcomes } from '.';

const NOON = new Date('2026-06-01T12:00:00Z');
const CART = { agentId: 'cart_winback', action: 'cart_recovery', perDay: 20, days: [60, 10] } as const;
const WORKS = { sent: 5, leftAlone: 0 };

/** A workspace in June that holds nobody new out. */
async function workspace() {
  const { workspaceId, ctx } = await freshWorkspace({ virtualNow: NOON });
  await activePolicy(ctx);
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  const person = async (role: 'admin' | 'marketer' | 'approver') => ({
    ...(await personIn(workspaceId, role)),
    now: ctx.now,
  });
  return { ctx, admin: await person('admin'), marketer: await person('marketer'), approver: await person('approver') };
}

type Workspace = Awaited<ReturnType<typeof workspace>>;

const past = (ctx: ServiceContext, change: Partial<PastTouches> = {}) =>
  pastTouches(ctx, { ...CART, days: [...CART.days], orderEvery: WORKS, ...change });
const versions = (ctx: ServiceContext) =>
  ctx.db.learntVersion.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { version: 'asc' } });
const audited = async (ctx: ServiceContext) =>
  (
    await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, action: { startsWith: 'learning.' } },
      orderBy: { seq: 'asc' },
    })
  ).map(({ action }) => action);

/** A campaign that greets, launched three days ago, whose action may act by itself. */
async function launchedCampaign({ ctx, admin, marketer, approver }: Workspace): Promise<string> {
  const at = later(ctx.now, -3 * DAY);
  const { id } = await createCampaign({ ...marketer, now: at }, { document: campaignDocument() });
  await moveCampaign({ ...marketer, now: at }, { campaignId: id, revision: 1, move: 'submit' });
  await approveCampaign({ ...approver, now: at }, { campaignId: id, revision: 1 });
  await moveCampaign({ ...marketer, now: at }, { campaignId: id, revision: 1, move: 'launch' });
  const level = { agentId: 'campaign', action: 'campaign_message', level: 3, reason: 'Of the test.' };
  await setAutonomyLevel(admin, level);
  return id;
}

const newcomer = (ctx: ServiceContext) =>
  shopper(ctx, { signedUpAt: later(ctx.now, -DAY), orderCount: 0, lastOrderAt: null, lifetimeValueCents: 0 });

/** What the campaign decides for whoever signs up, after a past of it. */
async function decidedAfter(change: Partial<PastTouches>) {
  const all = await workspace();
  const { ctx } = all;
  const campaignId = await launchedCampaign(all);
  await pastTouches(ctx, {
    ...{ agentId: 'campaign', action: 'campaign_message', campaignId, wave: 1 },
    ...{ perDay: 20, days: [150, 31], orderEvery: { sent: 8, leftAlone: 60 } },
    ...change,
  });
  await learnFromOutcomes(ctx);
  const customer = await newcomer(ctx);
  await decideCampaigns(ctx, { limit: 10 });
  const [decision] = await wholeDecisions(ctx, { customerId: customer.id });
  if (!decision) throw new Error('Nothing was decided.');
  return { ...all, decision, reasons: JSON.stringify(decision.reasons) };
}

/** How the budget of a new campaign by e-mail and SMS is split, after what one of before brought by SMS. */
async function splitAfter(change: Partial<PastTouches> | null) {
  const all = await workspace();
  const { ctx, marketer, approver } = all;
  await shopper(ctx, { phone: '+447700900123', consents: ['email', 'sms'] });
  if (change) {
    await pastTouches(ctx, {
      ...{ agentId: 'campaign', action: 'campaign_message', campaignId: v7(), wave: 1, channel: 'sms' as const },
      ...{ perDay: 20, days: [150, 31], ...change },
      orderEvery: { sent: 8, leftAlone: 60 },
    });
    await learnFromOutcomes(ctx);
  }
  const step = { day: 1, percentOff: 0, timing: 'at_once' } as const;
  const steps = [
    { ...step, channel: 'email', template: 'campaign-news' },
    { ...step, channel: 'sms', template: 'campaign-short', day: 3 },
  ] as const;
  const document = campaignDocument({ steps: [...steps], budgetCents: 100_000 });
  const { id } = await createCampaign(marketer, { document });
  await moveCampaign(marketer, { campaignId: id, revision: 1, move: 'submit' });
  await approveCampaign(approver, { campaignId: id, revision: 1 });
  await moveCampaign(marketer, { campaignId: id, revision: 1, move: 'launch' });
  const { budgetSplit } = await getCampaign(marketer, { campaignId: id });
  return Object.fromEntries(budgetSplit.map(({ channel, cents }) => [channel, cents]));
}

describe('the budget of a campaign', () => {
  it('goes to the channel that outcomes say brings more, also those of campaigns before it', async () => {
    const assumed = await splitAfter(null);
    expect(assumed.email).toBeGreaterThan(assumed.sms ?? 0);
    const learnt = await splitAfter({});
    expect(learnt.sms).toBeGreaterThan((assumed.sms ?? 0) * 1.5);
    expect(learnt.sms).toBeGreaterThan(learnt.email ?? 0);
    expect((learnt.sms ?? 0) + (learnt.email ?? 0)).toBe(100_000);
  });
});

describe('learning from outcomes', () => {
  it('counts who ordered of those written to and of those left alone, once a day, and says the same again', async () => {
    const { ctx } = await workspace();
    await past(ctx);
    expect(await learnFromOutcomes(ctx)).toEqual({ version: 1, isNew: true });
    expect(await learnFromOutcomes(ctx)).toEqual({ version: 1, isNew: false });
    const learnt = await getLearnt(ctx, { agentId: 'cart_winback' });
    expect(learnt.rows).toEqual([
      expect.objectContaining({
        ...{ action: 'cart_recovery', channel: 'email', sent: 918, sentOrdered: 183, leftAlone: 102 },
        ...{ leftAloneOrdered: 0, isUsed: true, windowDays: 7 },
      }),
    ]);
    expect(learnt).toMatchObject({ inForce: 1, modelName: 'outcomes-1', soFar: { sent: 918, leftAlone: 102 } });
    expect(await getLearnt(ctx, { agentId: 'campaign' })).toMatchObject({ rows: [] });
    expect(await audited(ctx)).toEqual(['learning.in_force']);
    // Nothing happens for a day: the same outcomes make no second version.
    expect(await learnFromOutcomes({ ...ctx, now: later(ctx.now, DAY) })).toEqual({ version: 1, isNew: false });
  });

  it('counts no order that a browser’s key alone told of: anybody can tell of one', async () => {
    const { ctx } = await workspace();
    await past(ctx);
    const { workspaceId } = ctx;
    const key = (kind: string) => ({ id: v7(), workspaceId, name: kind, kind, prefix: kind, hash: v7() });
    const [browser, server] = [key('browser'), key('server')];
    await systemDb().writeKey.createMany({ data: [browser, server] });
    const [forged, both, shops] = await ctx.db.order.findMany({ where: { workspaceId }, take: 3 });
    if (!forged || !both || !shops) throw new Error('Orders were expected.');
    const told = ({ orderKey, customerId, orderedAt }: typeof forged, keyId: string) => ({
      ...{ workspaceId, messageId: v7(), type: 'track', name: 'Order Completed', customerId, keyId },
      ...{ occurredAt: orderedAt, properties: { order_id: orderKey, revenue: 50 }, context: {} },
    });
    await ctx.db.event.createMany({
      data: [told(forged, browser.id), told(both, browser.id), told(both, server.id), told(shops, server.id)],
    });
    await learnFromOutcomes(ctx);
    const { rows } = await getLearnt(ctx, { agentId: 'cart_winback' });
    expect(rows).toMatchObject([{ sent: 918, sentOrdered: 182 }]);
  });

  it('counts nobody whose window is open, who ordered before it, or whose message the guardrails would have stopped', async () => {
    const { ctx } = await workspace();
    await past(ctx, { days: [10, 6], leftAloneEvery: 2, orderEvery: { sent: 0, leftAlone: 0 } });
    const { workspaceId } = ctx;
    const held = await ctx.db.decision.findMany({
      where: { workspaceId, heldOut: true },
      orderBy: { decidedAt: 'asc' },
    });
    const [blocked, early] = held;
    if (!blocked || !early) throw new Error('Some were expected.');
    const at = (id: string) => ({ where: { workspaceId_id: { workspaceId, id } } });
    await ctx.db.decision.update({
      ...at(blocked.id),
      data: { verdicts: [{ guardrail: 'consent', verdict: 'block' }] },
    });
    await ctx.db.decision.update({
      ...at(early.id),
      data: { chosen: { wave: null, sendAt: later(early.decidedAt, 3_600_000).toISOString() } },
    });
    const order = { revenueCents: 100, currency: 'GBP', lines: [], orderedAt: later(early.decidedAt, 60_000) };
    await ctx.db.order.create({
      data: { id: early.id, workspaceId, orderKey: early.id, customerId: early.customerId, ...order },
    });
    await learnFromOutcomes(ctx);
    const { rows } = await getLearnt(ctx, { agentId: 'cart_winback' });
    // Of the days 10 to 6 ago those of 10, 9 and 8 are over at midnight: thirty of each, less two left alone.
    expect(rows).toEqual([expect.objectContaining({ sent: 30, leftAlone: 28 })]);
  });

  it('is nothing where nothing could be measured', async () => {
    const { ctx } = await workspace();
    expect(await learnFromOutcomes(ctx)).toEqual({ version: null, isNew: false });
    expect(await getLearnt(ctx, { agentId: 'campaign' })).toMatchObject({
      ...{ inForce: null, shown: null, rows: [], versions: [], modelName: 'kpi-baseline-1' },
      asks: { sent: 100, leftAlone: 50, tested: 200 },
    });
  });

  it('keeps what could not be tested, and says why', async () => {
    const { ctx } = await workspace();
    await past(ctx, { days: [20, 10] });
    await learnFromOutcomes(ctx);
    const learnt = await getLearnt(ctx, { agentId: 'cart_winback' });
    expect(learnt).toMatchObject({ inForce: null, shown: { version: 1, verdict: 'kept' } });
    expect(learnt.shown?.reason).toMatch(/200 are asked for/);
    expect(learnt.rows[0]).toMatchObject({ isUsed: false, isOwn: true });
    const admin = await personIn(ctx.workspaceId, 'admin');
    const unproven = chooseVersion(admin, { version: 1, inForce: null, reason: 'Of the test.' });
    await expect(unproven).rejects.toMatchObject({ code: 'invalid' });
    expect(await audited(ctx)).toEqual(['learning.kept']);
  });

  it('is never rewritten', async () => {
    const { ctx } = await workspace();
    await past(ctx);
    await learnFromOutcomes(ctx);
    const { workspaceId } = ctx;
    await expect(ctx.db.learntVersion.updateMany({ where: { workspaceId }, data: { rows: 1 } })).rejects.toThrow();
    await expect(ctx.db.learntChange.deleteMany({ where: { workspaceId } })).rejects.toThrow();
  });
});

describe('a campaign that may act by itself', () => {
  it('acts where enough is known of it, and decides the same when it is replayed', async () => {
    const { ctx, marketer, decision, reasons } = await decidedAfter({});
    expect(decision).toMatchObject({
      outcome: 'scheduled',
      confidenceKind: 'calibrated',
      modelVersions: { 'order-probability': 'outcomes-1', 'churn-risk': 'rfm-rule-1' },
    });
    expect(reasons).toMatch(/270 of 2160 like this ordered within 30 days; 4 of 240 left alone did\./);
    let text = '';
    for await (const piece of await exportDecision(marketer, { decisionId: decision.id })) text += piece;
    const { replay } = DecisionFile.parse(JSON.parse(text));
    const models = learntModels(1, OrderEvidence.parse(replay?.learnt));
    const snapshot = Snapshot.parse(replay?.snapshot);
    const policy = Policy.parse(replay?.policy.document);
    expect(decide({ snapshot, policy, models, now: ctx.now }).summary).toBe(decision.summary);
    const period = { from: decision.decidedAt, to: later(decision.decidedAt, 1) };
    const { id: runId } = await startReplay(marketer, { tried: { kind: 'then' }, ...period });
    await replayTurn(ctx, { runId, budgetMs: 60_000 });
    expect((await getReplay(marketer, { runId })).tally).toMatchObject({ same: 1, changed: 0 });
  });

  it('asks a person while little is known of it', async () => {
    const { decision, reasons } = await decidedAfter({ perDay: 2, days: [80, 31] });
    expect(decision).toMatchObject({ outcome: 'in_review', confidenceKind: 'prior' });
    expect(reasons).toMatch(/only a prior, so a person decides/);
  });

  it('asks a person where it does nothing, however much is known of it', async () => {
    const { decision, reasons } = await decidedAfter({ orderEvery: { sent: 8, leftAlone: 8 } });
    expect(decision).toMatchObject({ outcome: 'in_review', confidenceKind: 'calibrated' });
    expect(reasons).toMatch(/Confidence 0\.\d\d is below 0\.85/);
  });
});

describe('choosing a version', () => {
  async function twoVersions() {
    const all = await workspace();
    await past(all.ctx);
    await learnFromOutcomes(all.ctx);
    await past(all.ctx, { days: [9, 9] });
    const tomorrow = { ...all.ctx, now: later(all.ctx.now, DAY) };
    await learnFromOutcomes(tomorrow);
    return { ...all, tomorrow };
  }

  it('goes back to an earlier one, audited, and stays there until somebody chooses the newest', async () => {
    const { ctx, admin, tomorrow } = await twoVersions();
    expect((await versions(ctx)).map(({ version, verdict }) => [version, verdict])).toEqual([
      [1, 'in_force'],
      [2, 'in_force'],
    ]);
    await chooseVersion(admin, { version: 1, inForce: 2, reason: 'The sale is in the newest.' });
    await past(ctx, { days: [8, 8] });
    await learnFromOutcomes({ ...tomorrow, now: later(tomorrow.now, DAY) });
    const stuck = await getLearnt(ctx, { agentId: 'cart_winback' });
    expect(stuck).toMatchObject({
      inForce: 1,
      since: { isChosen: true },
      versions: [{ version: 3, verdict: 'kept' }, {}, {}],
    });
    expect(stuck.versions[0]?.reason).toMatch(/chose version 1/);
    await chooseVersion(admin, { version: 3, inForce: 1, reason: 'The sale is over.' });
    expect(await getLearnt(ctx, { agentId: 'cart_winback' })).toMatchObject({ inForce: 3, since: { isChosen: false } });
    expect(await audited(ctx)).toEqual([
      ...['learning.in_force', 'learning.in_force', 'learning.chosen', 'learning.kept', 'learning.chosen'],
    ]);
  });

  it('can do without what was learnt: decisions go by assumptions again', async () => {
    const { ctx, admin } = await twoVersions();
    await chooseVersion(admin, { version: null, inForce: 2, reason: 'Of the test.' });
    const customer = await shopper(ctx, {});
    const { decisionId } = await decideNow(admin, { customerId: customer.id, agentId: 'lifecycle' });
    const { workspaceId } = ctx;
    const decision = await ctx.db.decision.findUnique({ where: { workspaceId_id: { workspaceId, id: decisionId } } });
    expect(decision?.modelVersions).toMatchObject({ 'order-probability': 'kpi-baseline-1' });
  });

  it('is for administrators, with a reason, of a version there is, seen as it stands', async () => {
    const { admin, marketer } = await twoVersions();
    const back = { version: 1, inForce: 2, reason: 'Of the test.' };
    await expect(chooseVersion(marketer, back)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(chooseVersion(admin, { ...back, reason: ' ' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(chooseVersion(admin, { ...back, version: 9 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(chooseVersion(admin, { ...back, inForce: 1 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(chooseVersion(admin, { ...back, version: 2_147_483_648 })).rejects.toThrow('Too big');
  });
});
