import { describe, expect, it } from 'vitest';
import { checkCopy } from '@/domain/copy/post-checks';
import type { CopyStyle } from '@/domain/copy/styles';
import { writeFromTemplates } from '@/domain/copy/template-writer';
import { decide } from '@/domain/decisions/decide';
import { type ArmResult, armResult, judgeTest } from '@/domain/experiments/stopping-rule';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import { copyBrief, GOOD_WORDS } from '@/tests/factories/copy-brief';
import { BRAND, cartOfferPolicy, cartSnapshot, customerFacts, NOON, POLICY } from '@/tests/factories/snapshot';
import type { AssignedWords } from '../../experiments/assignment';
import { eligibility } from './eligibility';
import { learningOf } from './learning';
import { planTest } from './propose-test';
import { scoreVariant } from './score-variant';
import { CREATIVE_TARGETS } from './targets';

const DAY = 86_400_000;

function assigned(overrides: Partial<AssignedWords> = {}): AssignedWords {
  return {
    experimentId: 'e-1',
    variantId: 'v-1',
    style: 'benefit',
    agentId: 'cart_winback',
    action: 'cart_recovery',
    channel: 'email',
    templateId: 'cart-recovery',
    isTest: true,
    words: GOOD_WORDS,
    writtenBy: 'template',
    draftId: 'd-1',
    slots: ['customer.first_name', 'offer.percent_off', 'cart.item_count', 'cart.value'],
    ...overrides,
  };
}

function decided(overrides: Parameters<typeof cartSnapshot>[0]) {
  const autonomy = [{ agentId: 'cart_winback', action: 'cart_recovery', level: 3 }];
  const snapshot = cartSnapshot({ offerPolicies: [cartOfferPolicy()], autonomy, ...overrides });
  return decide({ snapshot, policy: POLICY, models: ORDER_PRIORS, now: NOON });
}

describe('eligibility', () => {
  const facts = { recentVolume: 1_000, plannedVolume: 0, isTesting: false, lastTestEndedAt: null };
  it.each([
    ['enough volume, never tested', facts, true],
    ['too little volume', { ...facts, recentVolume: 999 }, false],
    ['what a campaign has planned', { ...facts, recentVolume: 200, plannedVolume: 800 }, true],
    ['too little planned', { ...facts, recentVolume: 200, plannedVolume: 799 }, false],
    ['tested six days ago', { ...facts, lastTestEndedAt: new Date(NOON.getTime() - 6.9 * DAY) }, false],
    ['tested a week ago', { ...facts, lastTestEndedAt: new Date(NOON.getTime() - 7 * DAY) }, true],
    ['being tested', { ...facts, isTesting: true }, false],
  ])('%s', (_name, given, expected) => {
    const answer = eligibility(given, POLICY, NOON);
    expect(answer.isEligible).toBe(expected);
    expect(answer.reasons.length).toBeGreaterThan(0);
  });
});

describe('scores', () => {
  it('weigh brand, tone and length 0.3, 0.4 and 0.3', () => {
    const { brand, tone, length, score } = scoreVariant(GOOD_WORDS, BRAND, POLICY);
    expect(score).toBeCloseTo(0.3 * brand + 0.4 * tone + 0.3 * length, 3);
    expect(score).toBeGreaterThanOrEqual(0.85);
  });

  it('drop what pushes, shouts or rambles', () => {
    const pushy = {
      ...GOOD_WORDS,
      subject: 'HURRY NOW',
      paragraphs: ['HURRY!!! You must act fast!!! Now or never! Do not miss out! REGRET is yours!'],
    };
    const written = [GOOD_WORDS, pushy].map((words, index) => ({
      style: 'benefit' as const,
      words,
      writtenBy: 'model' as const,
      draftId: `d-${index}`,
    }));
    const plan = planTest(written, null, BRAND, POLICY);
    expect(plan.challengers.map(({ draftId }) => draftId)).toEqual(['d-0']);
    expect(plan.dropped.map(({ draftId }) => draftId)).toEqual(['d-1']);
  });

  it('do not try what is sent today against itself', () => {
    const other = { ...GOOD_WORDS, headline: 'Your basket is here' };
    const written = [GOOD_WORDS, other].map((words, index) => ({
      style: 'benefit' as const,
      words,
      writtenBy: 'template' as const,
      draftId: `d-${index}`,
    }));
    const plan = planTest(written, { ...GOOD_WORDS }, BRAND, POLICY);
    expect([...plan.challengers, ...plan.dropped].map(({ draftId }) => draftId)).toEqual(['d-1']);
  });

  it.each(CREATIVE_TARGETS)('let the template writer’s words for $name into a test', (target) => {
    const figures = [{ label: 'customers who ordered in the last 30 days', value: '1,240' }];
    for (const style of ['curiosity', 'benefit', 'scarcity', 'social_proof'] as const) {
      if (style === 'scarcity' && !target.offerEnds) continue;
      const brief = copyBrief({ ...target, style, figures });
      const words = writeFromTemplates(brief);
      if (!words) throw new Error('Nothing written.');
      expect(checkCopy(words, brief, 'x'.repeat(32))).toEqual([]);
      expect(scoreVariant(words, BRAND, POLICY).score).toBeGreaterThanOrEqual(POLICY.creative.leastScore);
    }
  });
});

describe('the words of an arm', () => {
  it('are what the customer reads, with the facts of the decision and our own code', () => {
    const { chosen, outcome } = decided({ words: [assigned()] });
    expect(chosen?.content.subject).toBe('{{ customer.first_name | default: "there" }}, 20% off what you chose');
    expect(chosen?.content.paragraphs[0]).toContain('3 items worth $120.00');
    expect(chosen?.content.paragraphs[1]).toContain('{{ offer.code }}');
    expect(chosen?.variant).toMatchObject({ experimentId: 'e-1', variantId: 'v-1', draftId: 'd-1', isTest: true });
    expect(outcome).toBe('scheduled');
  });

  it('go to a person when a model wrote them, whatever level the action has', () => {
    const { outcome, verdicts } = decided({ words: [assigned({ writtenBy: 'model' })] });
    expect(outcome).toBe('in_review');
    expect(verdicts.find(({ guardrail }) => guardrail === 'tone')?.verdict).toBe('review');
  });

  it('are the library’s own for the control, which is in the test all the same', () => {
    const { chosen } = decided({ words: [assigned({ words: null, style: 'control', draftId: null })] });
    expect(chosen?.content.subject).toContain('off the cart you left with us');
    expect(chosen?.variant?.style).toBe('control');
  });

  it('greet nobody whose name is not known', () => {
    const { chosen } = decided({ customer: customerFacts({ firstName: null }), words: [assigned()] });
    expect(chosen?.content.subject).toBe('20% off what you chose');
  });

  it('keep out of the test who lacks a fact that any arm names', () => {
    const words = [assigned({ words: null, style: 'control', slots: ['offer.code_of_another_kind'] })];
    expect(decided({ words }).chosen?.variant).toBeUndefined();
  });

  it('are for their own message alone', () => {
    expect(decided({ words: [assigned({ templateId: 'winback-discount' })] }).chosen?.variant).toBeUndefined();
  });
});

type Told = { style: CopyStyle } & Pick<ArmResult, 'exposed' | 'delivered' | 'clicked'> & { unsubscribed?: number };

function testArm({ style, unsubscribed = 0, ...counts }: Told): ArmResult & { style: CopyStyle } {
  return { style, ...armResult(style, style, [{ share: 0.5, ordered: 0, unsubscribed, ...counts }]) };
}

describe('what was learnt', () => {
  it('is said in styles and figures', () => {
    const arms = [
      testArm({ style: 'control', exposed: 2_000, delivered: 2_000, clicked: 60 }),
      testArm({ style: 'benefit', exposed: 2_000, delivered: 2_000, clicked: 110 }),
    ];
    const difference = { estimate: 0.025, low: 0.012, high: 0.038 };
    const comparisons = [{ variantId: 'benefit', statistic: 15.4, p: 0.0001, difference }];
    const verdict = { kind: 'winner' as const, winnerId: 'benefit', reason: '', comparisons };
    expect(learningOf('Cart recovery e-mail', arms, verdict)).toBe(
      'Cart recovery e-mail: benefit was clicked by 5.5% against 3.0% of the control, 1.2 to 3.8 points more (95% interval).',
    );
  });

  it('is the harm, where the words that were clicked most made people leave', () => {
    const arms = [
      testArm({ style: 'control', exposed: 2_000, delivered: 2_000, clicked: 60, unsubscribed: 4 }),
      testArm({ style: 'benefit', exposed: 2_000, delivered: 2_000, clicked: 150, unsubscribed: 90 }),
    ];
    const verdict = judgeTest(
      arms,
      new Date('2026-10-01T00:00:00Z'),
      new Date('2026-10-23T00:00:00Z'),
      POLICY.creative,
    );
    expect(learningOf('Cart recovery e-mail', arms, verdict)).toMatch(
      /^Cart recovery e-mail: “benefit” is better .* But it harms a guardrail: Unsubscribes and complaints\.$/,
    );
  });

  it('is nothing where a test ended before enough was delivered', () => {
    const arms = [
      testArm({ style: 'control', exposed: 8, delivered: 6, clicked: 0 }),
      testArm({ style: 'benefit', exposed: 7, delivered: 0, clicked: 0 }),
    ];
    const rule = { ...POLICY.creative, leastPerVariant: 6, longestDays: 21 };
    const verdict = judgeTest(arms, new Date('2026-10-01T00:00:00Z'), new Date('2026-10-23T00:00:00Z'), rule);
    expect(learningOf('Cart recovery e-mail', arms, verdict)).toBe(
      'Cart recovery e-mail: ended without an answer on benefit. The smallest variant has 0 of 6 deliveries. The longest time for a test is over.',
    );
  });
});
