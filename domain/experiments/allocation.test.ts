import { describe, expect, it } from 'vitest';
import { gaussian, seededRng } from '../shared/random';
import { goodnessOfFit } from '../statistics/chi-square';
import { type ArmShare, firstShares, nextShares, type SharingPlan } from './allocation';
import { analyseExperiment } from './analyse-experiment';
import { type ArmComparison, comparisonsOf } from './compare-arms';
import type { Design, Metric } from './experiment';
import { type ArmPeriod, type ArmResult, armResult, judgeTest } from './stopping-rule';

const BANDIT: SharingPlan = { allocation: 'bandit', controlShare: 0.3, leastShare: 0.05 };
const IDS = ['control', 'a', 'b', 'c'];

const total = (shares: readonly ArmShare[]) => shares.reduce((sum, { share }) => sum + share, 0);
const shareOf = (shares: readonly ArmShare[], id: string) => shares.find(({ variantId }) => variantId === id)?.share;

function period(share: number, delivered: number, clicked: number): ArmPeriod {
  return { share, exposed: delivered, delivered, clicked, ordered: 0, unsubscribed: 0 };
}

const arms = (...periods: ArmPeriod[][]): ArmResult[] =>
  periods.map((each, index) => armResult(IDS[index] ?? '', IDS[index] ?? '', each));

describe('the shares of a test', () => {
  it('begin alike among challengers, with the control’s share kept', () => {
    expect(firstShares(BANDIT, IDS).map(({ share }) => share)).toEqual([
      0.3,
      ...Array.from({ length: 3 }, () => expect.closeTo(0.7 / 3, 9)),
    ]);
    expect(firstShares({ ...BANDIT, allocation: 'fixed' }, IDS).map(({ share }) => share)).toEqual([
      0.25, 0.25, 0.25, 0.25,
    ]);
  });

  it('move to what is clicked more, never below the least share, and say what they rest on', () => {
    const shares = nextShares(
      BANDIT,
      arms([period(0.3, 600, 18)], [period(0.23, 470, 14)], [period(0.23, 470, 40)], [period(0.24, 460, 2)]),
      1,
    );
    expect(total(shares)).toBeCloseTo(1, 12);
    expect(shareOf(shares, 'control')).toBe(0.3);
    expect(shareOf(shares, 'b')).toBeGreaterThan(0.55);
    expect(shareOf(shares, 'c')).toBeCloseTo(0.05, 9);
    expect(shares[2]).toMatchObject({ variantId: 'b', delivered: 470, clicked: 40 });
    expect(shares[0]?.chance).toBeNull();
    expect(shares[2]?.chance).toBeGreaterThan(0.99);
  });

  it('do not take a good day for a good arm', () => {
    // On the second day everybody clicks twice as often, and arm a had most of it; within each day the arms are alike.
    const judged = arms(
      [period(0.3, 300, 9), period(0.3, 300, 18)],
      [period(0.35, 350, 11), period(0.6, 600, 36)],
      [period(0.35, 350, 11), period(0.1, 100, 6)],
    );
    const shares = nextShares(BANDIT, judged, 2);
    const pooledRate = (arm?: ArmResult) => (arm ? arm.clicked / arm.delivered : 0);
    expect(pooledRate(judged[1])).toBeGreaterThan(1.25 * pooledRate(judged[2]));
    expect(shares[1]?.chance).toBeGreaterThan(0.3);
    expect(shares[1]?.chance).toBeLessThan(0.7);
  });

  it('go from alike to 40/40/20 under the phased schedule', () => {
    const plan: SharingPlan = { ...BANDIT, allocation: 'phased' };
    const known = arms([period(0.25, 100, 3)], [period(0.25, 100, 5)], [period(0.25, 100, 1)], [period(0.25, 100, 4)]);
    expect(nextShares(plan, known, 3).map(({ share }) => share)).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(nextShares(plan, known, 4).map(({ share }) => share)).toEqual([0.2, 0.4, 0, 0.4]);
  });
});

const CLICKS: Metric = { id: 'clicks', name: 'Clicks', kind: 'share', role: 'goal', goal: 'increase' };
const DESIGN: Design = { significance: 0.05, worthHaving: 0.05, looked: 'continuously', split: 'unknown' };
const DAYS = 14;
const A_DAY = 600;

/** How often anybody clicks: more at the weekend, and more from day to day, as when a sale comes near. */
const rateOn = (day: number) => (day % 7 >= 5 ? 0.1 : 0.03) + 0.004 * day;

/** The normal approximation of a binomial count, kept within its bounds. */
function drawn(rng: () => number, trials: number, rate: number): number {
  const count = Math.round(trials * rate + Math.sqrt(trials * rate * (1 - rate)) * gaussian(rng));
  return Math.min(trials, Math.max(0, count));
}

/** A test that runs its days with shares that follow from its clicks; `look` is called after each day. */
function run(seed: string, lifts: readonly number[], look: (judged: ArmResult[], day: number) => void): void {
  const rng = seededRng(seed);
  const periods: ArmPeriod[][] = IDS.map(() => []);
  let shares = firstShares(BANDIT, IDS);
  for (let day = 1; day <= DAYS; day++) {
    const people = Math.round(A_DAY + 60 * gaussian(rng));
    IDS.forEach((_, index) => {
      const share = shares[index]?.share ?? 0;
      const delivered = drawn(rng, people, share);
      periods[index]?.push(period(share, delivered, drawn(rng, delivered, rateOn(day) * (1 + (lifts[index] ?? 0)))));
    });
    const judged = arms(...periods.map((each) => [...each]));
    look(judged, day);
    shares = nextShares(BANDIT, judged, day);
  }
}

const outcomes = (judged: readonly ArmResult[], within: boolean) =>
  judged.map(({ name, exposed, clicked, delivered, periods }) => ({
    name,
    people: exposed,
    outcomes: [
      {
        kind: 'share' as const,
        successes: clicked,
        trials: delivered,
        ...(within && { byPeriod: periods.map((each) => ({ successes: each.clicked, trials: each.delivered })) }),
      },
    ],
  }));
const compared = (judged: readonly ArmResult[], within = true) =>
  comparisonsOf(outcomes(judged, within), CLICKS, 0, DESIGN);
const isTold = ({ standing }: ArmComparison) => standing !== 'unclear';

describe('the verdict on a test whose shares move', () => {
  const RUNS = 200;

  it('tells a difference where there is none in at most 5%, looked at every day; told from the sums alone, far more', {
    timeout: 60_000,
  }, () => {
    let [within, pooled] = [0, 0];
    for (let test = 0; test < RUNS; test++) {
      let [isWithin, isPooled] = [false, false];
      run(`no difference ${test}`, [0, 0, 0, 0], (judged) => {
        isWithin ||= compared(judged).some(isTold);
        isPooled ||= compared(judged, false).some(isTold);
      });
      if (isWithin) within++;
      if (isPooled) pooled++;
    }
    expect(within / RUNS).toBeLessThanOrEqual(0.05);
    expect(pooled / RUNS).toBeGreaterThan(0.05);
  });

  it('covers the true lift at every look in 95% at least, and finds it', { timeout: 60_000 }, () => {
    let [missed, found] = [0, 0];
    const runs = 60;
    for (let test = 0; test < runs; test++) {
      let [isMissed, isFound] = [false, false];
      run(`a lift ${test}`, [0, 0, 0.5, 0], (judged, day) => {
        const lift = compared(judged)[1]?.lift;
        isMissed ||= lift != null && (lift.low > 0.5 || lift.high < 0.5);
        if (day === DAYS) isFound = compared(judged)[1]?.standing === 'better';
      });
      if (isMissed) missed++;
      if (isFound) found++;
    }
    expect(missed / runs).toBeLessThanOrEqual(0.05);
    expect(found / runs).toBeGreaterThan(0.8);
  });

  it('does not take a bandit for a broken split, and still finds one that is', { timeout: 60_000 }, () => {
    const rule = {
      leastPerVariant: 1_000,
      leastDays: 7,
      longestDays: 21,
      significance: 0.05,
      mismatch: 0.001,
      holdsAtEveryLook: true,
    };
    const start = new Date('2026-11-01T00:00:00Z');
    const end = new Date('2026-11-15T00:00:00Z');
    let last: ArmResult[] = [];
    run('split', [0, 0, 0.6, 0], (judged) => {
      last = judged;
    });
    const sound = judgeTest(last, start, end, rule);
    expect(sound).toMatchObject({ kind: 'winner', winnerId: 'b' });
    expect(sound.analysis?.health.map(({ id, state }) => [id, state])).toContainEqual(['shares', 'good']);
    expect(
      goodnessOfFit(
        last.map(({ exposed }) => exposed),
        firstShares(BANDIT, IDS).map(({ share }) => share),
      )?.p,
    ).toBeLessThan(1e-9);
    // One in eight customers of an arm never gets its message.
    const broken = last.map((arm) =>
      arm.variantId === 'b'
        ? armResult(
            arm.variantId,
            arm.name,
            arm.periods.map((each) => ({ ...each, exposed: Math.round(each.exposed * 0.875) })),
          )
        : arm,
    );
    expect(judgeTest(broken, start, end, rule).kind).toBe('mismatch');
  });

  it('promotes nobody on the few deliveries of a least share', () => {
    const few = arms(
      [period(0.3, 600, 18), period(0.3, 600, 18)],
      [period(0.35, 700, 21), period(0.65, 1_300, 39)],
      [period(0.35, 700, 90), period(0.05, 100, 12)],
    );
    const rule = {
      leastPerVariant: 1_000,
      leastDays: 7,
      longestDays: 21,
      significance: 0.05,
      mismatch: 0,
      holdsAtEveryLook: true,
    };
    const verdict = judgeTest(few, new Date('2026-11-01T00:00:00Z'), new Date('2026-11-09T00:00:00Z'), rule);
    expect(verdict).toMatchObject({ kind: 'keep_running', winnerId: null });
    expect(verdict.reason).toContain('too few deliveries');
  });

  it('is told on the same figures as ever where shares never moved', () => {
    const still = arms([period(0.5, 2_000, 60)], [period(0.5, 2_000, 90)]);
    const design: Design = { ...DESIGN, looked: 'once', split: 'equal' };
    const answer = (within: boolean) => analyseExperiment({ arms: outcomes(still, within), metrics: [CLICKS], design });
    expect(answer(true)).toEqual(answer(false));
  });
});
