import { describe, expect, it } from 'vitest';
import { type NonPerson, nonPersonMay, RIGHT_NAMES } from './permissions';

/** Written out, not asked of the code: what acts without being a person and may do something with a right. */
const MAY: Record<Exclude<NonPerson, 'operator'>, readonly string[]> = {
  job: [
    'workspace.read',
    'decisions.read',
    'review.read',
    'measurement.read',
    'rollout.read',
    'events.read',
    'creative.read',
    'creative.run',
    'imports.run',
  ],
  api_key: [],
  webhook: [],
  customer: [],
};

describe('nonPersonMay', () => {
  it.each(Object.entries(MAY))('%s', (kind, rights) => {
    const carried = RIGHT_NAMES.filter((right) => nonPersonMay(kind as NonPerson, right));
    expect([...carried].sort()).toEqual([...rights].sort());
  });

  it('lets whoever holds the installation do everything', () => {
    expect(RIGHT_NAMES.filter((right) => !nonPersonMay('operator', right))).toEqual([]);
  });
});
