import { describe, expect, it } from 'vitest';
import { armFor } from './assignment';
import { type ArmPeriod, type ArmResult, armResult, judgeTest } from './stopping-rule';

const RULE = {
  leastPerVariant: 1_000,
  leastDays: 7,
  longestDays: 14,
  significance: 0.05,
  mismatch: 0.001,
  holdsAtEveryLook: true,
};
const CLASSICAL = { ...RULE, holdsAtEveryLook: false };
const START = new Date('2026-11-01T00:00:00Z');
const onDay = (day: number) => new Date(START.getTime() + day * 86_400_000);

function arm(variantId: string, delivered: number, clicked: number, exposed = delivered): ArmResult {
  const counts = { exposed, delivered, clicked, ordered: 0, unsubscribed: 4 };
  return armResult(variantId, `Arm ${variantId}`, [{ share: 1 / 3, ...counts }]);
}

/** The same with other figures in its only period. */
function changed({ variantId, name, periods }: ArmResult, change: Partial<ArmPeriod>): ArmResult {
  return armResult(
    variantId,
    name,
    periods.map((period) => ({ ...period, ...change })),
  );
}

const CLEAR = [arm('control', 2_000, 60), arm('a', 2_000, 110), arm('b', 2_000, 58)];

describe('judgeTest', () => {
  it('promotes the challenger that is better and not by chance', () => {
    const verdict = judgeTest(CLEAR, START, onDay(7), RULE);
    expect(verdict).toMatchObject({ kind: 'winner', winnerId: 'a' });
    expect(verdict.comparisons[0]?.difference?.low).toBeGreaterThan(0);
  });

  it('concludes nothing before seven full days, however clear it looks', () => {
    expect(judgeTest(CLEAR, START, onDay(6.99), RULE).kind).toBe('keep_running');
  });

  it('concludes nothing before each variant has its deliveries', () => {
    const arms = [arm('control', 1_050, 30), arm('a', 1_040, 90), arm('b', 999, 30)];
    expect(judgeTest(arms, START, onDay(8), RULE)).toMatchObject({ kind: 'keep_running' });
    expect(judgeTest(arms, START, onDay(14), RULE)).toMatchObject({ kind: 'no_winner', winnerId: null });
  });

  it('corrects for several challengers', () => {
    // 60 against 85 of 2,000: p = 0.034 alone, 0.069 as the better of two.
    const two = [arm('control', 2_000, 60), arm('a', 2_000, 85), arm('b', 2_000, 61)];
    expect(judgeTest(two, START, onDay(8), CLASSICAL).kind).toBe('keep_running');
    const one = two.slice(0, 2).map((each) => changed(each, { share: 1 / 2 }));
    expect(judgeTest(one, START, onDay(8), CLASSICAL)).toMatchObject({ kind: 'winner', winnerId: 'a' });
    // What one look at the end may conclude, a verdict that is looked at every hour may not.
    expect(judgeTest(one, START, onDay(8), RULE).kind).toBe('keep_running');
  });

  it('promotes nobody whose readers leave, however often they click', () => {
    const leaving = CLEAR.map((each) => (each.variantId === 'a' ? changed(each, { unsubscribed: 80 }) : each));
    const verdict = judgeTest(leaving, START, onDay(14), RULE);
    expect(verdict).toMatchObject({ kind: 'no_winner', winnerId: null });
    expect(verdict.reason).toContain('Unsubscribes and complaints');
  });

  it('ends early where a difference worth having is ruled out', () => {
    const same = [arm('control', 400_000, 200_000), arm('a', 400_000, 200_100), arm('b', 400_000, 199_900)];
    expect(judgeTest(same, START, onDay(8), RULE)).toMatchObject({ kind: 'no_winner' });
  });

  it('never promotes what is worse than the control', () => {
    const arms = [arm('control', 2_000, 120), arm('a', 2_000, 60), arm('b', 2_000, 70)];
    expect(judgeTest(arms, START, onDay(14), RULE)).toMatchObject({ kind: 'no_winner', winnerId: null });
  });

  it('says nothing where customers are not shared as planned', () => {
    const arms = [arm('control', 2_000, 60), arm('a', 2_000, 110), arm('b', 1_500, 58)];
    expect(judgeTest(arms, START, onDay(8), RULE).kind).toBe('mismatch');
  });

  it('says nothing of nobody', () => {
    const arms = [arm('control', 0, 0), arm('a', 0, 0), arm('b', 0, 0)];
    expect(judgeTest(arms, START, onDay(14), RULE).kind).toBe('no_winner');
  });
});

describe('armFor', () => {
  const arms = [
    { id: 'control', share: 0.3 },
    { id: 'a', share: 0.35 },
    { id: 'b', share: 0.35 },
  ];

  it('gives each customer the same arm for ever, and shares them as planned', () => {
    const counts = { control: 0, a: 0, b: 0 } as Record<string, number>;
    for (let index = 0; index < 10_000; index++) {
      const id = armFor('test', arms, `c-${index}`)?.id ?? '';
      counts[id] = (counts[id] ?? 0) + 1;
    }
    expect(armFor('test', arms, 'c-7')).toEqual(armFor('test', arms, 'c-7'));
    expect(counts.control).toBeGreaterThan(2_860);
    expect(counts.control).toBeLessThan(3_140);
    expect(counts.a).toBeGreaterThan(3_360);
  });

  it('draws anew for another test', () => {
    const same = Array.from({ length: 1_000 }, (_, index) => `c-${index}`).filter(
      (id) => armFor('one', arms, id)?.id === armFor('two', arms, id)?.id,
    );
    expect(same.length).toBeGreaterThan(250);
    expect(same.length).toBeLessThan(450);
  });
});
