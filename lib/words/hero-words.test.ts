import { expect, it } from 'vitest';
import type { Standing } from '@/domain/measurement/standing';
import type { MetricMeta } from '@/lib/format';
import { heroSentence } from './hero-words';

const meta: MetricMeta = { unit: 'moneyPerTouch', direction: 'up', currency: 'USD' };
const plan = { baseline: 45, target: 61, cases: 'orders' };
const early = { status: 'undecided', cases: 6, needed: 40 } as const;

it.each<[Parameters<typeof heroSentence>[0], Standing, string]>([
  [{ ...plan, value: 52 }, { status: 'at_risk' }, 'We earn $0.52 a touch, 44% of the way from $0.45 to $0.61.'],
  [{ ...plan, value: 70 }, { status: 'met' }, 'We earn $0.70 a touch: the target of $0.61 is met.'],
  [{ ...plan, value: 70 }, { status: 'on_track' }, 'We earn $0.70 a touch; the target is $0.61.'],
  [
    { ...plan, value: 70 },
    early,
    'We earn $0.70 a touch so far: too few orders to hold against the target of $0.61 (6 of about 40 needed).',
  ],
  [
    { ...plan, value: 60 },
    { ...early, needed: null },
    'We earn $0.60 a touch so far: too few orders to hold against the target of $0.61.',
  ],
  [
    { ...plan, value: 0 },
    { status: 'nothing' },
    'We earn $0.00 a touch: nobody has ordered after a touch of this period yet.',
  ],
  [{ ...plan, value: 40 }, { status: 'off_track' }, 'We earn $0.40 a touch, below the $0.45 we started from.'],
  [
    { ...plan, value: null },
    { status: 'nothing' },
    'There was no touch in this period, so there is nothing to divide by.',
  ],
  [{ ...plan, baseline: null, value: 52 }, { status: 'short' }, 'We earn $0.52 a touch; the target is $0.61.'],
  [{ ...plan, target: null, value: 52 }, { status: 'no_target' }, 'We earn $0.52 a touch. No target is set in USD.'],
])('of %j, %j says %s', (facts, stand, words) => {
  expect(heroSentence(facts, stand, meta)).toBe(words);
});
