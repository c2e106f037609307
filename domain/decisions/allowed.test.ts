import { describe, expect, expectTypeOf, it } from 'vitest';
import { cartOfferPolicy, cartSnapshot, NOON, POLICY } from '@/tests/factories/snapshot';
import { ORDER_PRIORS } from '../models/order-priors';
import type { DecisionId } from '../shared/ids';
import { type AllowedDecision, allowedByItself, allowedByPerson, type DecisionNames } from './allowed';
import { decide } from './decide';
import type { Snapshot } from './snapshot';

const names: DecisionNames = {
  id: 'd' as DecisionId,
  customerId: 'c',
  agentId: 'cart_winback',
  action: 'cart_recovery',
  isSimulated: false,
};
const run = (snapshot: Snapshot) => decide({ snapshot, policy: POLICY, models: ORDER_PRIORS, now: NOON });
const free = {
  offerPolicies: [cartOfferPolicy()],
  autonomy: [{ agentId: 'cart_winback', action: 'cart_recovery', level: 3 }],
};

describe('a decision that may become a message', () => {
  it('cannot be written down by hand', () => {
    expectTypeOf<DecisionNames & { outcome: 'scheduled' }>().not.toExtend<AllowedDecision>();
    expectTypeOf<AllowedDecision>().toExtend<DecisionNames>();
  });

  it('comes of one that was scheduled with every guardrail passing', () => {
    const decided = run(cartSnapshot(free));
    expect(allowedByItself(decided, names)).toMatchObject({ id: 'd', outcome: 'scheduled' });
    expect(allowedByItself({ ...decided, verdicts: [] }, names)).toBeNull();
    expect(allowedByItself(decided, { ...names, action: 'winback_offer' })).toBeNull();
  });

  it.each(['blocked', 'held_out', 'in_review', 'skipped'] as const)('does not come of one that is %s', (outcome) => {
    expect(allowedByItself({ ...run(cartSnapshot(free)), outcome }, names)).toBeNull();
  });

  it('comes of a person’s approval, unless a guardrail blocks it', () => {
    expect(allowedByPerson(names, 'approved', run(cartSnapshot()))).toMatchObject({ outcome: 'approved' });
    expect(allowedByPerson(names, 'approved', run(cartSnapshot({ consent: [] })))).toBeNull();
    expect(allowedByPerson(names, 'approved', { verdicts: [] })).toBeNull();
  });
});
