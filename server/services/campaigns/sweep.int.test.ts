import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { CampaignDocument } from '@/domain/campaigns/campaign';
import type { ServiceContext } from '@/server/context';
import { campaignDocument } from '@/tests/factories/campaign';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { wholeDecisions } from '@/tests/factories/whole-decisions';
import { decideIdleCarts, decideNow, proposeNow } from '../decisions';
import { dispatchDue } from '../delivery';
import { activeStops, stopSending } from '../kill-switch';
import { activePolicy } from '../policies';
import { decideMany, decideReview, getReview, listReviews } from '../review';
import {
  approveCampaign,
  createCampaign,
  decideCampaigns,
  dryRun,
  getCampaign,
  moveCampaign,
  previewCampaign,
  saveCampaign,
} from './index';

const DAY = 86_400_000;
const mail = { channel: 'email', day: 1, template: 'campaign-news', percentOff: 0, timing: 'at_once' } as const;

/** A workspace that holds nobody out, three days after `launch` launched its campaigns. */
async function workspace() {
  const { workspaceId, ctx } = await freshWorkspace();
  await activePolicy(ctx);
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  const marketer = await personIn(workspaceId, 'marketer');
  const approver = await personIn(workspaceId, 'approver');
  const launchedAt = new Date(ctx.now.getTime() - 3 * DAY);
  return {
    ctx,
    approver,
    async launch(changes: Parameters<typeof campaignDocument>[0] = {}): Promise<string> {
      const document: CampaignDocument = campaignDocument(changes);
      const { id } = await createCampaign({ ...marketer, now: launchedAt }, { document });
      const at = { campaignId: id, revision: 1 };
      await moveCampaign({ ...marketer, now: launchedAt }, { ...at, move: 'submit' });
      await approveCampaign({ ...approver, now: launchedAt }, at);
      await moveCampaign({ ...marketer, now: launchedAt }, { ...at, move: 'launch' });
      return id;
    },
    move: (campaignId: string, move: 'pause' | 'resume' | 'end') =>
      moveCampaign(marketer, { campaignId, revision: 1, move }),
    detail: (campaignId: string) => getCampaign(marketer, { campaignId }),
  };
}

const later = (ctx: ServiceContext, days: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + days * DAY) });
const newcomer = (ctx: ServiceContext, details: Parameters<typeof shopper>[1] = {}) =>
  shopper(ctx, {
    signedUpAt: new Date(ctx.now.getTime() - DAY),
    orderCount: 0,
    lastOrderAt: null,
    lifetimeValueCents: 0,
    ...details,
  });
const decisionsOf = (ctx: ServiceContext) => wholeDecisions(ctx);
const today = (ctx: ServiceContext) => ({ kind: 'scheduled' as const, at: ctx.now.toISOString() });

describe('the sweep', () => {
  it('decides once for whoever signs up while the campaign runs, and a prior waits for a person', async () => {
    const { ctx, launch, detail } = await workspace();
    const id = await launch();
    const customer = await newcomer(ctx);
    await newcomer(ctx, { signedUpAt: new Date(ctx.now.getTime() - 5 * DAY) });
    expect(await decideCampaigns(ctx, { limit: 100 })).toEqual({ decided: 1 });
    expect(await decideCampaigns(ctx, { limit: 100 })).toEqual({ decided: 0 });
    const [decision] = await decisionsOf(ctx);
    expect(decision).toMatchObject({
      agentId: 'campaign',
      action: 'campaign_message',
      outcome: 'in_review',
      customerId: customer.id,
      triggerKey: `milestone:${customer.id}:signup:1`,
      confidenceKind: 'prior',
    });
    // Whoever made the campaign may not approve what comes of it.
    const { authorId } = await ctx.db.campaign.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id } });
    expect(authorId).not.toBeNull();
    expect(decision?.authorId).toBe(authorId);
    expect(await detail(id)).toMatchObject({ results: { reached: 1, decisions: 1, inReview: 1, touches: 0 } });
  });

  it('asks for a person for want of outcomes, and look-alikes of one message are approved together', async () => {
    const { ctx, approver, launch } = await workspace();
    await launch({ name: 'One', trigger: today(ctx), steps: [mail], audience: { stages: ['new'] } });
    await launch({ name: 'Two', trigger: today(ctx), steps: [mail], audience: { stages: ['at_risk'] } });
    const [a, b, c] = [
      await newcomer(ctx, { stage: 'new' }),
      await newcomer(ctx, { stage: 'new' }),
      await newcomer(ctx, { stage: 'at_risk' }),
    ];
    const rich = await newcomer(ctx, { stage: 'new', lifetimeValueCents: 9_000_000, orderCount: 90 });
    await decideCampaigns(ctx, { limit: 100 });
    const { items } = await listReviews(approver, {});
    const riskOf = (customer: { id: string }) => items.find((item) => item.customer.id === customer.id)?.risk;
    expect([a, b, c, rich].map(riskOf)).toEqual(['low', 'low', 'low', 'high']);

    const approve = (customers: { id: string }[]) => {
      const chosen = customers.flatMap(({ id }) => items.filter((item) => item.customer.id === id));
      return decideMany(approver, {
        items: chosen.map(({ id, version }) => ({ decisionId: id, version, key: v7() })),
        verdict: 'approve',
        confirmedCount: customers.length,
      });
    };
    await expect(approve([a, c])).rejects.toThrow('another message of a campaign');
    await expect(approve([a, rich])).rejects.toThrow('Its risk is high');
    expect((await approve([a, b])).map(({ result }) => result?.outcome)).toEqual(['approved', 'approved']);
  });

  it.each<[string, CampaignDocument['trigger'], (ctx: ServiceContext) => Promise<unknown>]>([
    [
      'the days since signing up',
      { kind: 'days_since_signup', days: 30 },
      (ctx) => newcomer(ctx, { signedUpAt: new Date(ctx.now.getTime() - 31 * DAY) }),
    ],
    [
      'the second order',
      { kind: 'nth_purchase', count: 2 },
      async (ctx) => {
        const customer = await shopper(ctx, { lastOrderAt: new Date(ctx.now.getTime() - DAY) });
        const order = { workspaceId: ctx.workspaceId, customerId: customer.id, currency: 'GBP', lines: [] };
        for (const days of [50, 1]) {
          const orderedAt = new Date(ctx.now.getTime() - days * DAY);
          await ctx.db.order.create({ data: { ...order, id: v7(), orderKey: v7(), revenueCents: 5_000, orderedAt } });
        }
      },
    ],
    [
      'a new stage',
      { kind: 'stage_changed', to: 'at_risk' },
      async (ctx) => {
        const { id: customerId } = await shopper(ctx, { stage: 'at_risk' });
        const changedAt = new Date(ctx.now.getTime() - DAY);
        await ctx.db.stageChange.create({
          data: {
            id: v7(),
            workspaceId: ctx.workspaceId,
            customerId,
            from: 'active',
            to: 'at_risk',
            reason: 'x',
            changedAt,
          },
        });
      },
    ],
  ])('finds %s', async (_name, trigger, happens) => {
    const { ctx, launch } = await workspace();
    await launch({ trigger });
    await shopper(ctx);
    await happens(ctx);
    await decideCampaigns(ctx, { limit: 100 });
    const made = await decisionsOf(ctx);
    expect(made.map(({ agentId }) => agentId)).toEqual([expect.stringMatching(/^(campaign|lifecycle)$/)]);
  });

  it('goes through the audience of a date once, part by part, whoever comes to help', async () => {
    const { ctx, launch, detail } = await workspace();
    const id = await launch({ trigger: today(ctx), audience: { countries: ['GB'] }, steps: [mail] });
    for (let index = 0; index < 120; index++) await shopper(ctx, { country: index % 6 === 0 ? 'FR' : 'GB' });
    expect(await decideCampaigns(ctx, { limit: 30 })).toEqual({ decided: 30 });
    const turns = await Promise.all([1, 2, 3].map(() => decideCampaigns(ctx, { limit: 500 })));
    let total = 30 + turns.reduce((sum, { decided }) => sum + decided, 0);
    total += (await decideCampaigns(ctx, { limit: 500 })).decided;
    expect(total).toBe(100);
    const made = await decisionsOf(ctx);
    expect(new Set(made.map(({ customerId }) => customerId)).size).toBe(100);
    expect(made).toHaveLength(100);
    expect(await ctx.db.campaignTouch.count({ where: { workspaceId: ctx.workspaceId } })).toBe(100);
    await shopper(ctx);
    expect(await decideCampaigns(ctx, { limit: 500 })).toEqual({ decided: 0 });
    expect((await detail(id)).results.reached).toBe(100);
  });

  it('leads on only who has not ordered, and only once the last message was judged', async () => {
    const { ctx, launch, approver, detail } = await workspace();
    const steps = [mail, { ...mail, day: 3, template: 'campaign-thanks' as const }];
    const id = await launch({ trigger: today(ctx), steps });
    const [stays, orders, refused, waits] = [
      await shopper(ctx),
      await shopper(ctx),
      await shopper(ctx),
      await shopper(ctx),
    ];
    await decideCampaigns(ctx, { limit: 100 });
    const first = await decisionsOf(ctx);
    const judge = (customerId: string, verdict: 'approve' | 'reject') => {
      const decision = first.find((made) => made.customerId === customerId);
      const reason = verdict === 'reject' ? { reason: 'wrong_customer' as const } : {};
      return decideReview(approver, { decisionId: decision?.id ?? '', version: 1, verdict, ...reason });
    };
    await judge(stays.id, 'approve');
    await judge(orders.id, 'approve');
    await judge(refused.id, 'reject');
    await ctx.db.customer.updateMany({
      where: { workspaceId: ctx.workspaceId, id: orders.id },
      data: { lastOrderAt: later(ctx, 1).now },
    });
    expect(await dispatchDue(later(ctx, 0.1), { limit: 10 })).toMatchObject({ sent: 1 });
    expect(await decideCampaigns(later(ctx, 1.9), { limit: 100 })).toEqual({ decided: 0 });
    expect(await decideCampaigns(later(ctx, 2), { limit: 100 })).toEqual({ decided: 1 });
    const second = (await decisionsOf(ctx)).slice(4);
    expect(second.map(({ customerId, triggerKey }) => ({ customerId, triggerKey }))).toEqual([
      { customerId: stays.id, triggerKey: `campaign:${id}:${stays.id}:2` },
    ]);
    expect((await detail(id)).ways).toMatchObject({ converted: 1, stopped: 1, completed: 1, goingOn: 1 });
    expect(waits.id).toBeTruthy();
  });

  it('keeps the days between two messages where the first is approved, or leaves, later than it was decided', async () => {
    const { ctx, launch, approver } = await workspace();
    const sms = { ...mail, channel: 'sms' as const, template: 'campaign-short' as const };
    const steps = [mail, { ...sms, day: 3 }, { ...mail, day: 7, template: 'campaign-thanks' as const }];
    await launch({ trigger: today(ctx), steps });
    await shopper(ctx, { consents: ['email', 'sms'], phone: '+447700900123' });
    const sweep = async (days: number) => (await decideCampaigns(later(ctx, days), { limit: 100 })).decided;
    const approveLast = async (days: number) => {
      const last = (await decisionsOf(ctx)).at(-1);
      const by = { ...approver, now: later(ctx, days).now };
      await decideReview(by, { decisionId: last?.id ?? '', version: 1, verdict: 'approve' });
    };
    expect(await sweep(0)).toBe(1);
    await ctx.db.decision.updateMany({
      where: { workspaceId: ctx.workspaceId },
      data: { reviewBy: later(ctx, 4).now },
    });
    expect(await sweep(2)).toBe(0);
    await approveLast(2);
    expect(await sweep(2)).toBe(0);
    expect(await dispatchDue(later(ctx, 2.1), { limit: 10 })).toMatchObject({ sent: 1 });
    expect(await sweep(3)).toBe(0);
    expect(await sweep(4)).toBe(1);
    await approveLast(4);
    expect(await dispatchDue(later(ctx, 4.1), { limit: 10 })).toMatchObject({ sent: 1 });
    // The third was meant for the seventh day: four days after the second.
    expect(await sweep(6)).toBe(0);
    expect(await sweep(8)).toBe(1);
  });

  it('asks again for whom something that waited went first, once that is gone', async () => {
    const { ctx, launch, detail } = await workspace();
    const steps = [mail, { ...mail, day: 3, template: 'campaign-thanks' as const }];
    const id = await launch({ trigger: today(ctx), steps });
    await product(ctx, { sku: 'KETTLE' });
    const { id: customerId } = await shopper(ctx);
    const waits = async (at: ServiceContext) => {
      await idleCart(at, customerId);
      await decideIdleCarts(at, { limit: 10 });
      const cart = await ctx.db.decision.findFirstOrThrow({
        where: { workspaceId: ctx.workspaceId, agentId: 'cart_winback', outcome: 'in_review' },
      });
      return () =>
        ctx.db.decision.updateMany({
          where: { workspaceId: ctx.workspaceId, id: cart.id },
          data: { outcome: 'cancelled' },
        });
    };
    const ofCampaign = async () =>
      (await decisionsOf(ctx)).filter(({ agentId }) => agentId === 'campaign').map(({ outcome }) => outcome);
    const sweep = (days: number) => decideCampaigns(later(ctx, days), { limit: 100 });

    const first = await waits(ctx);
    await sweep(0);
    expect(await ofCampaign()).toEqual(['skipped']);
    expect((await detail(id)).results.reached).toBe(0);
    await sweep(0.9);
    await sweep(1.1);
    expect(await ofCampaign()).toEqual(['skipped', 'skipped']);
    await first();
    await sweep(2.2);
    expect(await ofCampaign()).toEqual(['skipped', 'skipped', 'in_review']);
    expect((await detail(id)).results.reached).toBe(1);

    // The next step, two days after it began, gives way as well, and is not lost.
    await ctx.db.decision.updateMany({
      where: { workspaceId: ctx.workspaceId, agentId: 'campaign', outcome: 'in_review' },
      data: { outcome: 'cancelled' },
    });
    const second = await waits(later(ctx, 4.3));
    await sweep(4.3);
    expect(await ofCampaign()).toHaveLength(4);
    await second();
    await sweep(5.4);
    expect((await ofCampaign()).slice(3)).toEqual(['skipped', 'in_review']);
  });

  it('passes by whoever something went first for until the days in which one may begin are over', async () => {
    const { ctx, launch, detail } = await workspace();
    const id = await launch({ trigger: today(ctx), steps: [mail] });
    await product(ctx, { sku: 'KETTLE' });
    const { id: customerId } = await shopper(ctx);
    await idleCart(ctx, customerId);
    await decideIdleCarts(ctx, { limit: 10 });
    for (let day = 0; day < 9; day += 1.1) await decideCampaigns(later(ctx, day), { limit: 100 });
    expect((await detail(id)).ways).toMatchObject({ goingOn: 0, passedOver: 1 });
    expect(await ctx.db.campaignTouch.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });

  it('is approved neither by its maker nor by whoever wrote its messages as they stand', async () => {
    const { ctx, approver } = await workspace();
    const [maker, writer] = [await personIn(ctx.workspaceId, 'admin'), await personIn(ctx.workspaceId, 'admin')];
    const written = (days: number) => ({ ...writer, now: later(ctx, days).now });
    const document = campaignDocument({ trigger: today(ctx) });
    const { id: campaignId } = await createCampaign({ ...maker, now: later(ctx, -3).now }, { document });
    await saveCampaign(written(-2), { campaignId, revision: 1, document: { ...document, steps: [mail] } });
    const at = { campaignId, revision: 2 };
    await moveCampaign(written(-2), { ...at, move: 'submit' });
    await approveCampaign({ ...approver, now: later(ctx, -1).now }, at);
    await moveCampaign(written(-1), { ...at, move: 'launch' });
    await shopper(ctx);
    await decideCampaigns(ctx, { limit: 100 });
    const [decision] = await decisionsOf(ctx);
    const verdict = { decisionId: decision?.id ?? '', version: 1, verdict: 'approve' as const };
    for (const own of [maker, writer]) {
      const by = { ...own, now: ctx.now };
      await expect(decideReview(by, verdict)).rejects.toMatchObject({ code: 'forbidden' });
      expect((await getReview(by, verdict)).approveRefusal).toContain('own work');
    }
    expect(await decideReview({ ...approver, now: ctx.now }, verdict)).toMatchObject({ outcome: 'approved' });
  });

  it('holds still while it is paused, ended, or under a kill switch', async () => {
    const { ctx, launch, move } = await workspace();
    const id = await launch({ trigger: today(ctx) });
    await shopper(ctx);
    await move(id, 'pause');
    expect(await decideCampaigns(ctx, { limit: 100 })).toEqual({ decided: 0 });
    await move(id, 'resume');
    await stopSending(ctx, { scope: 'campaign', target: id, reason: 'Look again.' });
    expect(await activeStops(ctx)).toMatchObject([{ scope: 'campaign', targetName: 'The campaign “Welcome”' }]);
    expect(await decideCampaigns(ctx, { limit: 100 })).toEqual({ decided: 0 });
    await ctx.db.killSwitch.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { resumedAt: ctx.now } });
    expect(await decideCampaigns(ctx, { limit: 100 })).toEqual({ decided: 1 });
    const other = await workspace();
    await expect(stopSending(other.ctx, { scope: 'campaign', target: id })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('wakes neither a stopped campaign nor a stopped agent through the sweep of another', async () => {
    const { ctx, launch } = await workspace();
    const trigger = { kind: 'stage_changed', to: 'at_risk' } as const;
    const stopped = await launch({ name: 'First', trigger, priority: 'high' });
    const running = await launch({ name: 'Second', trigger, priority: 'low' });
    await stopSending(ctx, { scope: 'campaign', target: stopped, reason: 'Wrong words.' });
    await stopSending(ctx, { scope: 'agent', target: 'lifecycle', reason: 'Look again.' });
    const customer = await shopper(ctx, { stage: 'at_risk', lastEngagedAt: new Date(ctx.now.getTime() - 31 * DAY) });
    await ctx.db.stageChange.create({
      data: {
        id: v7(),
        workspaceId: ctx.workspaceId,
        customerId: customer.id,
        from: 'active',
        to: 'at_risk',
        reason: '30 days without engagement',
        changedAt: new Date(ctx.now.getTime() - DAY),
      },
    });
    expect(await decideCampaigns(ctx, { limit: 100 })).toEqual({ decided: 1 });
    const [decision] = await decisionsOf(ctx);
    expect(decision?.snapshot).toMatchObject({ asks: ['campaign', 'cart_winback'] });
    expect(JSON.stringify(decision?.candidates)).not.toContain('lifecycle');
    const where = { workspaceId: ctx.workspaceId, customerId: customer.id };
    expect(await ctx.db.campaignEnrolment.findMany({ where, select: { campaignId: true } })).toEqual([
      { campaignId: running },
    ]);
  });

  it('keeps what was approved from leaving while the campaign is stopped', async () => {
    const { ctx, launch, approver } = await workspace();
    const id = await launch({ trigger: today(ctx), steps: [mail] });
    await shopper(ctx);
    await decideCampaigns(ctx, { limit: 100 });
    const [decision] = await decisionsOf(ctx);
    await decideReview(approver, { decisionId: decision?.id ?? '', version: 1, verdict: 'approve' });
    await stopSending(ctx, { scope: 'campaign', target: id });
    expect(await dispatchDue(later(ctx, 0.1), { limit: 10 })).toMatchObject({ sent: 0 });
    await ctx.db.killSwitch.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { resumedAt: ctx.now } });
    expect(await dispatchDue(later(ctx, 0.2), { limit: 10 })).toMatchObject({ sent: 1 });
  });

  it('pauses before the cap, by itself and in the audit log', async () => {
    const { ctx, launch, approver, detail } = await workspace();
    const steps = [{ ...mail, percentOff: 10 }];
    // A code on an order of £100.00 may cost £10.00; sending pauses at 95 % of the cap.
    const id = await launch({ trigger: today(ctx), steps, budgetCents: 2_200 });
    for (let index = 0; index < 2; index++) await shopper(ctx);
    await decideCampaigns(ctx, { limit: 100 });
    for (const { id: decisionId } of await decisionsOf(ctx)) {
      await decideReview(approver, { decisionId, version: 1, verdict: 'approve' });
    }
    await ctx.db.campaign.updateMany({
      where: { workspaceId: ctx.workspaceId, id },
      data: { sweptOccurrence: null, document: campaignDocument({ trigger: today(ctx), steps, budgetCents: 2_000 }) },
    });
    await shopper(ctx);
    expect(await decideCampaigns(ctx, { limit: 100 })).toEqual({ decided: 0 });
    expect(await detail(id)).toMatchObject({ status: 'paused', statusReason: expect.stringContaining('budget') });
    const entries = await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, subject: `campaign:${id}`, action: 'campaign.paused' },
    });
    expect(entries.map(({ actor }) => actor)).toEqual(['operator:test']);
  });

  it('counts what one rule says of several customers as one reason', async () => {
    const { ctx, launch } = await workspace();
    const id = await launch({ trigger: today(ctx), steps: [mail] });
    for (const hardBounces of [5, 7]) await shopper(ctx, { hardBounces });
    const { reasons } = await dryRun(ctx, { campaignId: id });
    expect(reasons.filter(({ text }) => text.includes('bounced'))).toMatchObject([{ count: 2 }]);
  });

  it('gives way to a campaign of higher priority, though its own decision waited first and brings as much', async () => {
    const { ctx, launch } = await workspace();
    await newcomer(ctx);
    const dated = { trigger: today(ctx), steps: [mail] };
    const outcomes = async () => {
      const made = (await decisionsOf(ctx)).filter(({ chosen }) => chosen !== null);
      return Object.fromEntries(made.map(({ summary, outcome }) => [/“(\w+)”/.exec(summary)?.[1], outcome]));
    };
    await launch({ ...dated, name: 'Low', priority: 'low' });
    await decideCampaigns(ctx, { limit: 100 });
    expect(await outcomes()).toEqual({ Low: 'in_review' });
    await launch({ ...dated, name: 'High', priority: 'high' });
    await decideCampaigns(ctx, { limit: 100 });
    expect(await outcomes()).toEqual({ Low: 'cancelled', High: 'in_review' });
  });

  it('is tried on its audience and shown as a customer sees it, and nothing of that is kept', async () => {
    const { ctx, launch } = await workspace();
    const id = await launch({ trigger: today(ctx), steps: [mail], audience: { countries: ['GB'] } });
    for (const country of ['GB', 'GB', 'FR']) await shopper(ctx, { country });
    const run = await dryRun(ctx, { campaignId: id });
    expect(run).toMatchObject({ sampled: 2, outcomes: [{ outcome: 'in_review', count: 2 }] });
    expect(run.reasons[0]?.text).toContain('only a prior');
    expect(run.examples[0]?.name).toBe('Ida');
    const executive = await personIn(ctx.workspaceId, 'executive');
    expect((await dryRun(executive, { campaignId: id })).examples[0]?.name).toBeNull();
    const document = campaignDocument({ steps: [{ ...mail, percentOff: 10 }] });
    const preview = await previewCampaign(ctx, { document });
    expect(preview.message?.text).toContain('YOUR-CODE');
    expect(await decisionsOf(ctx)).toEqual([]);
    expect(await ctx.db.offer.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });

  it('is asked on demand, and a decision that counts is not made a second time by the sweep', async () => {
    const { ctx, launch } = await workspace();
    const id = await launch();
    const { id: customerId } = await newcomer(ctx);
    const { decided } = await proposeNow(ctx, { customerId, agentId: 'campaign' });
    expect(decided.chosen).toMatchObject({ campaignId: id, wave: 1 });
    await decideNow(ctx, { customerId, agentId: 'campaign' });
    expect(await decideCampaigns(ctx, { limit: 100 })).toEqual({ decided: 0 });
    expect(await decisionsOf(ctx)).toHaveLength(1);
  });
});
