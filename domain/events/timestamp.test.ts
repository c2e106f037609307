import { describe, expect, it } from 'vitest';
import { clockSkew, parseInstant } from './timestamp';

describe('parseInstant', () => {
  it.each([
    ['2026-03-31T14:05:00Z', '2026-03-31T14:05:00.000Z'],
    ['2026-03-31T14:05:00.123456Z', '2026-03-31T14:05:00.123Z'],
    ['2026-03-31T14:05:00+02:00', '2026-03-31T12:05:00.000Z'],
    ['2026-03-31 14:05:00', '2026-03-31T14:05:00.000Z'],
    ['2026-03-31', '2026-03-31T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)?.toISOString()).toBe(instant);
  });

  it.each(['', 'now', '2026-13-01', '2025-02-29T00:00:00Z', '2026-02-30', '31/03/2026', '2026-03-31T25:00:00Z'])(
    'refuses %j',
    (text) => {
      expect(parseInstant(text)).toBeNull();
    },
  );

  it.each([1_700_000_000_000, {}, true, null])('refuses %j', (value) => {
    expect(parseInstant(value)).toBeNull();
  });
});

describe('clockSkew', () => {
  const received = new Date('2026-03-31T12:00:00Z');
  it.each([
    ['the network', '2026-03-31T11:59:30Z', 0],
    ['an hour slow', '2026-03-31T11:00:00Z', 3_600_000],
    ['an hour fast', '2026-03-31T13:00:00Z', -3_600_000],
    ['a request kept for two days', '2026-03-29T12:00:00Z', 0],
    ['a clock in 2099', '2099-01-01T00:00:00Z', 0],
  ])('%s', (_what, sentAt, skew) => {
    expect(clockSkew(new Date(sentAt), received)).toBe(skew);
  });

  it('is unknown without sentAt', () => expect(clockSkew(null, received)).toBe(0));
});
