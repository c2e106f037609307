import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deltaOf,
  formatChange,
  formatCount,
  formatDateTime,
  formatDifference,
  formatDuration,
  formatExact,
  formatMetric,
  formatMoney,
  formatPoints,
  formatRate,
  formatRelative,
  type MetricMeta,
  plural,
} from '.';

const rpmt: MetricMeta = { unit: 'moneyPerTouch', direction: 'up', currency: 'USD' };
const churn: MetricMeta = { unit: 'rate', direction: 'down' };

describe('numbers', () => {
  it('writes money from minor units', () => {
    expect(formatMoney(5230, { currency: 'USD' })).toBe('$52.30');
    expect(formatMoney(-5230, { currency: 'GBP' })).toBe('−£52.30');
    expect(formatMoney(1_240_000, { currency: 'USD', compact: true })).toBe('$12.4k');
    expect(formatMoney(999_900, { currency: 'USD', compact: true })).toBe('$9,999.00');
    expect(formatMoney(52.3, { currency: 'USD', decimals: 3 })).toBe('$0.523');
    expect(formatMoney(1250, { currency: 'JPY' })).toBe('¥1,250');
    expect(formatMoney(100, { currency: 'EUR', signed: true })).toBe('+€1.00');
  });

  it('writes shares, points and changes', () => {
    expect(formatRate(0.0432)).toBe('4.32%');
    expect(formatPoints(0.004)).toBe('+0.4 pp');
    expect(formatPoints(-0.004)).toBe('−0.4 pp');
    expect(formatChange(0.133)).toBe('+13.3%');
    expect(formatCount(12_431)).toBe('12,431');
    expect(formatCount(12_431, { compact: true })).toBe('12.4k');
    expect(plural(1, 'order')).toBe('1 order');
    expect(plural(2_000, 'order')).toBe('2,000 orders');
  });

  it('never writes a negative zero', () => {
    expect(formatMoney(-0.1, { currency: 'USD' })).toBe('$0.00');
    expect(formatPoints(-0.00001)).toBe('0.0 pp');
    expect(formatCount(-0)).toBe('0');
  });

  it('never writes NaN, Infinity, undefined or a hyphen for a minus', () => {
    const units = ['money', 'moneyPerTouch', 'rate', 'count', 'duration'] as const;
    const value = fc.option(fc.oneof(fc.double(), fc.double({ min: -1e12, max: 1e12 })));
    fc.assert(
      fc.property(value, fc.constantFrom(...units), (number, unit) => {
        const meta: MetricMeta = { unit, direction: 'up', currency: 'USD' };
        const text = `${formatMetric(number, meta)} ${formatDifference(number, meta)}`;
        expect(text).not.toMatch(/NaN|Infinity|∞|undefined|null|-/);
      }),
    );
  });

  it('keeps a decimal of counts that are averages', () => {
    const perCustomer: MetricMeta = { unit: 'count', direction: 'down' };
    expect(formatMetric(2.14, perCustomer)).toBe('2.1');
    expect(formatMetric(2, perCustomer)).toBe('2');
    expect(formatMetric(1234.6, perCustomer)).toBe('1,235');
    expect(formatDifference(0.27, perCustomer)).toBe('+0.3');
  });

  it('is as precise as its place asks', () => {
    expect(formatMetric(52.3, rpmt, 'hero')).toBe('$0.52');
    expect(formatMetric(52.3, rpmt)).toBe('$0.523');
    expect(formatDifference(52.3, rpmt, 'hero')).toBe('+$0.52');
    expect(formatMetric(null, rpmt)).toBe('—');
  });
});

describe('deltaOf', () => {
  it('tells better from worse by the direction', () => {
    expect(deltaOf(61, 45, rpmt)).toEqual({
      movement: 'up',
      goodness: 'better',
      absolute: '+$0.160',
      relative: '+35.6%',
    });
    expect(deltaOf(0.05, 0.04, churn)).toMatchObject({ movement: 'up', goodness: 'worse', absolute: '+1.0 pp' });
    expect(deltaOf(0.03, 0.04, churn)).toMatchObject({ movement: 'down', goodness: 'better' });
  });

  it('claims nothing without a baseline', () => {
    expect(deltaOf(61, null, rpmt)).toEqual({ movement: 'none', goodness: 'unknown', absolute: '—', relative: null });
    expect(deltaOf(61, 0, rpmt)).toMatchObject({ goodness: 'better', relative: null });
  });

  it('is grey for no change, no direction and chance', () => {
    expect(deltaOf(45, 45, rpmt).goodness).toBe('same');
    expect(deltaOf(46, 45, { ...rpmt, direction: 'none' }).goodness).toBe('neutral');
    expect(deltaOf(46, 45, rpmt, { isSignificant: false }).goodness).toBe('unclear');
  });
});

describe('time', () => {
  const at = new Date('2026-07-01T12:05:09Z');

  it('is written in the zone asked for', () => {
    expect(formatDateTime(at, 'Europe/London')).toBe('1 Jul 2026, 13:05');
    expect(formatDateTime(at, 'America/New_York')).toBe('1 Jul 2026, 08:05');
    expect(formatExact(at, 'Europe/London')).toBe('2026-07-01 13:05:09 Europe/London (BST)');
  });

  it.each([
    [0, 'just now'],
    [-2 * 60_000, '2 min ago'],
    [3 * 3_600_000, 'in 3 h'],
    [-86_400_000, '1 day ago'],
  ])('%d ms away is %s', (ms, words) => {
    expect(formatRelative(new Date(at.getTime() + ms), at)).toBe(words);
  });

  it.each([
    [100, '100 ms'],
    [-0.4, '0:00 min'],
    [42_000, '0:42 min'],
    [727_000, '12:07 min'],
    [3 * 3_600_000 + 5 * 60_000, '3 h 05 min'],
    [52 * 3_600_000, '2 d 4 h'],
    [-42_000, '−0:42 min'],
  ])('a duration of %d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
