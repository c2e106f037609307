import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfter } from './retry';

describe('retryAfter', () => {
  it('grows, stays within its spread and ends', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const waits = [1, 2, 3, 4, 5, 6].map((attempts) => retryAfter(attempts, id) ?? 0);
        expect(waits[0]).toBeGreaterThanOrEqual(15_000);
        expect(waits[0]).toBeLessThanOrEqual(30_000);
        expect([...waits].sort((a, b) => a - b)).toEqual(waits);
        expect(retryAfter(7, id)).toBeNull();
      }),
    );
  });

  it('waits as long as the provider asks, up to a day', () => {
    expect(retryAfter(1, 'm', 120_000)).toBe(120_000);
    expect(retryAfter(1, 'm', 999 * 3_600_000)).toBe(24 * 3_600_000);
  });
});
