import { describe, expect, it } from 'vitest';
import { bulkPlan, type Lookalike } from './bulk';

const item = (id: string, overrides: Partial<Lookalike> = {}): Lookalike => ({
  id,
  agentId: 'cart_winback',
  action: 'cart_recovery',
  template: 'cart-recovery@1',
  channel: 'email',
  campaignStep: null,
  policyVersion: 3,
  risk: 'low',
  claimedBy: null,
  ...overrides,
});

describe('bulkPlan', () => {
  it('takes look-alikes of low risk together', () => {
    expect(bulkPlan([item('a'), item('b')])).toMatchObject({ included: [{ id: 'a' }, { id: 'b' }], excluded: [] });
  });

  it.each([
    ['high risk', { risk: 'high' as const }, /risk is high/],
    ['medium risk', { risk: 'mid' as const }, /risk is medium/],
    ['a colleague’s', { claimedBy: 'Dana' }, /Dana/],
    ['another action', { action: 'winback_offer' }, /action/],
    ['by another channel', { channel: 'sms' }, /channel/],
    ['another message of a campaign', { campaignStep: 'spring:2' }, /message of a campaign/],
    ['another template', { template: 'cart-recovery@2' }, /template/],
    ['another policy', { policyVersion: 4 }, /policy version/],
  ])('leaves out what is %s, and says why', (_what, overrides, why) => {
    const { included, excluded } = bulkPlan([item('a'), item('b', overrides)]);
    expect(included.map(({ id }) => id)).toEqual(['a']);
    expect(excluded).toMatchObject([{ item: { id: 'b' }, why: expect.stringMatching(why) }]);
  });

  it('goes by the first that qualifies, not by the first that was selected', () => {
    expect(bulkPlan([item('a', { risk: 'high' }), item('b'), item('c')]).included).toHaveLength(2);
  });
});
