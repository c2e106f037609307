import { describe, expect, it } from 'vitest';
import { expectRow, type RuleCase, type RuleRow } from '@/tests/factories/rule-case';
import { cartSnapshot, dormantSnapshot, POLICY } from '@/tests/factories/snapshot';
import { approverOf, mayApprove } from '../review/discount-authority';

const offer = (percentOff: number, maxCostCents = 2_400) => ({ percentOff, validHours: 48, maxCostCents });
const spent = (messages: number, discountCents: number, policy: RuleCase['policy']): RuleCase => ({
  snapshot: { spend: [{ channel: 'email', messages, discountCents }] },
  policy,
});
const capped = { budgets: { channelCents: { email: 100_000 } } };
const campaign = (spentCents: number): RuleCase => ({
  candidate: { campaignId: 'spring' },
  snapshot: { campaignBudgets: [{ campaignId: 'spring', capCents: 50_000, spentCents }] },
});

describe('financial control', () => {
  it.each<RuleRow>([
    [
      '15 % says what would pass it',
      'financial',
      'financial.discount',
      'review',
      { candidate: { offer: offer(15) } },
      {
        flip: { path: 'financial.passBelowPercent', value: 16 },
      },
    ],
    ['14.9 %', 'financial', 'financial.discount', 'pass', { candidate: { offer: offer(14.9) } }],
    [
      '25.1 % is a director’s',
      'financial',
      'financial.discount_director',
      'review',
      { candidate: { offer: offer(25.1) } },
      {
        flip: { path: 'financial.passBelowPercent', value: 26 },
      },
    ],
    [
      '100 %: no threshold helps',
      'financial',
      'financial.discount_director',
      'review',
      { candidate: { offer: offer(100) } },
      {
        flip: undefined,
      },
    ],
    [
      'a VIP and the lifecycle agent',
      'financial',
      'financial.vip',
      'review',
      {
        candidate: { agentId: 'lifecycle', action: 'retention_offer' },
        customer: { lifetimeValueCents: 100_001 },
      },
      { flip: { path: 'financial.vipCents', value: 100_001 } },
    ],
    [
      '$1,000 is not yet a VIP',
      'financial',
      'financial.vip',
      'pass',
      {
        base: dormantSnapshot(),
        customer: { lifetimeValueCents: 100_000 },
      },
    ],
    [
      'above $5,000, one figure decides',
      'financial',
      'financial.vip',
      'review',
      { customer: { lifetimeValueCents: 500_001 } },
      {
        flip: { path: 'financial.salesCents', value: 500_001 },
      },
    ],
    [
      'above $5,000 and win-back, two would',
      'financial',
      'financial.vip',
      'review',
      {
        base: dormantSnapshot(),
        customer: { lifetimeValueCents: 500_001 },
      },
      { flip: undefined },
    ],
    [
      'a discount that eats the margin says how much would not',
      'financial',
      'financial.margin',
      'block',
      {
        candidate: { offer: offer(60) },
      },
      {
        measured: -27.1,
        limit: 0,
        wouldPassIf: 'with a discount of at most 49%',
        flip: { path: 'financial.marginFloorPercent', value: -27.1 },
      },
    ],
    ['49 % keeps it', 'financial', 'financial.margin', 'pass', { candidate: { offer: offer(49) } }],
    ['50 % does not', 'financial', 'financial.margin', 'block', { candidate: { offer: offer(50) } }],
    [
      'without a cart the products shown are looked at',
      'financial',
      'financial.margin',
      'block',
      {
        base: dormantSnapshot(),
        candidate: { offer: offer(40), products: ['THROW'] },
      },
      { evidence: ['THROW'] },
    ],
    [
      'a channel below its pause',
      'financial',
      'financial.channel_budget',
      'pass',
      spent(0, 92_600, capped),
      { measured: 95_000, limit: 95_000 },
    ],
    [
      'a channel pauses before its cap',
      'financial',
      'financial.channel_budget',
      'block',
      spent(0, 92_601, capped),
      {
        measured: 95_001,
        limit: 95_000,
        flip: { path: 'budgets.channelCents.email', value: 100_002 },
      },
    ],
    [
      'messages cost too',
      'financial',
      'financial.channel_budget',
      'block',
      spent(93_000, 0, {
        budgets: { channelCents: { email: 100_000 }, costPerThousandCents: { email: 1_000 } },
      }),
      { measured: 95_401 },
    ],
    ['a campaign below its pause', 'financial', 'financial.campaign_budget', 'pass', campaign(45_100)],
    [
      'a campaign pauses before its cap',
      'financial',
      'financial.campaign_budget',
      'block',
      campaign(45_101),
      {
        measured: 47_501,
        limit: 47_500,
      },
    ],
    [
      'the discount that is given',
      'financial',
      'financial.words',
      'pass',
      { content: { headline: 'Save 20 % today, 20% off' } },
    ],
    [
      '90 % off in words alone',
      'financial',
      'financial.words',
      'block',
      { content: { headline: 'Get 90 % off' } },
      {
        evidence: ['90 % off'],
      },
    ],
    ['in full-width figures', 'financial', 'financial.words', 'block', { content: { headline: '９０％ off' } }],
    ['“save up to”', 'financial', 'financial.words', 'block', { content: { headline: 'save 50 percent' } }],
    ['money off', 'financial', 'financial.words', 'block', { content: { headline: '$50 off for you' } }],
    [
      'a code the customer holds',
      'financial',
      'financial.words',
      'pass',
      {
        candidate: { offer: null },
        content: { headline: '10 % off with your code', paragraphs: ['x'], subject: 'x', preheader: 'x' },
        snapshot: { liveOffers: [{ code: 'A', percentOff: 10, expiresAt: '2026-11-25T11:00:00.000Z' }] },
      },
    ],
    [
      'a percentage that is no discount',
      'financial',
      'financial.words',
      'pass',
      { content: { headline: '100 % cotton' } },
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => expectRow(guardrail, rule, verdict, facts, more));

  it('says nothing of budgets where there are none', () => {
    expect(cartSnapshot().campaignBudgets).toEqual([]);
    expect(POLICY.budgets.channelCents).toEqual({});
  });
});

describe('who may approve which discount', () => {
  it.each([
    [null, 'nobody'],
    [14, 'nobody'],
    [15, 'approver'],
    [25, 'approver'],
    [25.1, 'admin'],
    [100, 'admin'],
  ] as const)('%s %%: %s', (percent, office) => {
    expect(approverOf(percent, POLICY)).toBe(office);
    expect(mayApprove('admin', percent, POLICY)).toBe(true);
    expect(mayApprove('approver', percent, POLICY)).toBe(office !== 'admin');
    expect(mayApprove('marketer', percent, POLICY)).toBe(false);
    expect(mayApprove('executive', percent, POLICY)).toBe(false);
  });
});
