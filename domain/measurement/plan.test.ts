import { expect, it } from 'vitest';
import { planOf } from './plan';

const rpmt = { unit: 'moneyPerTouch', baseline: 45, target: 61 } as const;

it('takes dollars for nothing but dollars', () => {
  expect(planOf(rpmt, 'USD')).toEqual({ baseline: 45, target: 61 });
  expect(planOf(rpmt, 'GBP')).toEqual({ baseline: null, target: null });
  expect(planOf({ unit: 'rate', baseline: 0.02, target: null }, 'GBP')).toEqual({ baseline: 0.02, target: null });
});
