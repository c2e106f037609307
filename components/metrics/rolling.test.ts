import { describe, expect, it } from 'vitest';
import { rollingRatio } from './rolling';

const point = (day: string, numerator: number, denominator: number, state: 'counted' | 'before' = 'counted') => ({
  day,
  state,
  numerator,
  denominator,
});

describe('rollingRatio', () => {
  it('divides sums by sums, each day by its weight', () => {
    const points = [point('1', 10, 1), point('2', 0, 9), point('3', 5, 0)];
    expect(rollingRatio(points, 2)).toEqual([
      { day: '2', state: 'counted', value: 1 },
      { day: '3', state: 'counted', value: 5 / 9 },
    ]);
  });

  it('knows nothing of days before the first and of nothing', () => {
    expect(rollingRatio([point('1', 0, 0, 'before'), point('2', 4, 2)], 2)[0]?.value).toBeNull();
    expect(rollingRatio([point('1', 0, 0), point('2', 0, 0)], 2)[0]?.value).toBeNull();
  });

  it('of one day is the day', () => {
    expect(rollingRatio([point('1', 4, 2)], 1)).toEqual([{ day: '1', state: 'counted', value: 2 }]);
  });
});
