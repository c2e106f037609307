import { describe, expect, it } from 'vitest';
import { isFirstRun, outcomeShares } from './prepare-home';

describe('isFirstRun', () => {
  const before = { days: [{ day: '2026-05-01', state: 'before' as const }] };
  it('is where nothing was ever decided, not where a week was quiet', () => {
    expect(isFirstRun({ outcomes: {} }, before)).toBe(true);
    expect(isFirstRun({ outcomes: { skipped: 1 } }, before)).toBe(false);
    expect(isFirstRun({ outcomes: {} }, { days: [{ day: '2026-05-01', state: 'empty' }] })).toBe(false);
  });
});

it('shares out the outcomes, the most frequent first', () => {
  expect(outcomeShares({ skipped: 1, executed: 3, blocked: 0 })).toEqual([
    { outcome: 'executed', count: 3, share: 0.75 },
    { outcome: 'skipped', count: 1, share: 0.25 },
  ]);
  expect(outcomeShares({})).toEqual([]);
});
