import { expect, it } from 'vitest';
import { groupByDay } from './group-by-day';

it('cuts where the day changes in the zone asked for', () => {
  const items = ['2026-03-02T04:30:00Z', '2026-03-02T03:00:00Z', '2026-03-01T12:00:00Z'].map((at) => ({
    at: new Date(at),
  }));
  const days = (zone: string) => groupByDay(items, zone).map(({ day, items: of }) => [day, of.length]);
  expect(days('UTC')).toEqual([
    ['2026-03-02', 2],
    ['2026-03-01', 1],
  ]);
  expect(days('America/New_York')).toEqual([['2026-03-01', 3]]);
  expect(groupByDay([], 'UTC')).toEqual([]);
});
