import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import { campaignDocument } from '@/tests/factories/campaign';
import { ago, customerFacts, granted, NOON, POLICY } from '@/tests/factories/snapshot';
import { approvalsWithout, changedSections, openSections, type SectionAuthors, whyNotApprove } from './approval';
import { whyNotInAudience } from './audience';
import { splitBudget } from './budget-split';
import { AudienceRule, CampaignDocument } from './campaign';
import { CAMPAIGN_STATUSES, type CampaignSection, templatesFor } from './campaign-ids';
import { afterMove, isEditable } from './status';

const DAY = 86_400_000;
const email = { channel: 'email', day: 1, template: 'campaign-welcome', percentOff: 0, timing: 'at_once' } as const;

describe('a campaign as it is written', () => {
  const steps = (...list: object[]) => CampaignDocument.safeParse({ ...campaignDocument(), steps: list }).success;

  it('has messages on days that rise from 1, in words written for their channel', () => {
    expect(steps(email, { ...email, channel: 'sms', day: 3, template: 'campaign-short' })).toBe(true);
    expect(steps()).toBe(false);
    expect(steps({ ...email, day: 2 })).toBe(false);
    expect(steps(email, { ...email, day: 1 })).toBe(false);
    expect(steps({ ...email, channel: 'sms' })).toBe(false);
    expect(steps(...[1, 2, 3, 4, 5, 6, 7].map((day) => ({ ...email, day })))).toBe(false);
  });

  it('has a template for every channel it may speak on', () => {
    for (const channel of ['email', 'sms', 'push', 'web'] as const) {
      expect(templatesFor(channel).length).toBeGreaterThan(0);
    }
  });

  it('is refused with a country that is none, a discount above 50 %, or no name', () => {
    const whole = campaignDocument();
    for (const change of [{ audience: { countries: ['Germany'] } }, { name: ' ' }, { budgetCents: 0 }]) {
      expect(CampaignDocument.safeParse({ ...whole, ...change }).success).toBe(false);
    }
    expect(steps({ ...email, percentOff: 51 })).toBe(false);
  });
});

describe('the audience', () => {
  const VIPS = '01900000-0000-7000-8000-0000000000f1';
  const OTHERS = '01900000-0000-7000-8000-0000000000f2';
  const customer = customerFacts();
  const consent = [granted('email'), granted('sms', { status: 'withdrawn', occurredAt: ago(DAY) }), granted('sms')];
  const why = (rule: object, changes: object = {}) =>
    whyNotInAudience(
      AudienceRule.parse(rule),
      { customer: { ...customer, ...changes }, consent, segments: [VIPS] },
      POLICY,
      NOON,
    )?.factor ?? null;

  it.each<[string, object, object, string | null]>([
    ['no rule at all', {}, {}, null],
    ['a stage', { stages: ['new', 'active'] }, {}, null],
    ['another stage', { stages: ['churned'] }, {}, 'stage'],
    ['$250.00 as small', { valueBands: ['small'] }, {}, null],
    ['$300.00 as valued', { valueBands: ['valued'] }, { lifetimeValueCents: 30_000 }, null],
    ['$299.99 as valued', { valueBands: ['valued'] }, { lifetimeValueCents: 29_999 }, 'value_band'],
    ['a country', { countries: ['DE'] }, {}, null],
    ['another country', { countries: ['GB', 'FR'] }, {}, 'country'],
    ['an unknown country', { countries: ['DE'] }, { country: null }, 'country'],
    ['a segment', { segments: [VIPS] }, {}, null],
    ['two segments, in one of them', { segments: [VIPS, OTHERS] }, {}, 'segment'],
    ['consent', { consent: 'email' }, {}, null],
    ['consent taken back since', { consent: 'sms' }, {}, 'consent'],
    ['consent never given', { consent: 'web' }, {}, 'consent'],
    ['somebody without orders', { orders: 'never' }, { orderCount: 0, lastOrderAt: null }, null],
    ['somebody without orders, who has one', { orders: 'never' }, {}, 'order_count'],
    ['a buyer, who has none', { orders: 'some' }, { orderCount: 0 }, 'order_count'],
    ['40 days since an order, at least 40', { lastOrderAtLeastDays: 40 }, {}, null],
    ['40 days since an order, at least 41', { lastOrderAtLeastDays: 41 }, {}, 'last_order_days'],
    ['40 days since an order, at most 40', { lastOrderAtMostDays: 40 }, {}, null],
    ['40 days since an order, at most 39', { lastOrderAtMostDays: 39 }, {}, 'last_order_days'],
    ['no order, at least 1 day', { lastOrderAtLeastDays: 1 }, { lastOrderAt: null }, 'last_order_days'],
  ])('%s', (_name, rule, changes, factor) => {
    expect(why(rule, changes)).toBe(factor);
  });
});

describe('approval', () => {
  const document = campaignDocument();
  const stamp = { by: 'u1', at: NOON.toISOString(), revision: 1 };
  const all = { audience: stamp, messages: stamp, schedule: stamp, budget: stamp };

  it.each<[string, Partial<CampaignDocument>, string[]]>([
    ['name and goal', { name: 'Hello', goal: 'Another.' }, []],
    ['audience', { audience: AudienceRule.parse({ stages: ['new'] }) }, ['audience']],
    ['a discount', { steps: [{ ...email, percentOff: 10 }] }, ['messages']],
    ['the trigger', { trigger: { kind: 'nth_purchase', count: 5 } }, ['schedule']],
    ['the priority', { priority: 'high' }, ['schedule']],
    ['the budget', { budgetCents: 10_000 }, ['budget']],
  ])('a change of %s resets exactly what it touches', (_name, change, sections) => {
    const changed = changedSections(document, { ...document, ...change });
    expect(changed).toEqual(sections);
    expect(openSections(approvalsWithout(all, changed))).toEqual(sections);
  });

  it('is never one’s own: neither of the campaign nor of what one wrote last', () => {
    const sectionAuthors: SectionAuthors = { audience: 'ann', messages: 'ben', schedule: 'ann', budget: null };
    const campaign = { authorId: 'ann', sectionAuthors, document };
    const why = (id: string, sections: CampaignSection[]) =>
      whyNotApprove({ id, role: 'admin' }, campaign, sections, DEFAULT_POLICY);
    expect(why('ann', ['messages'])).toMatch(/made this campaign/);
    expect(why('ben', ['messages'])).toMatch(/changed what is to be approved/);
    expect(why('ben', ['audience', 'budget'])).toBeNull();
    expect(why('cleo', ['audience', 'messages'])).toBeNull();
  });

  it('of a discount is for whoever may give one of its size', () => {
    const giving = (percentOff: number) => ({
      authorId: 'ann',
      sectionAuthors: { audience: null, messages: null, schedule: null, budget: null },
      document: { steps: campaignDocument({ steps: [{ ...email, percentOff }] }).steps },
    });
    const approver = { id: 'cleo', role: 'approver' } as const;
    const most = DEFAULT_POLICY.financial.managerUpToPercent;
    expect(whyNotApprove(approver, giving(most), ['messages'], DEFAULT_POLICY)).toBeNull();
    expect(whyNotApprove(approver, giving(most + 1), ['messages'], DEFAULT_POLICY)).toMatch(/only an administrator/);
    expect(whyNotApprove(approver, giving(most + 1), ['audience', 'budget'], DEFAULT_POLICY)).toBeNull();
    expect(whyNotApprove({ id: 'di', role: 'admin' }, giving(50), ['messages'], DEFAULT_POLICY)).toBeNull();
  });
});

describe('the status', () => {
  it('reaches running only through approval', () => {
    const into = (to: string) =>
      CAMPAIGN_STATUSES.flatMap((from) =>
        (['submit', 'withdraw', 'launch', 'pause', 'resume', 'end', 'archive', 'restore'] as const).flatMap((move) =>
          afterMove(from, move) === to ? [`${from} ${move}`] : [],
        ),
      );
    expect(into('running')).toEqual(['approved launch', 'paused resume']);
    expect(into('paused')).toEqual(['running pause']);
    expect(into('approved')).toEqual([]);
    expect(CAMPAIGN_STATUSES.filter(isEditable)).toEqual(['draft', 'submitted', 'approved', 'paused']);
  });
});

describe('splitBudget', () => {
  it('gives by reach times return of a touch', () => {
    const shares = splitBudget(10_000, [
      { channel: 'email', reach: 300, perTouchCents: 200 },
      { channel: 'sms', reach: 100, perTouchCents: 200 },
    ]);
    expect(shares).toEqual([
      { channel: 'email', cents: 7_500 },
      { channel: 'sms', cents: 2_500 },
    ]);
  });

  it('gives nothing to a channel that costs more than it brings, and the same to all where none brings anything', () => {
    const losing = { channel: 'sms' as const, reach: 100, perTouchCents: -5 };
    expect(splitBudget(999, [{ channel: 'email', reach: 10, perTouchCents: 1 }, losing])).toEqual([
      { channel: 'email', cents: 999 },
      { channel: 'sms', cents: 0 },
    ]);
    expect(splitBudget(3, [losing, { channel: 'email', reach: 0, perTouchCents: 9 }])).toEqual([
      { channel: 'sms', cents: 2 },
      { channel: 'email', cents: 1 },
    ]);
  });

  it('sums to the budget, never gives less than nothing, and stays within a cent of the exact share', () => {
    const channel = fc.constantFrom('email' as const, 'sms' as const, 'push' as const, 'web' as const);
    const returns = fc.record({
      channel,
      reach: fc.nat(200_000),
      perTouchCents: fc.float({ min: -50, max: 400, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000_000 }),
        fc.array(returns, { minLength: 1, maxLength: 4 }),
        (budget, list) => {
          const shares = splitBudget(budget, list);
          const weights = list.map(({ reach, perTouchCents }) => reach * Math.max(0, perTouchCents));
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          expect(shares.reduce((sum, { cents }) => sum + cents, 0)).toBe(budget);
          shares.forEach(({ cents }, index) => {
            const exact = total > 0 ? (budget * (weights[index] ?? 0)) / total : budget / list.length;
            expect(cents).toBeGreaterThanOrEqual(0);
            expect(Math.abs(cents - exact)).toBeLessThanOrEqual(1);
          });
        },
      ),
    );
  });
});
