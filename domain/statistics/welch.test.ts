import { describe, expect, it } from 'vitest';
import { type Sample, welchInterval } from './welch';

function sampleOf(values: readonly number[]): Sample {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { count: values.length, mean, variance };
}

describe('welchInterval', () => {
  it('agrees with R’s t.test(extra ~ group, data = sleep)', () => {
    const first = sampleOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
    const second = sampleOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    const interval = welchInterval(first, second);
    expect(interval?.estimate).toBeCloseTo(-1.58, 10);
    expect(interval?.low).toBeCloseTo(-3.3654832, 6);
    expect(interval?.high).toBeCloseTo(0.2054832, 6);
    expect(interval?.degreesOfFreedom).toBeCloseTo(17.776474, 5);
  });

  it('says nothing of too little', () => {
    const one = { count: 1, mean: 1, variance: 0 };
    const same = { count: 50, mean: 1, variance: 0 };
    expect(welchInterval(one, same)).toBeNull();
    expect(welchInterval(same, same)).toBeNull();
  });
});
