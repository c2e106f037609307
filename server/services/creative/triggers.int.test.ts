import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import { DAY, HOUR, after as moved } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { campaignDocument } from '@/tests/factories/campaign';
import { personIn } from '@/tests/factories/fresh-workspace';
import { reviewWorkspace } from '@/tests/factories/review';
import { consentingCustomer, deliveredCopy, queuedTouch } from '@/tests/factories/touch';
import { approveCampaign, createCampaign, decideCampaigns, moveCampaign, proposeTestsOfLaunched } from '../campaigns';
import { stopSending } from '../kill-switch';
import { creativeSweep, judgeVariant, listCreativeDecisions, listTests } from './index';

const MAIL = { channel: 'email', day: 1, template: 'campaign-news', percentOff: 0, timing: 'at_once' } as const;

const workspace = (creative: object) =>
  reviewWorkspace({ creative: { ...DEFAULT_POLICY.creative, leastVolume: 5, ...creative } });
/** As the functions that do it by themselves. */
const byItself = (ctx: ServiceContext): ServiceContext => ({ ...ctx, actor: { kind: 'job', name: 'creative-sweep' } });
const as = async (ctx: ServiceContext, role: 'admin' | 'marketer' | 'approver') => ({
  ...(await personIn(ctx.workspaceId, role)),
  now: ctx.now,
});

/** A campaign of a day from now, launched now. */
async function launched(ctx: ServiceContext, changes: Parameters<typeof campaignDocument>[0] = {}): Promise<string> {
  const marketer = await as(ctx, 'marketer');
  const trigger = { kind: 'scheduled' as const, at: moved(ctx.now, DAY).toISOString() };
  const document = campaignDocument({ name: 'Autumn', trigger, steps: [MAIL], ...changes });
  const { id: campaignId } = await createCampaign(marketer, { document });
  await moveCampaign(marketer, { campaignId, revision: 1, move: 'submit' });
  await approveCampaign(await as(ctx, 'approver'), { campaignId, revision: 1 });
  await moveCampaign(marketer, { campaignId, revision: 1, move: 'launch' });
  return campaignId;
}

const decisions = (ctx: ServiceContext) =>
  ctx.db.creativeDecision.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { decidedAt: 'asc' } });

describe('a campaign that is launched', () => {
  it('has a test of its words proposed once, and sends them once a person has approved', {
    timeout: 120_000,
  }, async () => {
    const ctx = await workspace({});
    await Promise.all(Array.from({ length: 6 }, () => consentingCustomer(ctx)));
    const campaignId = await launched(ctx);
    const answers = await Promise.all([proposeTestsOfLaunched(byItself(ctx)), proposeTestsOfLaunched(byItself(ctx))]);
    expect(answers.map(({ proposed }) => proposed).toSorted()).toEqual([0, 1]);
    expect(await proposeTestsOfLaunched(byItself(ctx))).toEqual({ proposed: 0 });
    const approver = await as(ctx, 'approver');
    const [test, ...more] = (await listTests(approver, {})).tests;
    expect(more).toEqual([]);
    expect(test).toMatchObject({
      name: 'News e-mail of campaigns',
      status: 'proposed',
      trigger: {
        kind: 'campaign_launch',
        reasons: [
          'The campaign “Autumn” was launched for 6 customers who may be written to by e-mail.',
          '0 messages in 14 days and 6 customers of the campaign: enough for a test.',
        ],
      },
    });
    expect(test?.variants.map(({ style }) => style).toSorted()).toEqual(['benefit', 'control', 'curiosity']);
    expect(test?.variants.find(({ style }) => style === 'control')?.words.headline).toBe('News from the shop');

    const verdict = 'approve' as const;
    for (const { id: variantId, version } of test?.variants.slice(1) ?? []) {
      await judgeVariant(approver, { variantId, version, verdict });
    }
    await decideCampaigns({ ...ctx, now: moved(ctx.now, DAY + HOUR) }, { limit: 10 });
    const decided = await ctx.db.decision.findMany({ where: { workspaceId: ctx.workspaceId, agentId: 'campaign' } });
    expect(decided).toHaveLength(6);
    const styles = decided.map(({ chosen }) => (chosen as { variant?: { style: string } } | null)?.variant?.style);
    for (const style of styles) expect(['control', 'benefit', 'curiosity']).toContain(style);

    const marketer = await as(ctx, 'marketer');
    await moveCampaign(marketer, { campaignId, revision: 1, move: 'pause' });
    await moveCampaign(marketer, { campaignId, revision: 1, move: 'resume' });
    expect(await proposeTestsOfLaunched(byItself(ctx))).toEqual({ proposed: 0 });
  });

  it('of too few has the reason on record, once', async () => {
    const ctx = await workspace({});
    await consentingCustomer(ctx);
    await launched(ctx);
    await proposeTestsOfLaunched(byItself(ctx));
    await proposeTestsOfLaunched(byItself(ctx));
    expect(await decisions(ctx)).toMatchObject([
      {
        kind: 'not_tested',
        trigger: 'campaign_launch',
        reasons: [
          { factor: 'campaign_launch' },
          {
            factor: 'expected_volume',
            value: 1,
            text: '0 messages in 14 days and 1 customer of the campaign; a test needs 5.',
          },
        ],
      },
    ]);
  });

  it.each([
    ['gives a discount', { steps: [{ ...MAIL, percentOff: 10 }] }],
    ['speaks by SMS alone', { steps: [{ ...MAIL, channel: 'sms' as const, template: 'campaign-short' as const }] }],
  ])('and %s has no words to try', async (_name, changes) => {
    const ctx = await workspace({});
    await launched(ctx, changes);
    await proposeTestsOfLaunched(byItself(ctx));
    expect(await decisions(ctx)).toEqual([]);
  });

  it('of another workspace, or longer ago than a week, is none of this', async () => {
    const [ctx, other] = [await workspace({}), await workspace({})];
    await Promise.all(Array.from({ length: 6 }, () => consentingCustomer(other)));
    await launched(other);
    expect(await proposeTestsOfLaunched(byItself(ctx))).toEqual({ proposed: 0 });
    expect(await proposeTestsOfLaunched(byItself({ ...other, now: moved(other.now, 7 * DAY) }))).toEqual({
      proposed: 0,
    });
  });
});

describe('a message that has stopped getting better', () => {
  /** Deliveries of the cart e-mail so many days ago, the first of them clicked within an hour. */
  async function delivered(ctx: ServiceContext, daysAgo: number, count: number, clicked: number) {
    const touch = await queuedTouch(ctx);
    const deliveredAt = moved(ctx.now, -daysAgo * DAY);
    for (let index = 0; index < count; index++) {
      await deliveredCopy(ctx, touch, { deliveredAt, clickedAt: index < clicked ? moved(deliveredAt, HOUR) : null });
    }
  }

  it('has a test proposed, with the figures, once in the days it is looked for over', {
    timeout: 120_000,
  }, async () => {
    const ctx = await workspace({ plateauRise: 1, leastVolume: 30 });
    await delivered(ctx, 25, 30, 15);
    await delivered(ctx, 5, 30, 14);
    await stopSending(await as(ctx, 'admin'), { scope: 'agent', target: 'creative_testing', reason: 'Look again.' });
    expect(await creativeSweep(byItself(ctx))).toEqual({ concluded: 0, proposed: 0 });
    expect(await listCreativeDecisions(await as(ctx, 'marketer'))).toEqual({ isStopped: true, decisions: [] });
    await ctx.db.killSwitch.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { resumedAt: ctx.now } });
    expect(await creativeSweep(byItself(ctx))).toEqual({ concluded: 0, proposed: 1 });
    const listed = (await listCreativeDecisions(await as(ctx, 'marketer'))).decisions;
    expect(listed.find(({ trigger }) => trigger === 'plateau')).toMatchObject({
      kind: 'test_proposed',
      message: 'Cart recovery e-mail',
      outcome: 'in_review',
    });
    const [test] = (await listTests(ctx, {})).tests;
    expect(test).toMatchObject({ templateId: 'cart-recovery', trigger: { kind: 'plateau' } });
    expect(test?.trigger?.reasons[0]).toBe(
      'No better than before: clicked by 46.7% of 30 deliveries within 14 days, by 50.0% of 30 deliveries in as many before.',
    );
    await creativeSweep(byItself(ctx));
    expect((await decisions(ctx)).filter(({ trigger }) => trigger === 'plateau')).toHaveLength(1);
  });

  it('is none while it still does, nor where too little was sent', { timeout: 120_000 }, async () => {
    const rising = await workspace({ plateauRise: 1, leastVolume: 30 });
    await delivered(rising, 25, 30, 14);
    await delivered(rising, 5, 30, 15);
    const small = await workspace({ plateauRise: 1, leastVolume: 31 });
    await delivered(small, 25, 30, 15);
    await delivered(small, 5, 30, 14);
    for (const ctx of [rising, small]) {
      await creativeSweep(byItself(ctx));
      expect((await decisions(ctx)).map(({ trigger }) => trigger)).not.toContain('plateau');
    }
  });
});
