import { describe, expect, it } from 'vitest';
import { backoffMs, durationMs, instantOf, nextFiring, retryAfterMs } from './schedule';

const now = new Date('2026-11-21T10:00:30.000Z');

describe('schedules', () => {
  it('reads durations', () => {
    expect(durationMs('1h30m')).toBe(5_400_000);
    expect(durationMs('2w3d')).toBe(17 * 86_400_000);
    expect(durationMs('soon')).toBeUndefined();
  });

  it('reads durations and instants as ends', () => {
    expect(instantOf('1m', now)).toEqual(new Date('2026-11-21T10:01:30.000Z'));
    expect(instantOf('2026-12-01T00:00:00.000Z', now)).toEqual(new Date('2026-12-01T00:00:00.000Z'));
    expect(() => instantOf('soon', now)).toThrow('neither');
  });

  it('fires crons in their own time zone', () => {
    expect(nextFiring('*/5 * * * *', now)).toEqual(new Date('2026-11-21T10:05:00.000Z'));
    expect(nextFiring('TZ=Europe/Paris 0 9 * * *', now)).toEqual(new Date('2026-11-22T08:00:00.000Z'));
  });

  it('waits longer with each attempt', () => {
    expect(backoffMs(0)).toBeGreaterThanOrEqual(15_000);
    expect(backoffMs(0)).toBeLessThan(45_000);
    expect(backoffMs(50)).toBeGreaterThanOrEqual(7_200_000);
  });

  it('keeps Retry-After between a second and a day', () => {
    expect(retryAfterMs('5', now)).toBe(5_000);
    expect(retryAfterMs('0', now)).toBe(1_000);
    expect(retryAfterMs('9999999', now)).toBe(86_400_000);
    expect(retryAfterMs('2026-11-21T10:01:30.000Z', now)).toBe(60_000);
    expect(retryAfterMs('nonsense', now)).toBeUndefined();
  });
});
