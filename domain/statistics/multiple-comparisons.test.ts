import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, holm } from './multiple-comparisons';

const rounded = (values: number[]) => values.map((value) => Number(value.toFixed(12)));

describe('holm', () => {
  it('is R’s p.adjust', () => {
    expect(holm([0.01, 0.02, 0.03, 0.04])).toEqual([0.04, 0.06, 0.06, 0.06]);
    expect(holm([0.04, 0.001])).toEqual([0.04, 0.002]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
  });
});

describe('benjaminiHochberg', () => {
  it('is scipy.stats.false_discovery_control', () => {
    expect(rounded(benjaminiHochberg([0.01, 0.02, 0.03, 0.04, 0.5]))).toEqual([0.05, 0.05, 0.05, 0.05, 0.5]);
    expect(rounded(benjaminiHochberg([0.5, 0.001, 0.04]))).toEqual([0.5, 0.003, 0.06]);
    expect(benjaminiHochberg([])).toEqual([]);
  });
});
