import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policies/policy';
import { after, DAY } from '../shared/time';
import { whyNotApprove } from './offer-approval';
import { leftBeforePause, type OfferDates, type OfferStatus, offerStatus, runsOutAt } from './offer-status';

const NOW = new Date('2026-11-21T12:00:00Z');
const days = (count: number) => after(NOW, count * DAY);
const DATES: OfferDates = { startsAt: days(-10), endsAt: days(10), approvedAt: days(-11), revokedAt: null };
const BUDGET = { budgetCents: 10_000, reservedCents: 1_000, settledCents: 2_000, pauseAtCents: 9_500, usualCents: 500 };

describe('where an offer stands', () => {
  it.each<[OfferStatus, Partial<OfferDates>, Partial<typeof BUDGET>]>([
    ['in_force', {}, {}],
    ['proposed', { approvedAt: null }, {}],
    ['upcoming', { startsAt: days(1) }, {}],
    ['ended', { endsAt: NOW }, {}],
    ['ended', { approvedAt: null, endsAt: days(-1) }, {}],
    ['revoked', { revokedAt: NOW }, {}],
    ['declined', { revokedAt: NOW, approvedAt: null }, {}],
    ['in_force', {}, { settledCents: 8_000 }],
    ['paused', {}, { settledCents: 8_001 }],
    ['paused', {}, { settledCents: 8_500 }],
    ['in_force', {}, { settledCents: 8_499, usualCents: 1 }],
  ])('%s', (status, dates, budget) => {
    expect(offerStatus({ ...DATES, ...dates }, { ...BUDGET, ...budget }, NOW)).toBe(status);
  });

  it('is told for one that was never used', () => {
    const unused = { ...BUDGET, reservedCents: 0, settledCents: 0, usualCents: null };
    expect(offerStatus(DATES, unused, NOW)).toBe('in_force');
  });

  it('leaves nothing before the pause where the cap is near', () => {
    expect(leftBeforePause(BUDGET, 9_500)).toBe(6_500);
    expect(leftBeforePause({ ...BUDGET, settledCents: 8_900 }, 9_500)).toBe(0);
  });
});

describe('when a budget runs out', () => {
  it('is when it is spent at the rate of the days before', () => {
    expect(runsOutAt(7_000, { spentCents: 3_000, since: days(-10), now: NOW })).toEqual(after(NOW, (70 / 3) * DAY));
    expect(runsOutAt(0, { spentCents: 3_000, since: days(-10), now: NOW })).toEqual(NOW);
  });

  it.each([
    ['nothing was spent', { spentCents: 0, since: days(-10) }],
    ['more came back than was given', { spentCents: -5, since: days(-10) }],
    ['it has only begun', { spentCents: 50, since: days(-0.5) }],
  ])('is not told where %s', (_name, spending) => {
    expect(runsOutAt(7_000, { ...spending, now: NOW })).toBeNull();
  });
});

describe('who may approve an offer', () => {
  it.each([
    [25, 'approver', 'them', null],
    [26, 'approver', 'them', 'Above 25% only an administrator may approve an offer.'],
    [26, 'admin', 'them', null],
    [10, 'admin', 'me', 'You proposed it: somebody else approves it.'],
    [10, 'approver', null, null],
  ] as const)('%d%% by an %s, proposed by %s', (maxPercentOff, role, proposedById, refusal) => {
    expect(whyNotApprove({ maxPercentOff, proposedById }, { id: 'me', role }, DEFAULT_POLICY)).toBe(refusal);
  });
});
