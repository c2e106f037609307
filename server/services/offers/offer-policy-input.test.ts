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

it.each([
  [{ budgetCents: -500 }, 'Give it a budget above zero.'],
  [{ budgetCents: Number.NaN }, 'Give it a budget above zero.'],
  [{ maxPercentOff: 0 }, 'A whole percentage from 1 to 100.'],
  [
    { action: 'cart_reminder' },
    '“Cart reminder” never gives a code: no budget of codes can be for it. Choose another.',
  ],
  [{ action: 'cart_wnback' }, 'There is no such agent or action.'],
  [{ maxPercentOff: 12.5 }, 'A whole percentage from 1 to 100.'],
])('%j is refused in words', (wrong, words) => {
  const dates = { startsAt: new Date('2026-11-22T00:00:00Z'), endsAt: new Date('2026-12-22T00:00:00Z') };
  const { error } = OfferPolicyInput.safeParse({ ...ladder, ...dates, ...wrong });
  expect(error?.issues[0]?.message).toBe(words);
});
