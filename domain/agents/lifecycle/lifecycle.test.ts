import { describe, expect, it } from 'vitest';
import { ago, cartSnapshot, customerFacts, NOON, POLICY } from '@/tests/factories/snapshot';
import { decide } from '../../decisions/decide';
import type { Snapshot } from '../../decisions/snapshot';
import type { Models } from '../../models/models';
import { ORDER_PRIORS } from '../../models/order-priors';
import { Policy } from '../../policies/policy';
import { lifecycle } from './lifecycle';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const { discountAbove, contentFrom, percentOff } = POLICY.lifecycle;
type Stage = Snapshot['customer']['stage'];

/** The priors, with a churn risk of our own. */
const at = (risk: number): Models => ({ ...ORDER_PRIORS, churnRisk: () => ({ risk, factors: [] }) });

const PRODUCT = {
  sku: 'THROW',
  name: 'Throw',
  priceCents: 6_000,
  marginCents: 2_000,
  stock: 3,
  url: null,
  imageUrl: null,
};

function snapshotOf(customer: Partial<Snapshot['customer']>, overrides: Partial<Snapshot> = {}): Snapshot {
  return {
    ...cartSnapshot(),
    trigger: { kind: 'lifecycle_daily', day: '2026-11-21' },
    cart: null,
    products: [PRODUCT],
    customer: customerFacts(customer),
    ...overrides,
  };
}

const propose = (snapshot: Snapshot, models: Models = ORDER_PRIORS, policy = POLICY) =>
  lifecycle.propose(snapshot, policy, models, NOON);
const actionOf = (stage: Stage, risk: number, customer: Partial<Snapshot['customer']> = {}) =>
  propose(snapshotOf({ stage, ...customer }), at(risk)).candidates[0]?.action ?? null;

describe('what is done at a stage', () => {
  it.each([
    ['at_risk', discountAbove + 0.0001, 'retention_offer'],
    ['at_risk', discountAbove, 'value_content'],
    ['at_risk', contentFrom, 'value_content'],
    ['at_risk', contentFrom - 0.0001, 'engagement'],
    ['active', contentFrom, 'value_content'],
    ['active', contentFrom - 0.0001, 'engagement'],
    ['active', 0.99, 'value_content'],
    ['new', 0.99, 'onboarding'],
    ['churned', 0.99, null],
  ] as const)('%s at risk %d: %s', (stage, risk, action) => {
    expect(actionOf(stage, risk)).toBe(action);
  });

  it('suggests what goes with an order within 30 days, and sends news from then on', () => {
    expect(actionOf('active', 0.1, { lastOrderAt: ago(30 * DAY - 1) })).toBe('upsell');
    expect(actionOf('active', 0.1, { lastOrderAt: ago(30 * DAY) })).toBe('engagement');
    expect(actionOf('active', 0.1, { lastOrderAt: null })).toBe('engagement');
  });

  it('gives a discount to nobody but those at risk above the limit', () => {
    const [offer] = propose(snapshotOf({ stage: 'at_risk' }), at(0.9)).candidates;
    expect(offer?.offer).toMatchObject({ percentOff, validHours: 168 });
    expect(offer?.content.templateId).toBe('lifecycle-retention');
    for (const risk of [0.1, 0.5]) {
      expect(propose(snapshotOf({ stage: 'at_risk' }), at(risk)).candidates[0]?.offer).toBeNull();
    }
  });

  it('gives no second code, and speaks of the one there is', () => {
    const liveOffers = [{ code: 'HELD-22222', percentOff: 20, expiresAt: '2026-12-01T00:00:00.000Z' }];
    const [candidate] = propose(snapshotOf({ stage: 'at_risk' }, { liveOffers }), at(0.9)).candidates;
    const [given] = propose(snapshotOf({ stage: 'at_risk' }), at(0.9)).candidates;
    // It costs what a new one would: the value of the order is what both leave of it.
    const whole = (expected = 0, off = 0) => expected / (1 - off / 100);
    expect(whole(candidate?.expectedValueCents, 20)).toBeCloseTo(whole(given?.expectedValueCents, percentOff), -1);
    expect(candidate?.offer).toBeNull();
    expect(candidate?.content.paragraphs.join(' ')).toContain('20% off');
  });

  it('hands the churned over to win-back, and says so', () => {
    expect(propose(snapshotOf({ stage: 'churned' })).reasons[0]?.text).toBe('Churned: the win-back takes over.');
  });
});

describe('the onboarding', () => {
  const told = (count: number, outcome = 'executed') =>
    Array.from({ length: count }, (_, index) => ({
      agentId: 'lifecycle',
      action: 'onboarding',
      outcome,
      at: ago((4 + index * 4) * DAY),
    }));
  const template = (earlier: Snapshot['earlier']) =>
    propose(snapshotOf({ stage: 'new', orderCount: 0, lastOrderAt: null }, { earlier })).candidates[0]?.content
      .templateId;

  it('is told step by step, and then is over', () => {
    expect(template([])).toBe('lifecycle-welcome');
    expect(template(told(1))).toBe('lifecycle-discover');
    expect(template(told(2))).toBeUndefined();
  });

  it('tells again what never reached anybody', () => {
    expect(template(told(1, 'expired'))).toBe('lifecycle-welcome');
    expect(template(told(1, 'blocked'))).toBe('lifecycle-welcome');
  });
});

describe('a VIP', () => {
  const above = { lifetimeValueCents: POLICY.financial.vipCents + 1 };
  const exactly = { lifetimeValueCents: POLICY.financial.vipCents };

  it('at risk gets a person, whatever the risk, and no discount', () => {
    const [candidate] = propose(snapshotOf({ stage: 'at_risk', ...above }), at(0.99)).candidates;
    expect(candidate).toMatchObject({ action: 'personal_outreach', offer: null });
    expect(candidate?.content.templateId).toBe('lifecycle-outreach');
    expect(candidate?.escalations[0]).toContain('VIP at risk');
    expect(actionOf('at_risk', 0.99, exactly)).toBe('retention_offer');
  });

  it('is written to in the concierge tone, and always reviewed', () => {
    const snapshot = snapshotOf(
      { stage: 'active', ...above },
      { autonomy: lifecycle.actions.map(({ id }) => ({ agentId: 'lifecycle', action: id, level: 3 })) },
    );
    const decided = decide({ snapshot, policy: POLICY, models: ORDER_PRIORS, now: NOON });
    expect(decided).toMatchObject({ outcome: 'in_review', chosen: { action: 'engagement' } });
    expect(decided.chosen?.content.templateId).toBe('lifecycle-concierge');
  });

  it('worth more than $5,000 is one for the sales team', () => {
    const sales = (cents: number) =>
      propose(snapshotOf({ stage: 'active', lifetimeValueCents: cents })).candidates[0]?.notify;
    expect(sales(POLICY.financial.salesCents)).toBeNull();
    expect(sales(POLICY.financial.salesCents + 1)).toBe('sales');
  });
});

describe('the rest between two decisions', () => {
  const decided = (days: number) => [
    { agentId: 'lifecycle', action: 'engagement', outcome: 'rejected', at: ago(days * DAY) },
  ];
  const proposes = (stage: Stage, days: number, trigger: Snapshot['trigger'] = { kind: 'lifecycle_daily', day: 'x' }) =>
    propose(snapshotOf({ stage }, { earlier: decided(days), trigger })).candidates.length > 0;

  it.each([
    ['new', 3],
    ['active', 21],
    ['at_risk', 14],
  ] as const)('%s: %d days', (stage, days) => {
    expect(proposes(stage, days - 0.001)).toBe(false);
    expect(proposes(stage, days)).toBe(true);
  });

  it('ends with a new stage', () => {
    const trigger = {
      kind: 'stage_changed' as const,
      from: 'active' as const,
      to: 'at_risk' as const,
      changedAt: ago(1),
    };
    expect(proposes('at_risk', 1, trigger)).toBe(true);
  });

  it('holds while its last decision waits', () => {
    const pending: Snapshot['pending'] = [
      {
        decisionId: 'd',
        agentId: 'lifecycle',
        campaignId: null,
        action: 'engagement',
        channel: 'email',
        outcome: 'in_review',
        sendAt: ago(HOUR),
        percentOff: null,
        probability: null,
        expectedValueCents: 0,
      },
    ];
    expect(propose(snapshotOf({ stage: 'active' }, { pending })).reasons[0]?.text).toBe(
      'Its last decision still waits.',
    );
  });
});

describe('the message', () => {
  it('leaves by day, where the customer is', () => {
    const sendAt = (timezone: string) => propose(snapshotOf({ stage: 'active', timezone })).candidates[0]?.sendAt;
    // 12:00 in Berlin, 03:00 in Los Angeles, 00:00 in Auckland.
    expect(sendAt('Europe/Berlin')).toBe(NOON.toISOString());
    expect(sendAt('America/Los_Angeles')).toBe('2026-11-21T17:00:00.000Z');
    expect(sendAt('Pacific/Auckland')).toBe('2026-11-21T20:00:00.000Z');
    expect(sendAt('Nowhere/Such')).toBe(NOON.toISOString());
  });

  it('says why: the risk with what it comes of, and that it is a rule', () => {
    const [candidate] = propose(snapshotOf({ stage: 'at_risk', lastEngagedAt: ago(45 * DAY) })).candidates;
    const factors = candidate?.reasons.map(({ factor }) => factor);
    expect(factors).toEqual(expect.arrayContaining(['churn_risk_rule', 'churn_recency', 'churn_engagement']));
    expect(candidate?.reasons.find(({ factor }) => factor === 'churn_risk_rule')?.text).toContain(
      'not by a trained model',
    );
  });

  it.each([
    ['new', 0.2, 1_000],
    ['active', 0.2, 1_000],
    ['active', 0.5, 1_000],
    ['at_risk', 0.2, 1_000],
    ['at_risk', 0.5, 1_000],
    ['at_risk', 0.9, 1_000],
    ['active', 0.2, 200_000],
    ['at_risk', 0.2, 200_000],
  ] as const)('passes all guardrails: %s, risk %d, worth %d', (stage, risk, lifetimeValueCents) => {
    const policy = Policy.parse({ holdout: { share: 0 } });
    for (const lastOrderAt of [ago(5 * DAY), ago(50 * DAY)]) {
      for (const firstName of ['Anna', 'Maximiliana-Alexandrina Theodora', null]) {
        for (const products of [[], [PRODUCT]]) {
          const snapshot = snapshotOf({ stage, lifetimeValueCents, lastOrderAt, firstName }, { products });
          const decided = decide({ snapshot, policy, models: at(risk), now: NOON });
          const failing = decided.verdicts.flatMap(({ findings }) =>
            findings.filter(({ verdict, rule }) => verdict !== 'pass' && rule !== 'financial.vip'),
          );
          expect(failing).toEqual([]);
        }
      }
    }
  });

  it('is not written where nobody can be reached or there is nothing to show', () => {
    expect(propose(snapshotOf({ stage: 'active', reachable: ['sms'] })).candidates).toEqual([]);
    expect(propose(snapshotOf({ stage: 'active' }, { products: [] })).candidates).toEqual([]);
  });
});
