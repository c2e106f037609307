import { describe, expect, it } from 'vitest';
import { NO_FILTERS, type ReviewFilters } from '@/lib/review-filter-params';
import { chosenCount, chosenOf, patchOf } from './filter-choice';

const filters = (changes: Partial<ReviewFilters> = {}): ReviewFilters => ({ queue: 'all', ...NO_FILTERS, ...changes });
const CAMPAIGN = '01900000-0000-7000-8000-0000000000c1';

describe('a choice of the inbox', () => {
  it('takes a source for an agent or a campaign, never both', () => {
    expect(patchOf('source', 'campaign')).toEqual({ agent: 'campaign', campaign: null, action: null });
    expect(patchOf('source', CAMPAIGN)).toEqual({ agent: null, campaign: CAMPAIGN, action: null });
    expect(chosenOf(filters(patchOf('source', CAMPAIGN))).source).toBe(CAMPAIGN);
  });

  it('takes an action with its agent, and counts both as one', () => {
    const chosen = filters(patchOf('action', 'cart_winback:cart_recovery'));
    expect(chosenOf(chosen).action).toBe('cart_winback:cart_recovery');
    expect(chosenCount(chosen)).toBe(1);
    expect(chosenCount({ ...chosen, ...patchOf('action', null) })).toBe(0);
    expect(chosenCount({ ...chosen, risk: 'high', sla: 'late' })).toBe(3);
  });
});
