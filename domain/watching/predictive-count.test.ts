import { describe, expect, it } from 'vitest';
import { deviationOfCount, expectedCount, expectedInterval } from './predictive-count';

const of = (events: number, exposure: number, dispersion = 1) => ({ events, exposure, dispersion });

describe('a count beside what was counted before', () => {
  it('is as far out as its tail is unlikely: of many weeks, that of a Poisson count', () => {
    // R: qnorm(ppois(0, 8)) is -3.403, qnorm(ppois(19, 10, lower.tail = FALSE)) is 2.700.
    expect(deviationOfCount(0, of(8e6, 1e6))).toBeCloseTo(-3.403, 2);
    expect(deviationOfCount(20, of(10e6, 1e6))).toBeCloseTo(2.7, 2);
  });

  it('surprises less where little is known of it', () => {
    const known = deviationOfCount(30, of(800, 80));
    const hardly = deviationOfCount(30, of(40, 4));
    expect(hardly).toBeGreaterThan(2);
    expect(hardly).toBeLessThan(known - 0.5);
  });

  it('does not cry over two where there is usually none', () => {
    expect(deviationOfCount(2, of(1, 8))).toBeLessThan(2.5);
    expect(deviationOfCount(0, of(1, 8))).toBeGreaterThan(-0.5);
  });

  it('takes more variance as larger events', () => {
    expect(deviationOfCount(140, of(800, 8, 9))).toBeLessThan(deviationOfCount(140, of(800, 8)) / 2);
    expect(expectedCount(of(800, 8))).toBeCloseTo(100, 0);
  });

  it('has an interval whose ends are two standard deviations out', () => {
    const before = of(800, 8);
    const { low, high } = expectedInterval(before);
    expect([low, high].map(Math.round)).toEqual([79, 121]);
    for (const end of [low - 1, high + 1]) expect(Math.abs(deviationOfCount(end, before))).toBeGreaterThan(1.95);
    expect(expectedInterval(of(0, 8)).low).toBe(0);
  });

  it('never leaves the scale', () => {
    expect(deviationOfCount(1e6, of(8, 8))).toBeCloseTo(7.94, 1);
    expect(deviationOfCount(0, of(8e6, 8))).toBeCloseTo(-7.94, 1);
  });
});
