import { expect, it } from 'vitest';
import { OfferPolicyInput } from './offer-policy-input';

const ladder = {
  name: 'Spring',
  agentId: 'cart_winback',
  action: 'cart_recovery',
  maxPercentOff: 20,
  budgetCents: 100,
};

it.each([
  ['0000-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
  ['2026-11-22T00:00:00Z', '+099999-01-01T00:00:00Z'],
])('an offer from %s to %s is refused: no page could show it', (startsAt, endsAt) => {
  const dates = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
  expect(OfferPolicyInput.safeParse({ ...ladder, ...dates }).success).toBe(false);
});
