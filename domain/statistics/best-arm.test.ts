import { describe, expect, it } from 'vitest';
import { standings } from './best-arm';
import { betaPosterior, credibleInterval, cumulativeOf, type Posterior } from './posterior';

const beta = (alpha: number, b: number): Posterior => ({ kind: 'beta', alpha, beta: b });

describe('standings', () => {
  // scipy.integrate.quad of f_i prod F_j, and of F_i (1 - prod F_j), over pieces of half a standard deviation
  it.each([
    [
      [beta(31, 71), beta(46, 56)],
      [0.014523508003833823, 0.9854764919961663],
      [0.14740707198991818, 0.000348248460506452],
    ],
    [
      [beta(1, 1), beta(4, 12), beta(301, 701)],
      [0.6759995564870239, 0.11234561644056175, 0.211654827072414],
      [0.05383210272431169, 0.3038321027243117, 0.25343290112750533],
    ],
    [
      [beta(736, 34_266), beta(901, 34_101), beta(701, 34_301), beta(1177, 33_825), beta(821, 34_181)],
      [0, 3.716999e-10, 0, 0.9999999996283, 0],
      [0.012599280041214442, 0.007885263699291125, 0.013599222901622424, 0, 0.010170847380223638],
    ],
  ])('agrees with adaptive quadrature', (posteriors, chances, losses) => {
    const found = standings(posteriors);
    found.forEach(({ chance, loss }, index) => {
      expect(chance).toBeCloseTo(chances[index] ?? Number.NaN, 7);
      expect(loss).toBeCloseTo(losses[index] ?? Number.NaN, 8);
    });
  });

  it('has the closed form of two normals', () => {
    const arms: Posterior[] = [
      { kind: 'normal', mean: 0, deviation: 0.7 },
      { kind: 'normal', mean: 0.3, deviation: 0.9 },
    ];
    const [first, second] = standings(arms);
    expect(second?.chance).toBeCloseTo(0.6037699556959824, 9);
    expect(first?.loss).toBeCloseTo(0.6205192695808948, 9);
    expect(second?.loss).toBeCloseTo(0.32051926958089483, 9);
  });

  it('takes the other end for the good one where less is better', () => {
    const [first, second] = standings([beta(31, 71), beta(46, 56)], 'decrease');
    expect(first?.chance).toBeCloseTo(0.9854764919961663, 7);
    expect(second?.loss).toBeCloseTo(0.14740707198991818, 8);
  });
});

describe('posteriors', () => {
  it('are scipy’s beta, large parameters included', () => {
    expect(cumulativeOf(beta(2, 5), 0.3)).toBeCloseTo(0.579825, 12);
    expect(cumulativeOf(beta(1001, 50_001), 0.02)).toBeCloseTo(0.730478384811114, 9);
    expect(cumulativeOf(beta(500_001, 500_201), 0.5)).toBeCloseTo(0.5792518443949664, 7);
    const { low } = credibleInterval(betaPosterior(30, 100));
    expect(low).toBeCloseTo(0.2189787263040341, 9);
    expect(credibleInterval(beta(1001, 50_001)).high).toBeCloseTo(0.020848259526479212, 9);
  });
});
