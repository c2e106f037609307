import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cartSnapshot, customerFacts, NOON } from '@/tests/factories/snapshot';
import { isHeldOut } from '../decisions/holdout';
import { Policy } from '../policies/policy';
import { allowedAt, isInCohort, notYetAllowed, outsideCohort } from './cohort';
import { COHORTS, cohortsBefore } from './plan';

const CUSTOMERS = Array.from({ length: 4_000 }, (_, index) => `customer-${index}`);
const inside = (percent: number, salt = 'salt') => CUSTOMERS.filter((id) => isInCohort(salt, id, percent));

describe('a cohort', () => {
  it('is nested: whoever is in a step is in every wider one', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), fc.constantFrom(...COHORTS), (salt, id, cohort) => {
        const narrower = cohortsBefore(cohort).some((before) => isInCohort(salt, id, before));
        return !narrower || isInCohort(salt, id, cohort);
      }),
    );
  });

  it('holds everybody at its widest, and nobody at nothing', () => {
    fc.assert(fc.property(fc.string(), fc.uuid(), (salt, id) => isInCohort(salt, id, 100) && !isInCohort(salt, id, 0)));
  });

  it.each(COHORTS)('of %s %% holds so many', (cohort) => {
    const share = cohort / 100;
    // Five standard deviations of a fair draw.
    const slack = 5 * Math.sqrt((share * (1 - share)) / CUSTOMERS.length);
    expect(Math.abs(inside(cohort).length / CUSTOMERS.length - share)).toBeLessThanOrEqual(slack);
  });

  it('says nothing of the holdout, nor of the cohort of another workspace', () => {
    const policy = Policy.parse({ holdout: { share: 0.5 } });
    const half = inside(50);
    const held = half.filter((id) => isHeldOut('salt', id, NOON, policy));
    const elsewhere = half.filter((id) => isInCohort('another', id, 50));
    for (const also of [held, elsewhere]) {
      expect(also.length / half.length).toBeGreaterThan(0.45);
      expect(also.length / half.length).toBeLessThan(0.55);
    }
  });
});

describe('outsideCohort', () => {
  const at = (cohort: Parameters<typeof allowedAt>[0], engagementScore: number) => {
    const customer = customerFacts({ engagementScore });
    const { holdoutSalt } = cartSnapshot().workspace;
    const id = CUSTOMERS.find((each) => isInCohort(holdoutSalt, each, 5)) ?? '';
    return outsideCohort(cartSnapshot({ customer: { ...customer, id }, rollout: allowedAt(cohort) }));
  };

  it('knows nobody without a rollout', () => {
    expect(outsideCohort(cartSnapshot())).toBeNull();
  });

  it('asks for engagement in the first phase alone, and says how much there is', () => {
    expect(at(5, 0.71)).toBeNull();
    expect(at(5, 0.7)).toMatch(/engagement is above 0\.7; theirs is 0\.7/);
    expect(at(20, 0.1)).toBeNull();
  });

  it('names the step for who is not in it', () => {
    const { holdoutSalt } = cartSnapshot().workspace;
    const id = CUSTOMERS.find((each) => !isInCohort(holdoutSalt, each, 40)) ?? '';
    const customer = customerFacts({ id });
    expect(outsideCohort(cartSnapshot({ customer, rollout: allowedAt(40) }))).toMatch(/phase 2.*40%/);
    expect(outsideCohort(cartSnapshot({ customer, rollout: allowedAt(100) }))).toBeNull();
  });
});

describe('notYetAllowed', () => {
  it('keeps agents and channels for the phase they belong to', () => {
    const asked = (agentId: string, channel: 'email' | 'sms' | 'push', cohort: 5 | 40 | 70) =>
      notYetAllowed({ agentId, channel }, allowedAt(cohort)) === null;
    expect([asked('campaign', 'email', 5), asked('lifecycle', 'email', 5), asked('campaign', 'sms', 5)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([asked('lifecycle', 'sms', 40), asked('lifecycle', 'push', 40), asked('lifecycle', 'push', 70)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(notYetAllowed({ agentId: 'lifecycle', channel: 'push' }, null)).toBeNull();
  });
});
