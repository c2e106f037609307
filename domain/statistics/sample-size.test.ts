import { describe, expect, it } from 'vitest';
import { gaussian, seededRng } from '../shared/random';
import { compareShares } from './chi-square';
import {
  daysNeeded,
  detectableShare,
  peoplePerArm,
  peoplePerArmForMeans,
  peoplePerArmPooled,
  powerOf,
} from './sample-size';

describe('people per arm', () => {
  it('is 25,771 for 2.5 % against 2.9 %, and more where alpha is shared', () => {
    expect(peoplePerArm(0.025, 0.029)).toBe(25_771);
    // R: power.prop.test(p1 = .025, p2 = .029, power = .8), and with sig.level = .05 / comparisons
    expect(peoplePerArmPooled(0.025, 0.029)).toBe(25_774);
    expect(peoplePerArmPooled(0.025, 0.029, { comparisons: 2 })).toBe(31_213);
    expect(peoplePerArmPooled(0.025, 0.029, { comparisons: 3 })).toBe(34_378);
    expect(peoplePerArmPooled(0.025, 0.029, { comparisons: 4 })).toBe(36_618);
  });

  it('of 1,500 gives a power of 10 % and tells no less than 2.5 % from 4.36 %', () => {
    expect(powerOf(0.025, 0.029, 1_500)).toBeCloseTo(0.1, 2);
    expect(detectableShare(0.025, 1_500)).toBeCloseTo(0.0436, 4);
    expect(detectableShare(0.5, 2)).toBeNull();
  });

  it('is undone by the power', () => {
    for (const power of [0.5, 0.8, 0.95]) {
      expect(powerOf(0.1, 0.12, peoplePerArm(0.1, 0.12, { power }))).toBeCloseTo(power, 3);
    }
  });

  it('tells a difference of means', () => {
    // 2 (1.959964 + 0.841621)² × 20² / 5² = 251.2
    expect(peoplePerArmForMeans(5, 20)).toBe(252);
  });

  it('gives the power it was designed for', () => {
    const [from, to, runs] = [0.1, 0.13, 4_000];
    const perArm = peoplePerArm(from, to);
    const rng = seededRng('power');
    const successes = (share: number) => {
      return Math.round(perArm * share + gaussian(rng) * Math.sqrt(perArm * share * (1 - share)));
    };
    let told = 0;
    for (let run = 0; run < runs; run++) {
      const test = compareShares(
        { successes: successes(from), trials: perArm },
        { successes: successes(to), trials: perArm },
      );
      if (test && test.p < 0.05) told++;
    }
    expect(told / runs).toBeGreaterThan(0.78);
    expect(told / runs).toBeLessThan(0.82);
  });
});

describe('days needed', () => {
  it('are whole weeks', () => {
    expect(daysNeeded(1_000, 500, 0.5)).toBe(7);
    expect(daysNeeded(2_000, 500, 0.5)).toBe(14);
    expect(daysNeeded(2_000, 0, 0.5)).toBeNull();
  });
});
