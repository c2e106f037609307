import { describe, expect, it } from 'vitest';
import { expectRow, type RuleRow } from '@/tests/factories/rule-case';
import { cartOfferPolicy, cartSnapshot, dormantSnapshot, NOON } from '@/tests/factories/snapshot';

describe('the rules of financial control', () => {
  it.each<RuleRow>([
    ['no discount', 'financial', 'financial.discount', 'pass', { candidate: { offer: null } }],
    [
      '14 %',
      'financial',
      'financial.discount',
      'pass',
      { candidate: { offer: { percentOff: 14, validHours: 48, maxCostCents: 100 } } },
    ],
    [
      '15 %',
      'financial',
      'financial.discount',
      'review',
      { candidate: { offer: { percentOff: 15, validHours: 48, maxCostCents: 100 } } },
    ],
    [
      '25 %',
      'financial',
      'financial.discount',
      'review',
      { candidate: { offer: { percentOff: 25, validHours: 48, maxCostCents: 100 } } },
    ],
    [
      '26 % is a director’s',
      'financial',
      'financial.discount_director',
      'review',
      { candidate: { offer: { percentOff: 26, validHours: 48, maxCostCents: 100 } } },
    ],
    [
      '20 % inside an approved offer',
      'financial',
      'financial.discount',
      'pass',
      { snapshot: { offerPolicies: [cartOfferPolicy()] } },
      { evidence: [`offer policy ${cartOfferPolicy().id}`] },
    ],
    [
      'an approved offer without budget left',
      'financial',
      'financial.discount',
      'review',
      { snapshot: { offerPolicies: [cartOfferPolicy({ remainingCents: 2_399 })] } },
    ],
    [
      'an approved offer for less',
      'financial',
      'financial.discount',
      'review',
      { snapshot: { offerPolicies: [cartOfferPolicy({ maxPercentOff: 19 })] } },
    ],
    [
      'an approved offer that has ended',
      'financial',
      'financial.discount',
      'review',
      { snapshot: { offerPolicies: [cartOfferPolicy({ endsAt: NOON.toISOString() })] } },
    ],
    [
      'an approved offer of another action',
      'financial',
      'financial.discount',
      'review',
      { snapshot: { offerPolicies: [cartOfferPolicy({ action: 'winback_offer' })] } },
    ],
    [
      'a second live code',
      'financial',
      'financial.stacking',
      'block',
      { snapshot: { liveOffers: [{ code: 'A', percentOff: 10, expiresAt: '2026-11-22T11:00:00.000Z' }] } },
      { passesAt: '2026-11-22T11:00:00.000Z' },
    ],
    [
      'a code that has ended',
      'financial',
      'financial.stacking',
      'pass',
      { snapshot: { liveOffers: [{ code: 'A', percentOff: 10, expiresAt: NOON.toISOString() }] } },
    ],
    ['a VIP’s cart', 'financial', 'financial.vip', 'pass', { customer: { lifetimeValueCents: 200_000 } }],
    [
      'a VIP’s win-back',
      'financial',
      'financial.vip',
      'review',
      { base: dormantSnapshot(), customer: { lifetimeValueCents: 100_001 } },
    ],
    ['above $5,000 everything', 'financial', 'financial.vip', 'review', { customer: { lifetimeValueCents: 500_001 } }],
    ['at $5,000 not yet', 'financial', 'financial.vip', 'pass', { customer: { lifetimeValueCents: 500_000 } }],
    [
      'a sale below cost',
      'financial',
      'financial.margin',
      'block',
      { snapshot: { products: cartSnapshot().products.map((fact) => ({ ...fact, marginCents: 100 })) } },
    ],
    ['a sale above cost', 'financial', 'financial.margin', 'pass', {}],
    [
      'costs not known',
      'financial',
      'financial.margin',
      'review',
      { snapshot: { products: [] } },
      { measured: 'not known', reason: expect.stringContaining('not known') },
    ],
    [
      'costs not known, where the policy lets that pass',
      'financial',
      'financial.margin',
      'pass',
      { snapshot: { products: [] }, policy: { financial: { unknownCost: 'pass' } } },
      { measured: 'not known', reason: expect.stringContaining('not known') },
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => {
    expectRow(guardrail, rule, verdict, facts, more);
  });
});
