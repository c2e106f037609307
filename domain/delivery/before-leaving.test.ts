import { describe, expect, it } from 'vitest';
import { changedSince, type LeavingFacts } from './before-leaving';

const now = new Date('2026-11-21T12:00:00Z');
const facts: LeavingFacts = {
  outcome: 'scheduled',
  isSuppressed: false,
  isConsentWithdrawn: false,
  offer: { status: 'live', expiresAt: new Date('2026-11-22T12:00:00Z') },
  now,
};

describe('changedSince', () => {
  it('lets an unchanged world pass', () => {
    expect(changedSince(facts)).toBeNull();
    expect(changedSince({ ...facts, offer: null })).toBeNull();
  });

  it.each<[Partial<LeavingFacts>, string]>([
    [{ outcome: 'cancelled' }, 'not_allowed'],
    [{ outcome: 'in_review' }, 'not_allowed'],
    [{ isSuppressed: true }, 'suppressed'],
    [{ isConsentWithdrawn: true }, 'consent_withdrawn'],
    [{ offer: { status: 'redeemed', expiresAt: new Date('2026-11-22T12:00:00Z') } }, 'offer_over'],
    [{ offer: { status: 'live', expiresAt: now } }, 'offer_over'],
    [{ isSuppressed: true, outcome: 'blocked' }, 'not_allowed'],
  ])('stops at %j', (change, code) => {
    expect(changedSince({ ...facts, ...change })?.code).toBe(code);
  });
});
