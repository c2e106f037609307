import { describe, expect, it } from 'vitest';
import { AGENTS } from '../agents/registry';
import { POLICY_DESCRIPTION } from './describe';
import { type LintFacts, lintPolicy } from './lint';
import { DEFAULT_POLICY, Policy } from './policy';

const FACTS: LintFacts = { currency: 'EUR', brand: null, offers: null };
const WITHOUT_OFFERS: LintFacts = { ...FACTS, offers: [] };
const LADDER_APPROVED: LintFacts = {
  ...FACTS,
  offers: [{ agentId: 'cart_winback', action: 'cart_recovery', maxPercentOff: 25 }],
};

type Input = Parameters<typeof Policy.parse>[0];
const lint = (input: Input, facts = FACTS) => lintPolicy(Policy.parse(input), facts);
const ids = (input: Input, facts = FACTS) => lint(input, facts).map(({ severity, id }) => `${severity} ${id}`);

// Whatever agents there are: one more has a priority of its own, which these leave as it is.
const RANKED = DEFAULT_POLICY.arbitration.priorities;
const { campaign: _campaign, ...RANKED_WITHOUT_CAMPAIGN } = RANKED;
const { lifecycle: _lifecycle, ...RANKED_WITHOUT_LIFECYCLE } = RANKED;
const MESSAGE_ALONE = { ...RANKED_WITHOUT_CAMPAIGN, 'campaign.campaign_message': 30 };

const rung = (belowCents: number | null, percentOff: number) => ({ belowCents, percentOff });
const wave = (day: number, channel = 'email', action = 'winback_offer') => ({ day, channel, action });

describe('the linter', () => {
  it('finds nothing in the default policy', () => {
    expect(lintPolicy(DEFAULT_POLICY, FACTS)).toEqual([]);
    expect(lintPolicy(DEFAULT_POLICY, LADDER_APPROVED)).toEqual([]);
  });

  it.each<[string, Input]>([
    ['error financial.bands-inverted', { financial: { passBelowPercent: 26 } }],
    ['error cart.ladder-order.2', { cart: { ladder: [rung(50_000, 5), rung(10_000, 10), rung(null, 10)] } }],
    ['error cart.ladder-order.1', { cart: { ladder: [rung(null, 5), rung(10_000, 10)] } }],
    ['error cart.ladder-order.2', { cart: { ladder: [rung(10_000, 5), rung(10_000, 10)] } }],
    ['warning cart.minimum-above-rungs', { cart: { minValueCents: 60_000 } }],
    ['warning cart.minimum-above-rungs', { cart: { minValueCents: 10_000 } }],
    ['error cart.ladder-above-limit', { cart: { ladder: [rung(null, 30)] } }],
    ['warning cart.ladder-above-limit', { cart: { ladder: [rung(10_000, 30), rung(null, 10)] } }],
    ['error financial.margin-floor-shuts-out', { financial: { marginFloorPercent: 100 } }],
    ['warning financial.margin-floor-leaks', { financial: { marginFloorPercent: 10, unknownCost: 'pass' } }],
    ['warning financial.vip-never', { financial: { vipCents: 600_000 } }],
    ['warning winback.valued-never', { winback: { valuedFromCents: 100_001 } }],
    ['error contact.no-email', { contact: { emailsPerWindow: 0 } }],
    ['warning consent.earlier-yes-counts-no-more', { consent: { confirmedChannels: ['sms', 'email'] } }],
    ['warning consent.earlier-yes-counts-no-more', { consent: { confirmedCountries: ['DE'] } }],
    ['error contact.no-send', { contact: { sendsPerDay: 0 } }],
    ['warning contact.floor-shuts-out', { contact: { engagementFloor: 1 } }],
    [
      'warning contact.daily-cap-below-waves',
      { contact: { sendsPerDay: 1 }, winback: { waves: [wave(1), wave(1, 'sms')] } },
    ],
    [
      'warning contact.window-cap-below-waves',
      { contact: { emailsPerWindow: 1 }, winback: { waves: [wave(1), wave(7)] } },
    ],
    ['error lifecycle.never-at-risk', { lifecycle: { activeDays: 90 } }],
    ['warning lifecycle.no-content-band', { lifecycle: { contentFrom: 0.8 } }],
    [
      'error lifecycle.risk-of-nothing',
      { lifecycle: { recencyWeight: 0, frequencyWeight: 0, valueWeight: 0, engagementWeight: 0 } },
    ],
    ['error creative.score-of-nothing', { creative: { brandWeight: 0, toneWeight: 0, lengthWeight: 0 } }],
    ['error creative.no-length', { creative: { wordsFrom: 91 } }],
    ['error learning.nothing-is-over', { learning: { lookBackDays: 90 }, attribution: { otherDays: 90 } }],
    ['warning learning.hardly-tested', { learning: { lookBackDays: 60 } }],
    ['warning learning.never-calibrated', { learning: { mostCalibrationError: 0 } }],
    ['warning priors.nothing-expected', { priors: { conversion: 0 } }],
    ['error lifecycle.no-hour', { lifecycle: { sendFromHour: 20 } }],
    ['error creative.never-judged', { creative: { leastDays: 15 } }],
    ['warning creative.hardly-tried', { creative: { controlShare: 0.85 } }],
    ['error arbitration.no-touch', { arbitration: { touchesPerWeek: 0 } }],
    ['warning arbitration.no-monthly-touch', { arbitration: { monthlyAim: 0 } }],
    ['warning arbitration.unranked.lifecycle', { arbitration: { priorities: RANKED_WITHOUT_LIFECYCLE } }],
    ['warning arbitration.unranked.campaign.campaign_offer', { arbitration: { priorities: MESSAGE_ALONE } }],
    ['warning arbitration.nobody.cart_wnback', { arbitration: { priorities: { ...RANKED, cart_wnback: 5 } } }],
    [
      'warning arbitration.nobody.campaign.newsletter',
      { arbitration: { priorities: { ...RANKED, 'campaign.newsletter': 5 } } },
    ],
    ['warning budgets.nothing-to-spend.sms', { budgets: { channelCents: { sms: 0 } } }],
    ['error quietHours.empty', { quietHours: { from: 20, to: 20 } }],
    [
      'error quietHours.region.US-FL',
      { quietHours: { stricterRegions: { 'US-FL': { from: 20, to: 21, sundayFrom: 20 } } } },
    ],
    [
      'warning quietHours.region.US-TX',
      { quietHours: { stricterRegions: { 'US-TX': { from: 9, to: 21, sundayFrom: 21 } } } },
    ],
    ['error quietHours.region.XX', { quietHours: { stricterRegions: { XX: { from: 21, to: 23, sundayFrom: 21 } } } }],
    ['error cart.too-late-before-idle', { cart: { idleHours: 80 } }],
    ['warning cart.code-shorter-than-useful', { cart: { codeHours: 23 } }],
    ['warning cart.reminder-after-code', { cart: { reminderHours: 48 } }],
    ['error winback.dormant-after-forgotten', { winback: { forgottenDays: 90 } }],
    ['warning winback.begins-after-churn', { winback: { dormantDays: 120 } }],
    ['warning winback.no-series', { winback: { seriesPerQuarter: 0 } }],
    ['warning winback.code-shorter-than-useful', { winback: { codeHours: 167 } }],
    ['error winback.wave-order.2', { winback: { waves: [wave(9), wave(1)] } }],
    ['warning winback.follow-up-channel', { winback: { waves: [wave(1, 'sms', 'winback_follow_up')] } }],
    ['warning review.cart-shorter-than-sla', { cart: { reviewHours: 1 }, review: { slaMinutes: 61 } }],
    [
      'warning review.winback-shorter-than-sla',
      { winback: { reviewDays: 1 }, review: { slaMinutes: 1_441 }, cart: { reviewHours: 48 } },
    ],
    ['warning autonomy.unreachable', { autonomy: { evidenceLowerBound: 0.999 } }],
    ['warning autonomy.starts-at-the-top', { autonomy: { startLevel: 3 } }],
    ['warning review.sample-without-sense', { review: { sampleShare: 0 } }],
    ['warning review.sample-without-sense', { review: { sampleShare: 1 } }],
    ['warning review.top-never-confirmed', { review: { autonomousSampleShare: 0 } }],
    ['warning review.sample-upside-down', { review: { sampleShare: 0.1, autonomousSampleShare: 0.2 } }],
    ['warning holdout.nothing-measured', { holdout: { share: 0 } }],
    ['error reputation.bounceRate-zero', { reputation: { bounceRate: 0 } }],
    ['error reputation.complaintRate-zero', { reputation: { complaintRate: 0 } }],
    ['warning reputation.warning-never', { reputation: { complaintWarning: 0.003 } }],
    ['warning rate.no-volume.sms', { rate: { hourlyVolume: { ...DEFAULT_POLICY.rate.hourlyVolume, sms: 0 } } }],
    ['error words.forbidden-in-library.lovely', { words: { forbidden: ['lovely'] } }],
    ['error words.forbidden-in-library.stop', { words: { forbidden: ['stop'] } }],
    ['error words.spam-in-library.welcome', { words: { spamPhrases: ['welcome'] } }],
    ['error words.subjects-too-long', { words: { subjectLength: 20 } }],
    ['error words.capitals-shut-out', { words: { capitalsShare: 0.01 } }],
  ])('%s', (finding, input) => {
    expect(ids(input)).toEqual([finding]);
  });

  it('names whom the priorities leave out, in words', () => {
    expect(lint({ arbitration: { priorities: MESSAGE_ALONE } }).map(({ message }) => message)).toEqual([
      'The priorities do not name “Campaign message with a discount” of the Campaign agent: it goes last, behind everybody who is named.',
    ]);
    expect(lint({ arbitration: { priorities: {} } }).map(({ id }) => id)).toEqual(
      AGENTS.map(({ id }) => `arbitration.unranked.${id}`),
    );
  });

  it('asks for an approved offer only where it knows which there are', () => {
    const always = ['warning cart.ladder-always-reviewed'];
    expect(ids({}, FACTS)).toEqual([]);
    expect(ids({}, WITHOUT_OFFERS)).toEqual(always);
    expect(ids({}, LADDER_APPROVED)).toEqual([]);
    expect(ids({ cart: { ladder: [rung(null, 10)] } }, WITHOUT_OFFERS)).toEqual([]);
    expect(ids({ winback: { genericPercentOff: 15 } }, LADDER_APPROVED)).toEqual(['warning winback.always-reviewed']);
  });

  it('lets an approved offer cover a ladder above the limit', () => {
    const offers = [{ agentId: 'cart_winback', action: 'cart_recovery', maxPercentOff: 40 }];
    expect(ids({ cart: { ladder: [rung(null, 30)] } }, { ...FACTS, offers })).toEqual([]);
  });

  it('puts errors first, and points at thresholds that exist', () => {
    const findings = lint({ holdout: { share: 0 }, quietHours: { from: 20 }, words: { forbidden: ['lovely'] } });
    expect(findings.map(({ severity }) => severity)).toEqual(['error', 'error', 'warning']);
    const known = POLICY_DESCRIPTION.flatMap(({ fields }) => fields.map(({ section, field }) => `${section}.${field}`));
    for (const { at } of findings) expect(known).toEqual(expect.arrayContaining([...at]));
  });

  it('is not misled by a forbidden word in the name of the company', () => {
    const brand = {
      companyName: 'Bargain House',
      fromName: 'Bargain House',
      fromEmail: 'a@shop.example',
      replyTo: 'a@shop.example',
      postalAddress: '1 Street',
      signature: 'Bargain House',
      websiteUrl: 'https://shop.example',
      logoUrl: null,
      logoSize: null,
      colors: { main: ['#000000'], accent: [] },
    };
    expect(ids({ words: { forbidden: ['bargain'] } }, { ...FACTS, brand })).toEqual([]);
  });
});
