import { describe, expect, it } from 'vitest';
import { NO_MOMENTS, withValue } from '../statistics/moments';
import { analyseExperiment } from './analyse-experiment';
import { type ArmOutcomes, DEFAULT_DESIGN, type Design, type Metric, type Outcome } from './experiment';

const metric = (name: string, changes: Partial<Metric> = {}): Metric => ({
  id: name,
  name,
  kind: 'share',
  role: 'goal',
  goal: 'increase',
  ...changes,
});

function arm(name: string, people: number, ...successes: number[]): ArmOutcomes {
  return {
    name,
    people,
    outcomes: successes.map((count): Outcome => ({ kind: 'share', successes: count, trials: people })),
  };
}

const analyse = (arms: ArmOutcomes[], metrics: Metric[] = [metric('orders')], design: Partial<Design> = {}) =>
  analyseExperiment({ arms, metrics, design: { ...DEFAULT_DESIGN, ...design } });

/** The creative test of the reference: clicks and conversions of those sent, the control with 30 %. */
const WORKFLOW = [
  arm('Control', 30_000, 630, 45),
  arm('A', 17_500, 450, 38),
  arm('B', 17_500, 350, 25),
  arm('C', 17_500, 588, 58),
  arm('D', 17_500, 410, 35),
];
const SPLIT = { split: [30, 17.5, 17.5, 17.5, 17.5] };

describe('the creative test of the reference', () => {
  const { decision, winner, results, health } = analyse(WORKFLOW, [metric('clicks'), metric('conversions')], SPLIT);
  const [clicks, conversions] = results.map(({ comparisons }) => comparisons);

  it('ships C', () => {
    expect({ decision, winner }).toEqual({ decision: 'ship', winner: 'C' });
    expect(health.find(({ id }) => id === 'split')?.words).toContain('p = 1.00');
  });

  // Chi-square without Yates, p and Holm over four challengers, as scipy has them.
  it.each([
    [0, 11.054925524712234, 8.845189880285378e-4, 0.0026535567],
    [1, 0.5469997543299328, 0.4595461907827708, 0.4595461908],
    [2, 70.23192899898523, 5.272608039605226e-17, 2.1090432e-16],
    [3, 3.0439823575047407, 0.08103689031991006, 0.1620737806],
  ])('clicks of challenger %d', (index, statistic, p, corrected) => {
    const found = clicks?.[index];
    expect(found?.statistic).toBeCloseTo(statistic, 8);
    expect((found?.p ?? 0) / p).toBeCloseTo(1, 8);
    expect((found?.corrected ?? 0) / corrected).toBeCloseTo(1, 6);
  });

  it.each([
    [0, 2.856540481987968, 0.09100302634018079],
    [1, 0.03832178032503327, 0.844798414024234],
    [2, 16.814199515252245, 4.122368723074114e-5],
    [3, 1.6433928194854492, 0.19986059470272774],
  ])('conversions of challenger %d', (index, statistic, p) => {
    expect(conversions?.[index]?.statistic).toBeCloseTo(statistic, 8);
    expect((conversions?.[index]?.p ?? 0) / p).toBeCloseTo(1, 8);
  });

  it('has Newcombe’s intervals and the lift', () => {
    expect(clicks?.[2]?.difference?.low).toBeCloseTo(0.00953, 5);
    expect(clicks?.[2]?.difference?.high).toBeCloseTo(0.01578, 5);
    expect(conversions?.[2]?.difference?.low).toBeCloseTo(0.00091, 5);
    expect(conversions?.[2]?.difference?.high).toBeCloseTo(0.00285, 5);
    expect(clicks?.[2]?.lift?.estimate).toBeCloseTo(0.6, 9);
    expect(clicks?.map(({ standing }) => standing)).toEqual(['better', 'unclear', 'better', 'unclear']);
  });

  it('is not told per click: what C gains, it gains by clicks', () => {
    const perClick = analyse([arm('Control', 630, 45), arm('C', 588, 58)], [metric('conversions')], {
      split: [630, 588],
    });
    const [found] = perClick.results[0]?.comparisons ?? [];
    expect(found?.statistic).toBeCloseTo(2.909, 3);
    expect(found?.p).toBeCloseTo(0.088, 3);
    expect(perClick.decision).toBe('keep_running');
  });
});

describe('analyseExperiment', () => {
  it('says nothing where people are not shared as planned, and asks for it where that is not known', () => {
    const arms = [arm('control', 3_719, 344), arm('personal', 4_089, 687)];
    const equal = analyse(arms);
    expect(equal).toMatchObject({ decision: 'invalid', winner: null });
    expect(equal.results[0]?.comparisons[0]?.statistic).toBeCloseTo(96.9, 1);
    const unknown = analyse(arms, undefined, { split: 'unknown' });
    expect(unknown.decision).toBe('ship');
    expect(unknown.health[0]).toMatchObject({ id: 'split', state: 'warn' });
  });

  it('stops what is worse, and what is better but harms a guardrail', () => {
    expect(analyse([arm('control', 5_000, 500), arm('a', 5_000, 380)]).decision).toBe('stop');
    const metrics = [metric('orders'), metric('unsubscribes', { role: 'guardrail', goal: 'decrease' })];
    const harmful = analyse([arm('control', 5_000, 500, 20), arm('a', 5_000, 640, 70)], metrics);
    expect(harmful).toMatchObject({ decision: 'stop', winner: null });
    expect(harmful.reason).toContain('unsubscribes');
    expect(analyse([arm('control', 5_000, 500, 20), arm('a', 5_000, 640, 22)], metrics).decision).toBe('ship');
  });

  it('takes less for better where the goal points down', () => {
    const down = [metric('complaints', { goal: 'decrease' })];
    expect(analyse([arm('control', 5_000, 500), arm('a', 5_000, 380)], down)).toMatchObject({
      decision: 'ship',
      winner: 'a',
    });
    expect(analyse([arm('control', 5_000, 380), arm('a', 5_000, 500)], down).decision).toBe('stop');
  });

  it('ends a test whose difference is not worth having, and goes on while it may be', () => {
    const close = [arm('control', 500_000, 100_000), arm('a', 500_000, 100_300)];
    expect(analyse(close)).toMatchObject({ decision: 'no_difference' });
    const small = analyse([arm('control', 1_000, 200), arm('a', 1_000, 204)]);
    expect(small.decision).toBe('keep_running');
    expect(small.reason).toMatch(/people an arm are needed/);
  });

  it('concludes nothing of too few', () => {
    expect(analyse([arm('control', 20, 0), arm('a', 20, 20)]).decision).toBe('keep_running');
    expect(analyse([arm('control', 1_000, 0), arm('a', 1_000, 9)]).reason).toContain('Only 9 people succeeded');
  });

  it('asks for more of those who looked while it ran', () => {
    // p = 0.02 at one look at the end.
    const arms = [arm('control', 5_000, 500), arm('a', 5_000, 571)];
    expect(analyse(arms).decision).toBe('ship');
    const peeked = analyse(arms, undefined, { looked: 'continuously' });
    expect(peeked.decision).toBe('keep_running');
    const [comparison] = peeked.results[0]?.comparisons ?? [];
    expect(comparison?.lift?.low).toBeLessThan(0);
    expect(comparison?.difference?.low).toBe(comparison?.anytime?.low);
  });

  it('takes small tables to Fisher', () => {
    const found = analyse([arm('control', 40, 2), arm('a', 40, 7)]).results[0]?.comparisons[0];
    expect(found).toMatchObject({ test: 'fisher', statistic: null });
    expect(analyse(WORKFLOW, undefined, SPLIT).results[0]?.comparisons[0]?.test).toBe('chi_square');
  });

  it('compares means by Welch, and says that sums cannot be', () => {
    const spend = [metric('spend', { kind: 'mean' })];
    const means = (name: string, shift: number): ArmOutcomes => {
      let moments = NO_MOMENTS;
      for (let index = 0; index < 400; index++) moments = withValue(moments, shift + (index % 20));
      return { name, people: 400, outcomes: [{ kind: 'mean', moments }] };
    };
    const verdict = analyse([means('control', 10), means('a', 12)], spend);
    expect(verdict).toMatchObject({ decision: 'ship', winner: 'a' });
    expect(verdict.results[0]?.comparisons[0]?.difference?.estimate).toBeCloseTo(2, 9);
    const sum = (name: string): ArmOutcomes => ({
      name,
      people: 400,
      outcomes: [{ kind: 'sum', people: 400, sum: 900 }],
    });
    const summed = analyse([sum('control'), sum('a')], spend);
    expect(summed.decision).toBe('keep_running');
    expect(summed.reason).toContain('added up');
    expect(summed.results[0]?.arms[0]?.value).toBe(2.25);
  });

  it('needs two arms and a goal', () => {
    expect(() => analyse([arm('control', 100, 10)])).toThrow(RangeError);
    expect(() => analyse(WORKFLOW, [metric('clicks', { role: 'secondary' })])).toThrow(RangeError);
  });
});
