import { expect, it } from 'vitest';
import type { MetricMeta } from '@/lib/format';
import { heroSentence } from './hero-words';

const meta: MetricMeta = { unit: 'moneyPerTouch', direction: 'up', currency: 'USD' };
const plan = { baseline: 45, target: 61, isEnough: true };

it.each([
  [{ ...plan, value: 52 }, 'We earn $0.52 a touch, 44% of the way from $0.45 to $0.61.'],
  [{ ...plan, value: 70 }, 'We earn $0.70 a touch: the target of $0.61 is met.'],
  [
    { ...plan, value: 70, isEnough: false },
    'We earn $0.70 a touch so far: too few touches to hold against the target of $0.61.',
  ],
  [{ ...plan, value: 40 }, 'We earn $0.40 a touch, below the $0.45 we started from.'],
  [{ ...plan, value: null }, 'There was no touch in this period, so there is nothing to divide by.'],
  [{ value: 52, baseline: null, target: 61, isEnough: true }, 'We earn $0.52 a touch; the target is $0.61.'],
  [{ value: 52, baseline: null, target: null, isEnough: true }, 'We earn $0.52 a touch. No target is set in USD.'],
])('of %j says %s', (facts, words) => {
  expect(heroSentence(facts, meta)).toBe(words);
});
