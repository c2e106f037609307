import { expect, it } from 'vitest';
import { intakeFigures } from './prepare-intake';

const minutes = (...counts: number[]) =>
  counts.map((accepted, index) => ({ minute: new Date(Date.UTC(2026, 4, 1, 10, index)), accepted }));

it('sums an hour up', () => {
  expect(intakeFigures(minutes(3, 10, 4))).toEqual({ lastHour: 17, lastMinute: 4, busiest: 10 });
  expect(intakeFigures(minutes(3, 10, 0))).toEqual({ lastHour: 13, lastMinute: 10, busiest: 10 });
  expect(intakeFigures([])).toEqual({ lastHour: 0, lastMinute: 0, busiest: 0 });
});
