import { expect, it } from 'vitest';
import { outcomeShares } from './prepare-home';

it('shares out the outcomes, the most frequent first', () => {
  expect(outcomeShares({ skipped: 1, executed: 3, blocked: 0 })).toEqual([
    { outcome: 'executed', count: 3, share: 0.75 },
    { outcome: 'skipped', count: 1, share: 0.25 },
  ]);
  expect(outcomeShares({})).toEqual([]);
});
