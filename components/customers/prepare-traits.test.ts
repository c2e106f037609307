import { expect, it } from 'vitest';
import { traitRows } from './prepare-traits';

it('writes traits as people read them', () => {
  expect(traitRows({ loyaltyTier: 'gold', is_member: true, points: 0, tags: ['a'], gone: null, empty: '' })).toEqual([
    { name: 'Loyalty tier', value: 'gold' },
    { name: 'Is member', value: 'yes' },
    { name: 'Points', value: '0' },
    { name: 'Tags', value: '["a"]' },
  ]);
});
