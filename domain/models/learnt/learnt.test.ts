import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../policies/policy';
import { seededRng } from '../../shared/random';
import { DAY, after as later } from '../../shared/time';
import { ORDER_PRIORS } from '../order-priors';
import { buildEvidence, type MeasuredByAgent } from './build-evidence';
import { calibrationOf } from './calibration';
import { judgeVersion } from './judge-version';
import { learntModels, versionName, versionNamed } from './learnt-models';
import { countedOnce } from './measured';
import { type Counts, effectConfidence, orderShare } from './order-posterior';
import { predictedOutOfTime } from './out-of-time';

const START = new Date('2026-01-01T00:00:00Z');
const QUESTION = { action: 'cart_recovery', wave: null, channel: 'email' } as const;
const CELL = { ...QUESTION, campaignId: null };

const counts = (sent: number, sentOrdered: number, leftAlone = 0, leftAloneOrdered = 0): Counts => ({
  sent,
  sentOrdered,
  leftAlone,
  leftAloneOrdered,
});

function measured(day: number, customer: number, change: Partial<MeasuredByAgent> = {}): MeasuredByAgent {
  const decidedAt = later(START, day * DAY);
  return {
    agentId: 'cart_winback',
    cell: CELL,
    customerId: `c-${customer}`,
    isLeftAlone: false,
    decidedAt,
    from: decidedAt,
    until: later(decidedAt, 7 * DAY),
    hasOrdered: false,
    predicted: null,
    ...change,
  };
}

/** So many a day for so many days, ordering at these rates; every tenth customer left alone. */
function history(
  { days, perDay, rate, rateAlone }: { days: number; perDay: number; rate: number; rateAlone: number },
  random = seededRng('history'),
): MeasuredByAgent[] {
  return Array.from({ length: days * perDay }, (_, index) => {
    const isLeftAlone = index % 10 === 0;
    const hasOrdered = random() < (isLeftAlone ? rateAlone : rate);
    return measured(Math.floor(index / perDay), index, { isLeftAlone, hasOrdered });
  });
}

const build = (rows: readonly MeasuredByAgent[], days: number, policy = DEFAULT_POLICY) =>
  buildEvidence(rows, policy, { from: START, to: later(START, days * DAY) });

describe('the probability of an order', () => {
  // scipy.stats.beta(prior * weight + ordered, (1 - prior) * weight + sent - ordered): mean, ppf(.025), ppf(.975)
  it.each([
    [counts(340, 12), 0.025, 0.03397435897435897, 0.01838464196087209, 0.05406905526115491],
    [counts(0, 0), 0.2, 0.2, 0.10244938549524789, 0.32022121442886853],
    [counts(100, 40), 0.2, 0.3333333333333333, 0.26037823910099406, 0.4104984516189189],
  ])('is the posterior of a Beta prior worth 50 customers', (known, prior, mean, low, high) => {
    const share = orderShare(known, prior, 50);
    expect(share.probability).toBeCloseTo(mean, 12);
    expect(share.low).toBeCloseTo(low, 8);
    expect(share.high).toBeCloseTo(high, 8);
  });
});

describe('confidence', () => {
  // scipy.integrate.quad over beta.pdf(x) * beta.cdf(x), both priors 50 customers at the share of the groups together.
  it.each([
    [counts(340, 12, 180, 3), 0.8818417148231454],
    [counts(1000, 60, 200, 4), 0.9903758154436167],
    [counts(500, 50, 500, 50), 0.5],
    [counts(400, 30, 100, 12), 0.12217210327909243],
  ])('is P(sent orders more than left alone): %j', (known, expected) => {
    expect(effectConfidence(known, 50)).toBeCloseTo(expected, 7);
  });

  it('holds for many customers, too', () => {
    expect(effectConfidence(counts(20_000, 700, 1_000, 20), 200)).toBeCloseTo(0.9943364731934171, 7);
  });

  it('never speaks for a touch after which as many order as without it, however many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 2, max: 40 }), (hundreds, one) => {
        const leftAlone = hundreds * 50;
        const known = counts(leftAlone * 4, Math.round(leftAlone / one) * 4, leftAlone, Math.round(leftAlone / one));
        expect(effectConfidence(known, 50)).toBeLessThan(0.6);
      }),
      { numRuns: 60 },
    );
  });

  it('is above 0.85 by chance in no more than 15 of 100 touches that do nothing', () => {
    const random = seededRng('nothing');
    const draws = Array.from({ length: 300 }, () => {
      const ordered = (trials: number) => Array.from({ length: trials }, () => random()).filter((r) => r < 0.05).length;
      return effectConfidence(counts(900, ordered(900), 100, ordered(100)), 50);
    });
    expect(draws.filter((confidence) => confidence >= 0.85).length / draws.length).toBeLessThan(0.15);
  });
});

describe('counting', () => {
  it('counts a customer once per window, situation by situation', () => {
    const again = measured(3, 1);
    const next = measured(7, 1);
    const other = measured(3, 1, { cell: { ...CELL, channel: 'sms' } });
    const rows = [next, again, measured(0, 1), other, measured(3, 2)];
    expect(countedOnce(rows)).toHaveLength(4);
    expect(countedOnce(rows)).not.toContain(again);
  });

  it('predicts each decision from what was known before it, and from nothing later', () => {
    const rows = history({ days: 40, perDay: 50, rate: 0.3, rateAlone: 0.2 });
    const tested = predictedOutOfTime(rows, DEFAULT_POLICY);
    const first = tested[0];
    // 45 a day are written to: after two days there are 90, after three more than the 100 asked for; a week until known.
    expect(first?.row.decidedAt).toEqual(later(START, 9 * DAY));
    const changedLater = rows.map((row) => (row.until > later(START, 9 * DAY) ? { ...row, hasOrdered: true } : row));
    expect(predictedOutOfTime(changedLater, DEFAULT_POLICY)[0]?.prediction.probability).toBe(
      first?.prediction.probability,
    );
  });
});

describe('calibration', () => {
  it('is the weighted distance between what was predicted and what came', () => {
    const bin = (probability: number, came: number) =>
      Array.from({ length: 200 }, (_, index) => ({ probability, came: index < came }));
    const { error, bins, tested } = calibrationOf([...bin(0.1, 30), ...bin(0.5, 90)]);
    expect(tested).toBe(400);
    expect(bins).toEqual([
      { count: 200, predicted: expect.closeTo(0.1, 12), came: 0.15 },
      { count: 200, predicted: expect.closeTo(0.5, 12), came: 0.45 },
    ]);
    expect(error).toBeCloseTo(0.05, 12);
    expect(calibrationOf([]).error).toBeNull();
  });

  it('never splits predictions of one probability', () => {
    const same = Array.from({ length: 1000 }, (_, index) => ({ probability: 0.2, came: index < 200 }));
    expect(calibrationOf(same).bins).toHaveLength(1);
  });
});

describe('a version', () => {
  const rows = history({ days: 60, perDay: 50, rate: 0.3, rateAlone: 0.15 });
  const evidence = build(rows, 70);
  const NOTHING = { version: null, isChosen: false };

  it('says the same of the same rows in whatever order', () => {
    expect(build(rows.toReversed(), 70)).toEqual(evidence);
  });

  it('comes into force when what it would have predicted came true later', () => {
    expect(evidence.calibration.error).toBeLessThan(0.03);
    expect(judgeVersion(evidence, NOTHING)).toMatchObject({ verdict: 'in_force', withdraws: false });
  });

  it('is kept while too little could be tested', () => {
    const young = build(rows.slice(0, 550), 70);
    expect(judgeVersion(young, NOTHING)).toMatchObject({ verdict: 'kept' });
    expect(judgeVersion(young, NOTHING).reason).toMatch(/200 are asked for/);
  });

  it('is kept where the world has changed since what it knows', () => {
    const random = seededRng('changed');
    const changed = rows.map((row, index) => (index < 1500 ? row : { ...row, hasOrdered: random() < 0.02 }));
    const verdict = judgeVersion(build(changed, 70), NOTHING);
    expect(verdict).toMatchObject({ verdict: 'kept', withdraws: false });
    expect(verdict.reason).toMatch(/at most 3 percentage points are allowed/);
  });

  it('takes the place of none that was nearer to what came, nor of one a person chose', () => {
    const recorded = rows.map(
      (row): MeasuredByAgent => ({ ...row, predicted: { probability: 0.3, kind: 'calibrated' } }),
    );
    const beside = build(recorded, 70).beside;
    const worse = { ...evidence, beside: beside && { ...beside, own: { ...beside.own, error: 0.025 } } };
    expect(judgeVersion(worse, { version: 1, isChosen: false })).toMatchObject({ verdict: 'kept', withdraws: false });
    expect(judgeVersion(evidence, { version: 1, isChosen: true }).reason).toMatch(/chose version 1/);
    expect(judgeVersion(evidence, { version: null, isChosen: true }).verdict).toBe('kept');
  });

  it('withdraws the one in force whose probabilities no longer come true', () => {
    const random = seededRng('changed');
    const worn = rows.map((row, index): MeasuredByAgent => {
      const predicted = { probability: 0.3, kind: 'calibrated' } as const;
      return index < 1500 ? { ...row, predicted } : { ...row, predicted, hasOrdered: random() < 0.02 };
    });
    expect(judgeVersion(build(worn, 70), { version: 1, isChosen: false })).toMatchObject({
      verdict: 'kept',
      withdraws: true,
    });
  });
});

describe('models with what was learnt', () => {
  const evidence = build(history({ days: 60, perDay: 50, rate: 0.3, rateAlone: 0.15 }), 70);
  const models = learntModels(7, evidence);

  it('are named by their version', () => {
    expect(models.versions).toEqual({ ...ORDER_PRIORS.versions, 'order-probability': versionName(7) });
    expect(versionNamed(models.versions)).toBe(7);
    expect(versionNamed(ORDER_PRIORS.versions)).toBeNull();
    expect(versionNamed(null)).toBeNull();
  });

  it('answer with the shop’s own share, its counts and the confidence', () => {
    const estimate = models.orderProbability(QUESTION, DEFAULT_POLICY);
    const [cell] = evidence.cells;
    expect(estimate).toMatchObject({ kind: 'calibrated', probability: cell?.probability });
    expect(estimate.confidence).toBeGreaterThan(0.99);
    expect(estimate.reason.text).toContain(`${cell?.sentOrdered} of ${cell?.sent} like this ordered within 7 days; `);
    expect(estimate.reason.text).toContain(`${cell?.leftAloneOrdered} of ${cell?.leftAlone} left alone did.`);
  });

  it('stay with the assumption, called a prior, where too little is known', () => {
    const unknown = { ...QUESTION, channel: 'sms' as const };
    const estimate = models.orderProbability(unknown, DEFAULT_POLICY);
    const prior = ORDER_PRIORS.orderProbability(unknown, DEFAULT_POLICY);
    expect(estimate).toMatchObject({ kind: 'prior', probability: prior.probability });
    expect(estimate.confidence).toBeUndefined();
    expect(estimate.reason.text).toMatch(/Of 100 outcomes that are asked for, 0 of this kind are known/);
  });

  it('foresee a campaign that is only planned by its own outcomes, else by others on its channel', () => {
    const said = (campaignId: string, wave: number, action: string, channel: 'sms' | 'email', rate: number) =>
      history({ days: 30, perDay: 4, rate, rateAlone: 0 }).map((row) => ({
        ...row,
        agentId: 'campaign',
        cell: { action, wave, channel, campaignId },
      }));
    const learnt = learntModels(
      1,
      build(
        [
          ...said('a', 1, 'campaign_message', 'sms', 0.4),
          ...said('b', 1, 'campaign_message', 'sms', 0.2),
          ...said('b', 2, 'campaign_offer', 'sms', 0.9),
        ],
        60,
      ),
    );
    const planned = (action: string, channel: 'sms' | 'email', campaignId: string) =>
      learnt.plannedProbability({ action, wave: 1, channel, campaignId }, DEFAULT_POLICY);
    const own = planned('campaign_message', 'sms', 'a');
    const message = planned('campaign_message', 'sms', 'new');
    const offer = planned('campaign_offer', 'sms', 'new');
    expect(own).toBeGreaterThan(message);
    expect(message).toBeGreaterThan(planned('campaign_message', 'sms', 'b'));
    expect(offer).toBeGreaterThan(own);
    const prior = ORDER_PRIORS.orderProbability(
      { action: 'campaign_message', wave: 1, channel: 'email' },
      DEFAULT_POLICY,
    );
    expect(planned('campaign_message', 'email', 'new')).toBe(prior.probability);
    expect(
      ORDER_PRIORS.plannedProbability({ action: 'campaign_message', wave: 1, channel: 'email' }, DEFAULT_POLICY),
    ).toBe(prior.probability);
  });

  it('claim no confidence with fewer left alone than asked for', () => {
    const few = history({ days: 60, perDay: 50, rate: 0.3, rateAlone: 0.15 }).filter(
      ({ isLeftAlone }, index) => !isLeftAlone || index < 480,
    );
    const [cell] = build(few, 70).cells;
    expect(cell).toMatchObject({ leftAlone: 48, isOwn: true, confidence: null });
  });
});
