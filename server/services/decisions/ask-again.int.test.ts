import { describe, expect, it } from 'vitest';
import { Policy } from '@/domain/policies/policy';
import type { ServiceContext } from '@/server/context';
import { campaignDocument } from '@/tests/factories/campaign';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { wholeDecisions } from '@/tests/factories/whole-decisions';
import { approveCampaign, createCampaign, decideCampaigns, moveCampaign } from '../campaigns';
import { sweepCustomers } from '../lifecycle';
import { activePolicy } from '../policies';
import { decideReview, expireReviews } from '../review';
import { askAgain, decideDormant, decideDueWaves, decideIdleCarts, decideNow, getDecision } from './index';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Wednesday by day in London, where the customers live. */
const NOW = new Date('2026-06-10T11:00:00Z');

async function workspace() {
  const { ctx } = await freshWorkspace({ virtualNow: NOW });
  await activePolicy(ctx);
  await rewritePolicy(ctx, Policy.parse({ ...UNDRAWN_POLICY, lifecycle: { firstTurnDays: 1 } }));
  await product(ctx, { sku: 'KETTLE' });
  const person = async (role: 'admin' | 'marketer' | 'approver') => ({
    ...(await personIn(ctx.workspaceId, role)),
    now: ctx.now,
  });
  return { ctx, admin: await person('admin'), marketer: await person('marketer'), approver: await person('approver') };
}

const at = (ctx: ServiceContext, ms: number): ServiceContext => ({ ...ctx, now: new Date(NOW.getTime() + ms) });
const of = ({ workspaceId }: ServiceContext, id: string) => ({ workspaceId_id: { workspaceId, id } });
const quiet = (days: number) => ({ lastEngagedAt: new Date(NOW.getTime() - days * DAY) });
const latest = async (ctx: ServiceContext) => {
  const row = (await wholeDecisions(ctx)).at(-1);
  if (!row) throw new Error('Nothing was decided.');
  return row;
};
const orders = (ctx: ServiceContext, id: string, ms: number) =>
  ctx.db.customer.update({ where: of(ctx, id), data: { lastOrderAt: new Date(NOW.getTime() + ms), orderCount: 3 } });

/** The last decision, expired, and what is made of its question as of then. */
async function again(ctx: ServiceContext, admin: ServiceContext, ms: number) {
  const before = await latest(ctx);
  await expireReviews(at(ctx, ms));
  const gone = await ctx.db.decision.findUniqueOrThrow({ where: of(ctx, before.id) });
  expect(gone.outcome).toBe('expired');
  const answer = await askAgain(at(admin, ms + HOUR), { decisionId: before.id });
  const row = (await wholeDecisions(ctx)).find(({ id }) => id === answer.decisionId);
  return { before, answer, row };
}

describe('proposing again', () => {
  it('asks about the same cart, once however often it is pressed, and both receipts tell of each other', async () => {
    const { ctx, admin, marketer, approver } = await workspace();
    const customer = await shopper(ctx);
    await idleCart(ctx, customer.id);
    await decideIdleCarts(ctx, { limit: 10 });
    const waiting = await latest(ctx);
    await expect(askAgain(admin, { decisionId: waiting.id })).rejects.toMatchObject({ code: 'conflict' });
    await expect(askAgain(approver, { decisionId: waiting.id })).rejects.toMatchObject({ code: 'forbidden' });

    const { before, answer, row } = await again(ctx, admin, 25 * HOUR);
    expect(answer.nothing).toBeNull();
    expect(row).toMatchObject({ trigger: 'cart_idle', action: 'cart_recovery', outcome: 'in_review' });
    expect(row?.triggerKey).toContain(`${before.triggerKey}:again:`);
    expect(row?.snapshot).toMatchObject({ again: { decisionId: before.id }, asks: ['cart_winback'] });
    expect(await askAgain(at(marketer, 30 * HOUR), { decisionId: before.id })).toEqual(answer);
    expect((await getDecision(admin, { decisionId: before.id })).again).toEqual({ of: null, as: answer.decisionId });
    expect((await getDecision(admin, { decisionId: answer.decisionId })).again).toEqual({ of: before.id, as: null });
    const { history } = await getDecision(admin, { decisionId: before.id });
    expect(history.map(({ action }) => action)).toEqual(['decision.made', 'review.expired', 'decision.proposed_again']);
    // Who asked for it may not approve it.
    const verdict = { decisionId: answer.decisionId, version: 1, verdict: 'approve' as const };
    await expect(decideReview(at(admin, 30 * HOUR), verdict)).rejects.toMatchObject({ code: 'forbidden' });
    await decideReview(at(approver, 30 * HOUR), verdict);
  });

  it.each<[string, (ctx: ServiceContext, cartId: string, customerId: string) => Promise<unknown>, number, string]>([
    [
      'bought',
      (ctx, cartId) => ctx.db.cart.update({ where: of(ctx, cartId), data: { status: 'ordered' } }),
      25 * HOUR,
      'The customer has bought the cart meanwhile.',
    ],
    ['too old', async () => undefined, 80 * HOUR, 'more than 72 hours ago'],
  ])('says why not of a cart that was %s', async (_what, happens, ms, why) => {
    const { ctx, admin } = await workspace();
    const customer = await shopper(ctx);
    const cartId = await idleCart(ctx, customer.id);
    await decideIdleCarts(ctx, { limit: 10 });
    await happens(ctx, cartId, customer.id);
    await expect(again(ctx, admin, ms)).rejects.toThrow(why);
    expect(await wholeDecisions(ctx)).toHaveLength(1);
  });

  it('stays a reminder by SMS, as long as the e-mail was not read', async () => {
    const { ctx, admin } = await workspace();
    const customer = await shopper(ctx, { phone: '+447700900123', consents: ['email', 'sms'] });
    await idleCart(ctx, customer.id);
    await decideIdleCarts(ctx, { limit: 10 });
    const email = await latest(ctx);
    const approver = await personIn(ctx.workspaceId, 'approver');
    await decideReview(at(approver, HOUR), { decisionId: email.id, version: email.version, verdict: 'approve' });
    const { workspaceId } = ctx;
    const deliveredAt = new Date(NOW.getTime() + 2 * HOUR);
    await ctx.db.message.updateMany({ where: { workspaceId }, data: { status: 'delivered', deliveredAt } });
    await ctx.db.decision.updateMany({ where: { workspaceId }, data: { outcome: 'executed' } });
    await decideIdleCarts(at(ctx, 23 * HOUR), { limit: 10 });
    const { before, row, answer } = await again(ctx, admin, 48 * HOUR);
    expect(before).toMatchObject({ trigger: 'cart_reminder' });
    expect(row).toMatchObject({ trigger: 'cart_reminder', action: 'cart_reminder', channel: 'sms' });
    await ctx.db.decision.update({ where: of(ctx, answer.decisionId), data: { outcome: 'expired' } });
    await ctx.db.message.updateMany({ where: { workspaceId }, data: { openedAt: deliveredAt } });
    const late = askAgain(at(admin, 61 * HOUR), { decisionId: answer.decisionId });
    await expect(late).rejects.toThrow('has read the cart e-mail');
  });

  it('stays the wave it was, and the series goes on from it', async () => {
    const { ctx, admin } = await workspace();
    const customer = await shopper(ctx, {
      ...quiet(120),
      lastOrderAt: new Date(NOW.getTime() - 120 * DAY),
      phone: '+447700900123',
      consents: ['email', 'sms'],
    });
    await decideDormant(ctx, { limit: 10 });
    const first = await latest(ctx);
    const approver = await personIn(ctx.workspaceId, 'approver');
    await decideReview(approver, { decisionId: first.id, version: first.version, verdict: 'approve' });
    await decideDueWaves(at(ctx, 8 * DAY), { limit: 10 });
    const { before, row } = await again(ctx, admin, 20 * DAY);
    expect(before).toMatchObject({ trigger: 'wave_due' });
    const { winback } = before.snapshot as { winback: { wave: number } };
    expect(winback.wave).toBe(2);
    expect(row).toMatchObject({ trigger: 'wave_due', outcome: 'in_review', channel: before.channel });
    expect(row?.snapshot).toMatchObject({ trigger: { wave: 2 }, winback: { wave: 2 } });
    const spell = await ctx.db.winbackSpell.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, customerId: customer.id },
    });
    expect(spell).toMatchObject({ endedAs: null, nextWave: 3 });
    expect(spell.nextWaveAt?.getTime()).toBeGreaterThan(NOW.getTime() + 20 * DAY + HOUR);
  });

  it('is not kept from it by the very decision that came to nothing: lifecycle', async () => {
    const { ctx, admin } = await workspace();
    await shopper(ctx, { ...quiet(80), orderCount: 0, lifetimeValueCents: 0, stage: 'at_risk' });
    await sweepCustomers(ctx, { limit: 10 });
    const { before, row, answer } = await again(ctx, admin, 8 * DAY);
    expect(before).toMatchObject({ trigger: 'lifecycle_daily', action: 'retention_offer' });
    expect(row).toMatchObject({ trigger: 'lifecycle_daily', action: 'retention_offer', outcome: 'in_review' });
    // Another decision since is one to rest on, and is said to be.
    await ctx.db.decision.update({ where: of(ctx, before.id), data: { outcome: 'failed' } });
    await ctx.db.decision.update({ where: of(ctx, answer.decisionId), data: { outcome: 'expired' } });
    const more = await askAgain(at(admin, 9 * DAY), { decisionId: answer.decisionId });
    expect(more.nothing).toContain('It decided about this customer on');
  });

  describe('of a campaign', () => {
    const mail = { channel: 'email', day: 1, template: 'campaign-news', percentOff: 0, timing: 'at_once' } as const;

    async function launched(changes: Parameters<typeof campaignDocument>[0]) {
      const all = await workspace();
      const yesterday = (person: ServiceContext) => at(person, -DAY);
      const { id } = await createCampaign(yesterday(all.marketer), { document: campaignDocument(changes) });
      const key = { campaignId: id, revision: 1 };
      await moveCampaign(yesterday(all.marketer), { ...key, move: 'submit' });
      await approveCampaign(yesterday(all.approver), key);
      await moveCampaign(yesterday(all.marketer), { ...key, move: 'launch' });
      const customer = await shopper(all.ctx, {
        signedUpAt: new Date(NOW.getTime() - HOUR),
        orderCount: 0,
        lastOrderAt: null,
      });
      await decideCampaigns(all.ctx, { limit: 10 });
      return { ...all, campaignId: id, customer };
    }

    it.each([
      ['of the customer’s own moment', {}],
      ['of a date', { trigger: { kind: 'scheduled' as const, at: NOW.toISOString() } }],
    ])('is the same message %s, and the customer’s way goes on from it', async (_what, changes) => {
      const { ctx, admin, campaignId } = await launched({ ...changes, steps: [mail, { ...mail, day: 4 }] });
      const { before, row } = await again(ctx, admin, 8 * DAY);
      expect(row).toMatchObject({ trigger: before.trigger, outcome: 'in_review', action: before.action });
      expect(row?.chosen).toMatchObject({ campaignId, wave: 1 });
      const touches = await ctx.db.campaignTouch.findMany({ where: { workspaceId: ctx.workspaceId } });
      expect(touches).toMatchObject([{ decisionId: row?.id, step: 1 }]);
      const way = await ctx.db.campaignEnrolment.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
      expect(way).toMatchObject({ nextStep: 2, endedAs: null });
    });

    it('says why not where the customer has ordered, or it does not run', async () => {
      const { ctx, admin, marketer, campaignId, customer } = await launched({ steps: [mail] });
      await orders(ctx, customer.id, 2 * DAY);
      await expect(again(ctx, admin, 8 * DAY)).rejects.toThrow('The customer has ordered since.');
      await ctx.db.customer.update({ where: of(ctx, customer.id), data: { lastOrderAt: null } });
      await moveCampaign(at(marketer, 8 * DAY), { campaignId, revision: 1, move: 'end' });
      const { id } = await latest(ctx);
      await expect(askAgain(at(admin, 9 * DAY), { decisionId: id })).rejects.toThrow('“Welcome” does not run now.');
    });
  });

  it('asks on demand what was asked on demand', async () => {
    const { ctx, admin } = await workspace();
    const customer = await shopper(ctx);
    await idleCart(ctx, customer.id);
    await decideNow(admin, { customerId: customer.id, agentId: 'cart_winback' });
    const { row } = await again(ctx, admin, 25 * HOUR);
    expect(row).toMatchObject({ trigger: 'on_demand', action: 'cart_recovery', outcome: 'in_review' });
  });
});
