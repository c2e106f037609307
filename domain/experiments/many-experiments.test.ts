import { describe, expect, it } from 'vitest';
import { gaussian, type Rng, seededRng } from '../shared/random';
import { type ArmOutcomes, DEFAULT_DESIGN, type Metric } from './experiment';
import { judgeMany } from './many-experiments';

const METRICS: Metric[] = [{ id: 'orders', name: 'orders', kind: 'share', role: 'goal', goal: 'increase' }];

function arm(rng: Rng, name: string, share: number): ArmOutcomes {
  const trials = 10_000;
  const successes = Math.round(trials * share + gaussian(rng) * Math.sqrt(trials * share * (1 - share)));
  return { name, people: trials, outcomes: [{ kind: 'share', successes, trials }] };
}

describe('judgeMany', () => {
  const rng = seededRng('many');
  const experiments = Array.from({ length: 4_000 }, (_, index) => {
    const isReal = index % 10 === 0;
    const arms = [arm(rng, 'control', 0.1), arm(rng, 'a', isReal ? 0.115 : 0.1), arm(rng, 'b', 0.1)];
    return { name: `${isReal ? 'real' : 'nothing'} ${index}`, arms };
  });

  it('keeps the share of false discoveries among thousands, where p < 0.05 alone would not', () => {
    const { findings } = judgeMany(experiments, METRICS, DEFAULT_DESIGN);
    const share = (found: typeof findings) =>
      found.filter(({ name, comparison }) => name.startsWith('nothing') || comparison?.arm === 'b').length /
      found.length;
    const found = findings.filter(({ state }) => state === 'better' || state === 'worse');
    expect(found.length).toBeGreaterThan(200);
    expect(share(found)).toBeLessThan(0.06);
    expect(share(findings.filter(({ p }) => p !== null && p < 0.05))).toBeGreaterThan(0.25);
  });

  it('leaves out what is not shared as planned or lacks its control', () => {
    const [first] = experiments;
    const skewed = {
      name: 'skewed',
      arms: first?.arms.map((each, at) => (at === 1 ? { ...each, people: 9_000 } : each)) ?? [],
    };
    const { findings } = judgeMany([skewed, { name: 'lost', arms: null }], METRICS, DEFAULT_DESIGN);
    expect(findings.map(({ state, q }) => [state, q])).toEqual([
      ['invalid', null],
      ['incomplete', null],
    ]);
  });
});
