import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policies/policy';
import { isVolumeWatched, surgeOf, surgeWords, type Volume } from './surge';

const USUAL: Volume = { lastHour: 40, busiestHour: 90, busiestDay: 400, knownDays: 28 };

describe('a sudden volume', () => {
  it.each<[string, Partial<Volume>, number | null]>([
    ['a usual hour', {}, null],
    ['the busiest hour yet', { lastHour: 140 }, null],
    ['a season’s rush: four times the busiest hour', { lastHour: 360 }, null],
    ['above the busiest day, not five times the busiest hour', { lastHour: 450 }, null],
    ['five times the busiest hour to the decision', { lastHour: 450, busiestDay: 300 }, null],
    ['one more', { lastHour: 451, busiestDay: 300 }, 450],
    ['above five times the busiest hour, not above the busiest day', { lastHour: 900, busiestDay: 900 }, null],
    ['above both', { lastHour: 901, busiestDay: 900 }, 900],
    ['a loop', { lastHour: 20_000 }, 450],
    ['an agent whose whole day falls into one hour', { lastHour: 900, busiestHour: 850, busiestDay: 850 }, null],
    ['all of its customers at once, many times over', { lastHour: 4_300, busiestHour: 850, busiestDay: 850 }, 4_250],
    ['a small shop that grows ten times over', { lastHour: 200, busiestHour: 2, busiestDay: 20 }, null],
    ['a small shop past the floor', { lastHour: 201, busiestHour: 2, busiestDay: 20 }, 200],
    ['an agent known for too few days', { lastHour: 20_000, knownDays: 6 }, null],
    ['an agent just known long enough', { lastHour: 20_000, knownDays: 7 }, 450],
    ['an agent that never decided', { lastHour: 20_000, busiestHour: 0, busiestDay: 0, knownDays: 0 }, null],
    ['nothing at all', { lastHour: 0 }, null],
  ])('%s', (_name, changes, limit) => {
    expect(surgeOf({ ...USUAL, ...changes }, DEFAULT_POLICY)?.limit ?? null).toBe(limit);
  });

  it('follows the policy', () => {
    const volume = { ...DEFAULT_POLICY.volume, leastDecisions: 10, timesBusiestHour: 2, timesBusiestDay: 0 };
    expect(surgeOf({ ...USUAL, lastHour: 180 }, { volume })).toBeNull();
    expect(surgeOf({ ...USUAL, lastHour: 181 }, { volume })).toMatchObject({ limit: 180 });
  });

  it('is told with what it is compared with', () => {
    const surge = surgeOf({ ...USUAL, lastHour: 20_000 }, DEFAULT_POLICY);
    expect(surge && surgeWords(surge)).toBe(
      '20,000 decisions within an hour: its busiest hour of the 28 days before had 90, its busiest day 400',
    );
  });

  it('is nothing for an agent whose volume people plan', () => {
    expect(['campaign', 'cart_winback', 'lifecycle'].filter(isVolumeWatched)).toEqual(['cart_winback', 'lifecycle']);
  });
});
