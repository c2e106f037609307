import { describe, expect, it } from 'vitest';
import { campaignFact } from '@/tests/factories/campaign';
import { ago, cartSnapshot, customerFacts, granted, NOON, POLICY } from '@/tests/factories/snapshot';
import { AudienceRule } from '../../campaigns/campaign';
import type { CampaignFact } from '../../campaigns/campaign-fact';
import { CAMPAIGN_TEMPLATES } from '../../campaigns/campaign-ids';
import { occurrenceOf, seasonStart } from '../../campaigns/season';
import { decide } from '../../decisions/decide';
import type { Snapshot } from '../../decisions/snapshot';
import { runGuardrails } from '../../guardrails/registry';
import type { Models } from '../../models/models';
import { ORDER_PRIORS } from '../../models/order-priors';
import { riskOf } from '../../review/risk';
import { campaign } from './campaign';

const DAY = 86_400_000;
const email = { channel: 'email', day: 1, template: 'campaign-news', percentOff: 0, timing: 'at_once' } as const;
const SEQUENCE = [
  email,
  { channel: 'sms', day: 3, template: 'campaign-short', percentOff: 10, timing: 'usual_hour' },
  { channel: 'push', day: 7, template: 'campaign-short', percentOff: 0, timing: 'at_once' },
] as const;

const signup: Snapshot['trigger'] = { kind: 'milestone', milestone: 'signup', count: 1 };
const VIPS = '01900000-0000-7000-8000-0000000000f1';
const OTHER = '01900000-0000-7000-8000-0000000000f2';
const moved = (change: 'entered' | 'left'): Snapshot['trigger'] => ({
  kind: 'segment_changed',
  segmentId: VIPS,
  change,
  changedAt: ago(DAY),
});
const due = (step: number): Snapshot['trigger'] => ({ kind: 'campaign_due', campaignId: campaignFact().id, step });

const snapshotOf = (trigger: Snapshot['trigger'], campaigns: CampaignFact[], changes: Partial<Snapshot> = {}) =>
  cartSnapshot({ trigger, campaigns, cart: null, ...changes });
const propose = (snapshot: Snapshot, models: Models = ORDER_PRIORS) => campaign.propose(snapshot, POLICY, models, NOON);

/** As if outcomes had calibrated the model. */
const calibrated = (confidence: number): Models => ({
  ...ORDER_PRIORS,
  orderProbability: (question, policy) => ({
    ...ORDER_PRIORS.orderProbability(question, policy),
    kind: 'calibrated',
    confidence,
  }),
});

describe('what wakes it', () => {
  const at = (trigger: CampaignFact['trigger']) => [campaignFact({ trigger })];
  it.each<[string, Snapshot['trigger'], CampaignFact['trigger'], boolean]>([
    ['a sign-up', signup, { kind: 'signup' }, true],
    ['a sign-up, for the 5th order', signup, { kind: 'nth_purchase', count: 5 }, false],
    [
      'the 5th order',
      { kind: 'milestone', milestone: 'nth_purchase', count: 5 },
      { kind: 'nth_purchase', count: 5 },
      true,
    ],
    [
      'the 5th order, for the 10th',
      { kind: 'milestone', milestone: 'nth_purchase', count: 5 },
      { kind: 'nth_purchase', count: 10 },
      false,
    ],
    [
      '30 days since signing up',
      { kind: 'milestone', milestone: 'days_since_signup', count: 30 },
      { kind: 'days_since_signup', days: 30 },
      true,
    ],
    [
      '30 days, for 31',
      { kind: 'milestone', milestone: 'days_since_signup', count: 30 },
      { kind: 'days_since_signup', days: 31 },
      false,
    ],
    [
      'becoming at risk',
      { kind: 'stage_changed', from: 'active', to: 'at_risk', changedAt: ago(0) },
      { kind: 'stage_changed', to: 'at_risk' },
      true,
    ],
    [
      'becoming active, for at risk',
      { kind: 'stage_changed', from: 'new', to: 'active', changedAt: ago(0) },
      { kind: 'stage_changed', to: 'at_risk' },
      false,
    ],
    ['its date', due(1), { kind: 'scheduled', at: ago(DAY) }, true],
    ['its season', due(1), { kind: 'season', month: 11, day: 21 }, true],
    ['entering a segment', moved('entered'), { kind: 'segment_changed', segmentId: VIPS, change: 'entered' }, true],
    ['entering it, for leaving', moved('entered'), { kind: 'segment_changed', segmentId: VIPS, change: 'left' }, false],
    [
      'entering it, for another',
      moved('entered'),
      { kind: 'segment_changed', segmentId: OTHER, change: 'entered' },
      false,
    ],
    ['leaving it', moved('left'), { kind: 'segment_changed', segmentId: VIPS, change: 'left' }, true],
  ])('%s', (_name, trigger, own, begins) => {
    expect(propose(snapshotOf(trigger, at(own))).candidates).toHaveLength(begins ? 1 : 0);
  });

  it.each<[string, CampaignFact['trigger'], Partial<Snapshot['customer']>, boolean]>([
    ['a sign-up six days ago', { kind: 'signup' }, { signedUpAt: ago(6 * DAY) }, true],
    ['a sign-up seven days ago', { kind: 'signup' }, { signedUpAt: ago(7 * DAY) }, false],
    ['a date to come', { kind: 'scheduled', at: '2026-11-22T00:00:00.000Z' }, {}, false],
    ['a season of four days ago', { kind: 'season', month: 11, day: 17 }, {}, true],
    ['a season of ten days ago', { kind: 'season', month: 11, day: 11 }, {}, false],
    ['the third order yesterday', { kind: 'nth_purchase', count: 3 }, { lastOrderAt: ago(DAY) }, true],
    ['the third order long ago', { kind: 'nth_purchase', count: 3 }, {}, false],
    ['the stage they are in', { kind: 'stage_changed', to: 'active' }, {}, true],
  ])('asked by a person: %s', (_name, trigger, changes, begins) => {
    const asked = { kind: 'on_demand', agentId: 'campaign' } as const;
    const snapshot = snapshotOf(asked, [campaignFact({ trigger })], { customer: customerFacts(changes) });
    expect(propose(snapshot).candidates).toHaveLength(begins ? 1 : 0);
  });

  it('says of each campaign why it does not begin now, to a person who asks', () => {
    const asked = { kind: 'on_demand', agentId: 'campaign' } as const;
    const on = (name: string, trigger: CampaignFact['trigger']) => campaignFact({ id: name, name, trigger });
    const campaigns = [
      on('Later', { kind: 'scheduled', at: '2027-01-01T09:00:00.000Z' }),
      on('Fifth', { kind: 'nth_purchase', count: 5 }),
      on('Back', { kind: 'stage_changed', to: 'at_risk' }),
      on('Leavers', { kind: 'segment_changed', segmentId: VIPS, change: 'left' }),
    ];
    const customer = customerFacts({ stage: 'active', orderCount: 2 });
    const { candidates, considered } = propose(snapshotOf(asked, campaigns, { customer }));
    expect(candidates).toEqual([]);
    expect(considered.map(({ label, whyNot }) => `${label}: ${whyNot}`)).toEqual([
      'Later: It begins 2027-01-01T09:00:00.000Z.',
      'Fifth: It begins with order 5; this customer has made 2 orders.',
      'Back: It begins when somebody becomes “at risk”; this customer is “active”.',
      'Leavers: It begins at the moment in which somebody leaves its segment.',
    ]);
    // What wakes it by itself is about the campaigns that it begins, and about no other.
    expect(propose(snapshotOf(signup, campaigns, { customer })).considered).toEqual([]);
  });
  it('asked again after something else went first: begins while its moment lasts, and no longer', () => {
    const again = { ...due(1), again: ago(0) } as Snapshot['trigger'];
    const at = (signedUpAt: string) =>
      propose(snapshotOf(again, [campaignFact()], { customer: customerFacts({ signedUpAt }) }));
    expect(at(ago(6 * DAY)).candidates).toHaveLength(1);
    expect(at(ago(7 * DAY))).toMatchObject({ candidates: [], reasons: [{ text: expect.stringContaining('went by') }] });
  });

  it('does nothing for a campaign that does not run, and says so', () => {
    expect(propose(snapshotOf(due(1), [])).reasons[0]).toMatchObject({ factor: 'campaign' });
  });
});

describe('which campaign it chooses', () => {
  const plain = campaignFact({ id: 'plain', name: 'Plain', steps: [email] });
  const dear = campaignFact({ id: 'dear', name: 'Dear', steps: [{ ...email, percentOff: 20 }] });
  const brief = campaignFact({ id: 'brief', name: 'Brief', steps: [{ ...SEQUENCE[1], day: 1, percentOff: 0 }] });

  it('is the one expected to bring most: probability x (order value - discount)', () => {
    const { candidates, considered } = propose(snapshotOf(signup, [dear, brief, plain]));
    expect(candidates.map(({ campaignId }) => campaignId)).toEqual(['plain']);
    expect(candidates[0]).toMatchObject({ probability: 0.025, probabilityKind: 'prior', expectedValueCents: 208 });
    expect(considered.map(({ label, whyNot }) => `${label}: ${whyNot}`)).toEqual([
      'Dear: “Plain” is expected to bring more.',
      'Brief: “Plain” is expected to bring more.',
    ]);
  });

  it('is the one of the highest priority, before any value', () => {
    const { candidates, considered } = propose(snapshotOf(signup, [plain, { ...dear, priority: 'high' }]));
    expect(candidates[0]?.campaignId).toBe('dear');
    expect(considered[0]?.whyNot).toContain('higher priority');
  });

  it('is none whose audience the customer is not in, or that they began before', () => {
    const abroad = { ...plain, audience: AudienceRule.parse({ countries: ['FR'] }) };
    expect(propose(snapshotOf(signup, [abroad])).reasons[0]).toMatchObject({ factor: 'country' });
    expect(propose(snapshotOf(signup, [{ ...plain, startedAt: ago(DAY) }])).candidates).toEqual([]);
    const { candidates, considered } = propose(snapshotOf(signup, [abroad, dear]));
    expect(candidates[0]?.campaignId).toBe('dear');
    expect(considered[0]).toMatchObject({ label: 'Plain', whyNot: expect.stringContaining('the country') });
  });
});

describe('the sequence', () => {
  const fact = campaignFact({ steps: [...SEQUENCE], startedAt: ago(2 * DAY) });
  const at = (step: number, changes: Partial<Snapshot> = {}) => propose(snapshotOf(due(step), [fact], changes));

  it('goes on where none before led to an order, and stops where one did', () => {
    expect(at(2).candidates[0]).toMatchObject({ channel: 'sms', action: 'campaign_offer', wave: 2 });
    expect(at(2).reasons.map(({ factor }) => factor)).toContain('not_converted');
    const ordered = at(2, { customer: customerFacts({ lastOrderAt: ago(DAY) }) });
    expect(ordered.candidates).toEqual([]);
    expect(ordered.reasons[0]).toMatchObject({ factor: 'converted' });
    const before = at(2, { customer: customerFacts({ lastOrderAt: ago(3 * DAY) }) });
    expect(before.candidates).toHaveLength(1);
  });

  it('passes over a channel that does not reach, and has no step beyond its last', () => {
    expect(at(3).reasons[0]).toMatchObject({ factor: 'reachable', value: 'push' });
    expect(at(4).reasons[0]).toMatchObject({ factor: 'step' });
  });

  it('gives a code once, and speaks of the one there is', () => {
    expect(at(2).candidates[0]?.offer).toMatchObject({ percentOff: 10, validHours: 336 });
    const liveOffers = [{ code: 'K7QM-2XPRA', percentOff: 15, expiresAt: '2026-12-22T11:00:00.000Z' }];
    const held = at(2, { liveOffers }).candidates[0];
    expect(held?.offer).toBeNull();
    expect(held?.content.paragraphs.join()).toContain('15% off');
    expect(at(1, { liveOffers }).candidates[0]?.content.paragraphs.join()).not.toContain('off');
  });

  it('leaves at once, or at the usual hour of the customer’s day, and says whose figure that is', () => {
    expect(at(1).candidates[0]?.sendAt).toBe(NOON.toISOString());
    expect(at(2).candidates[0]?.sendAt).toBe('2026-11-22T09:00:00.000Z');
    const unknown = at(2, { customer: customerFacts({ timezone: 'Moon/Crater' }) }).candidates[0];
    expect(unknown?.reasons.find(({ factor }) => factor === 'send_time')?.text).toContain('workspace’s zone');
    const tokyo = at(2, { customer: customerFacts({ timezone: 'Asia/Tokyo' }) }).candidates[0];
    expect(tokyo?.sendAt).toBe('2026-11-22T01:00:00.000Z');
  });

  it('pauses a channel before its share of the budget is reached', () => {
    // A code on an order of $83.33 costs up to $8.33; sending pauses at 95 % of the share.
    const share = (spentCents: number) => ({
      ...fact,
      channelBudgets: [{ channel: 'sms' as const, capCents: 10_000, spentCents }],
    });
    expect(propose(snapshotOf(due(2), [share(9_500 - 833)])).candidates).toHaveLength(1);
    expect(propose(snapshotOf(due(2), [share(9_500 - 832)])).reasons[0]).toMatchObject({ factor: 'channel_budget' });
  });
});

describe('confidence', () => {
  const snapshot = snapshotOf(signup, [campaignFact()], {
    autonomy: [{ agentId: 'campaign', action: 'campaign_message', level: 3 }],
  });
  const outcome = (models: Models) =>
    decide({ snapshot, policy: POLICY, models, now: NOON, agents: [campaign] }).outcome;

  it('is never that of a prior: a person decides, however far autonomy has come', () => {
    expect(outcome(ORDER_PRIORS)).toBe('in_review');
    expect(propose(snapshot).candidates[0]).toMatchObject({
      doubts: [expect.stringContaining('only a prior')],
      escalations: [],
    });
  });

  it('asks for a person, and is no risk: look-alikes are judged together', () => {
    const level = (value: 1 | 3) => ({
      ...snapshot,
      autonomy: [{ agentId: 'campaign', action: 'campaign_message', level: value }],
    });
    for (const looked of [level(3), level(1)]) {
      const decided = decide({ snapshot: looked, policy: POLICY, models: ORDER_PRIORS, now: NOON, agents: [campaign] });
      expect(decided.outcome).toBe('in_review');
      expect(decided.reasons).toContainEqual(expect.objectContaining({ factor: 'doubt' }));
      expect(riskOf(decided.verdicts, decided.chosen?.escalations ?? [])).toEqual({ risk: 'low', because: null });
    }
  });

  it('stays apart from what is risky: a customer for the sales team', () => {
    const rich = { ...snapshot, customer: customerFacts({ lifetimeValueCents: 9_000_000 }) };
    const decided = decide({ snapshot: rich, policy: POLICY, models: ORDER_PRIORS, now: NOON, agents: [campaign] });
    expect(decided.chosen).toMatchObject({ escalations: [expect.stringContaining('sales')], notify: 'sales' });
    expect(riskOf(decided.verdicts, decided.chosen?.escalations ?? []).risk).toBe('high');
  });

  it('is decided again as it was from a snapshot of before it was told apart', () => {
    const { asking: _, ...before } = snapshot;
    const decided = decide({ snapshot: before, policy: POLICY, models: ORDER_PRIORS, now: NOON, agents: [campaign] });
    expect(decided.chosen?.escalations).toEqual([expect.stringContaining('only a prior')]);
    expect(Object.keys(decided.chosen ?? {})).not.toEqual(expect.arrayContaining(['doubts']));
    expect(Object.keys(decided.chosen ?? {})).not.toEqual(expect.arrayContaining(['campaignPriority']));
    expect(decided.reasons).toContainEqual(expect.objectContaining({ factor: 'escalation' }));
  });

  it.each([
    [0.85, 'scheduled'],
    [0.849, 'in_review'],
    [1, 'scheduled'],
    [0, 'in_review'],
  ])('calibrated at %d: %s', (confidence, expected) => {
    expect(outcome(calibrated(confidence))).toBe(expected);
  });
});

describe('its words', () => {
  it.each(CAMPAIGN_TEMPLATES.flatMap(({ id, channels }) => channels.map((channel) => [id, channel] as const)))(
    '%s by %s are blocked by no guardrail, with a discount and without',
    (template, channel) => {
      // By WhatsApp the words are those that WhatsApp approved: below.
      if (channel === 'push' || channel === 'whatsapp') return;
      for (const percentOff of [0, 10]) {
        const steps = [{ channel, day: 1, template, percentOff, timing: 'at_once' as const }];
        const snapshot = snapshotOf(signup, [campaignFact({ steps })], {
          customer: customerFacts({ reachable: ['email', 'sms', 'web'] }),
        });
        const [candidate] = propose(snapshot).candidates;
        if (!candidate) throw new Error('Nothing was proposed.');
        const blocked = runGuardrails(candidate, snapshot, POLICY, NOON)
          .flatMap(({ findings }) => findings)
          .filter(({ verdict }) => verdict === 'block');
        expect(blocked).toEqual([]);
        expect(JSON.stringify(candidate)).not.toContain('Anna');
      }
    },
  );
});

describe('by WhatsApp', () => {
  const welcome = {
    ...{ id: '1', name: 'hello', language: 'en', category: 'marketing', status: 'approved', quality: 'green' },
    ...{ speaksFor: 'campaign-welcome', values: ['first_name', 'company', 'link'], assignedAt: null },
    body: 'Hi {{1}}, welcome to {{2}}. Have a look around: {{3}}',
    ...{ header: null, footer: null, button: null, otherButtons: [] },
  };
  const withCode = {
    ...welcome,
    ...{ id: '2', name: 'hello_code', values: ['first_name', 'offer_percent', 'offer_code', 'offer_expires', 'link'] },
    body: 'Hi {{1}}, welcome: {{2}} off with {{3}}, good until {{4}}. Have a look around: {{5}}',
  };
  const news = { ...welcome, id: '3', name: 'a_news', speaksFor: 'campaign-news' };
  const touch = (percentOff: number, templates: object[], lastInboundAt: string | null = null) => {
    const step = { channel: 'whatsapp', day: 1, template: 'campaign-welcome', percentOff, timing: 'at_once' } as const;
    const snapshot = snapshotOf(signup, [campaignFact({ steps: [step] })], {
      customer: customerFacts({ reachable: ['email', 'whatsapp'] }),
      consent: [granted('whatsapp')],
      whatsapp: { templates, lastInboundAt, locale: null } as Snapshot['whatsapp'],
    });
    const [candidate] = propose(snapshot).candidates;
    if (!candidate) throw new Error('Nothing was proposed.');
    const found = runGuardrails(candidate, snapshot, POLICY, NOON).flatMap(({ findings }) => findings);
    return { candidate, blocked: found.filter(({ verdict }) => verdict === 'block').map(({ rule }) => rule) };
  };

  it('begins with what was approved for the step’s own words, and with no other campaign’s', () => {
    const plain = touch(0, [news, welcome, withCode]);
    expect(plain.candidate).toMatchObject({
      ...{ action: 'campaign_message', channel: 'whatsapp', offer: null },
      content: { templateId: 'whatsapp-template', whatsapp: { id: '1', speaksFor: 'campaign-welcome' }, claims: [] },
    });
    expect(plain.candidate.reasons.map(({ factor }) => factor)).toContain('template');
    expect(plain.blocked).toEqual([]);
    expect(touch(0, [news]).blocked).toEqual(['compliance.whatsapp_template']);
    expect(touch(0, [news], ago(25 * 3_600_000)).blocked).toEqual(['compliance.whatsapp_window']);
  });

  it('gives a code in words that name one, and makes none for words that have no place for it', () => {
    const given = touch(10, [welcome, withCode]);
    expect(given.candidate).toMatchObject({
      ...{ action: 'campaign_offer', offer: { percentOff: 10 } },
      content: { whatsapp: { id: '2' }, claims: [{ kind: 'expiry' }] },
    });
    expect(given.blocked).toEqual([]);
    const unnamed = touch(10, [welcome]);
    expect(unnamed.candidate).toMatchObject({ offer: null, content: { whatsapp: { id: '1' }, claims: [] } });
    expect(unnamed.candidate.reasons.map(({ factor }) => factor)).toContain('no_place_for_code');
    // What is given away counts against what is expected of it, and only then.
    expect(unnamed.candidate.expectedValueCents).toBeGreaterThan(given.candidate.expectedValueCents);
  });

  it('speaks freely to whoever wrote within a day, in the short words', () => {
    const free = touch(0, [welcome], ago(23 * 3_600_000));
    expect(free.candidate.content).toMatchObject({ templateId: 'campaign-short' });
    expect(free.candidate.content.whatsapp).toBeUndefined();
    expect(free.candidate.content.paragraphs.at(-1)).toBe('Reply STOP to opt out.');
    expect(free.blocked).toEqual([]);
  });
});

describe('a season', () => {
  it.each([
    ['its midnight in Berlin', '2026-11-30T23:00:00.000Z', '2026-11-30T23:00:00.000Z', '2026'],
    ['a millisecond before', '2026-11-30T22:59:59.999Z', '2025-11-30T23:00:00.000Z', '2025'],
    ['half a year later', '2027-06-01T00:00:00.000Z', '2026-11-30T23:00:00.000Z', '2026'],
  ])('on 1 December, at %s', (_name, now, start, occurrence) => {
    const season = { kind: 'season', month: 12, day: 1 } as const;
    expect(seasonStart(season, 'Europe/Berlin', new Date(now)).toISOString()).toBe(start);
    expect(occurrenceOf(season, 'Europe/Berlin', new Date(now))).toBe(occurrence);
  });

  it('on New Year’s Day east of Greenwich belongs to the new year, and on 31 February is its last day', () => {
    const newYear = { kind: 'season', month: 1, day: 1 } as const;
    expect(occurrenceOf(newYear, 'Asia/Tokyo', new Date('2026-12-31T16:00:00.000Z'))).toBe('2027');
    const odd = { month: 2, day: 31 };
    expect(seasonStart(odd, 'UTC', new Date('2026-03-02T00:00:00.000Z')).toISOString()).toBe(
      '2026-02-28T00:00:00.000Z',
    );
  });
});
