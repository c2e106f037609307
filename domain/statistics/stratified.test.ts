import { describe, expect, it } from 'vitest';
import { mantelHaenszel, type ShareStratum, standardised, stratifiedDifference, stratifiedLift } from './stratified';

const share = (successes: number, trials: number) => ({ successes, trials });

/** Admissions to Berkeley by department (R: UCBAdmissions), men against women. */
const BERKELEY: ShareStratum[] = [
  { arm: share(512, 825), control: share(89, 108) },
  { arm: share(353, 560), control: share(17, 25) },
  { arm: share(120, 325), control: share(202, 593) },
  { arm: share(138, 417), control: share(131, 375) },
  { arm: share(53, 191), control: share(94, 393) },
  { arm: share(22, 373), control: share(24, 341) },
];

describe('shares compared within strata', () => {
  it('have the chi-square that R has', () => {
    // mantelhaen.test(UCBAdmissions, correct = FALSE)
    const test = mantelHaenszel(BERKELEY);
    expect(test?.statistic).toBeCloseTo(1.5246, 4);
    expect(test?.p).toBeCloseTo(0.2169, 4);
  });

  it('are not fooled by a stratum in which everybody succeeds and one arm holds most', () => {
    const strata = [
      { arm: share(450, 900), control: share(50, 100) },
      { arm: share(10, 100), control: share(90, 900) },
    ];
    expect(stratifiedDifference(strata)?.estimate).toBeCloseTo(0, 12);
    expect(stratifiedLift(strata)?.estimate).toBeCloseTo(0, 12);
    expect(mantelHaenszel(strata)?.p).toBeCloseTo(1, 12);
    // 46% of the arm succeeded as it is; at the control's mix, 14%.
    expect(standardised(strata)).toEqual({ successes: expect.closeTo(140, 9), trials: 1_000 });
  });

  it('are the ordinary difference and lift where there is one stratum', () => {
    const difference = stratifiedDifference([{ arm: share(60, 1_000), control: share(40, 800) }]);
    expect(difference?.estimate).toBeCloseTo(0.06 - 0.05, 12);
    expect(difference?.squaredError).toBeCloseTo((0.06 * 0.94) / 1_000 + (0.05 * 0.95) / 800, 12);
    const lift = stratifiedLift([{ arm: share(60, 1_000), control: share(40, 800) }]);
    expect(lift?.estimate).toBeCloseTo(0.2, 12);
    const variance = 1 / 60 - 1 / 1_000 + 1 / 40 - 1 / 800;
    expect(lift?.low).toBeCloseTo(1.2 * Math.exp(-1.959963984540054 * Math.sqrt(variance)) - 1, 12);
  });

  it('say nothing of strata that hold one group alone', () => {
    const strata = [{ arm: share(3, 10), control: share(0, 0) }];
    expect(stratifiedDifference(strata)).toBeNull();
    expect(mantelHaenszel(strata)).toBeNull();
    expect(standardised(strata)).toEqual(share(3, 10));
    expect(stratifiedLift([{ arm: share(0, 10), control: share(2, 10) }])).toBeNull();
  });
});
