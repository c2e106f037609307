import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile, normalTail } from './normal';

describe('normalTail', () => {
  // scipy.stats.norm.sf(z)
  it.each([
    [0, 0.5],
    [0.5, 0.3085375387259869],
    [1.3, 0.09680048458561036],
    [1.96, 0.024997895148220435],
    [6, 9.865876450376946e-10],
    [20, 2.7536241186061556e-89],
    [37, 5.7255712225239266e-300],
  ])('beyond %d is %d', (z, tail) => {
    expect(normalTail(z) / tail).toBeCloseTo(1, 11);
    expect(normalCdf(-z) / tail).toBeCloseTo(1, 11);
    expect(normalTail(-z)).toBeCloseTo(1 - tail, 12);
  });
});

describe('normalQuantile', () => {
  // scipy.stats.norm.ppf(p)
  it.each([
    [1e-10, -6.361340902404056],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.8, 0.8416212335729143],
    [0.975, 1.959963984540054],
    [0.999999, 4.753424308817087],
  ])('of %d is %d', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 9);
  });
});
