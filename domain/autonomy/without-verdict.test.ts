import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policies/policy';
import type { AutonomyState } from './autonomy';
import { type CountedVerdict, withoutVerdict } from './without-verdict';

const at = (level: number, approvedStreak = 0, rejectedStreak = 0): AutonomyState => ({
  level,
  approvedStreak,
  rejectedStreak,
});

describe('a verdict that is taken back', () => {
  it.each<[string, AutonomyState, string, AutonomyState, AutonomyState, CountedVerdict[], AutonomyState]>([
    ['alone, all is as before', at(1, 0, 1), 'rejected', at(1, 4), at(1, 0, 1), [], at(1, 4)],
    ['a fall, the level is back', at(0), 'rejected', at(1, 0, 2), at(0), [], at(1, 0, 2)],
    ['approvals since count on', at(1, 2), 'rejected', at(1, 4), at(1, 0, 1), ['approved', 'approved'], at(1, 6)],
    ['an edit since begins anew', at(1, 1), 'rejected', at(1, 4), at(1, 0, 1), ['edited', 'approved'], at(1, 1)],
    ['an approval, its row is shorter', at(1, 6), 'approved', at(1, 4), at(1, 5), ['approved'], at(1, 5)],
    [
      'an approval between rejections, they are a row',
      at(1, 0, 1),
      'approved',
      at(1, 0, 2),
      at(1, 1),
      ['rejected'],
      at(0),
    ],
    ['a level somebody set since stays', at(3), 'rejected', at(1, 4), at(1, 0, 1), [], at(3)],
  ])('%s', (_, now, outcome, from, to, since, expected) => {
    expect(withoutVerdict(now, { outcome, from, to, since }, DEFAULT_POLICY)).toEqual(expected);
  });
});
