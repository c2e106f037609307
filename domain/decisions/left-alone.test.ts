import { describe, expect, it } from 'vitest';
import { cartSnapshot, customerFacts, NOON } from '@/tests/factories/snapshot';
import { ORDER_PRIORS } from '../models/order-priors';
import { Policy } from '../policies/policy';
import { allowedAt, isInCohort } from '../rollout/cohort';
import { decide } from './decide';
import { leftAlone, leftAloneSince } from './left-alone';

const SALT = cartSnapshot().workspace.holdoutSalt;
const CUSTOMERS = Array.from({ length: 200 }, (_, index) => `customer-${index}`);
const free = Policy.parse({ holdout: { share: 0 } });
/** More than a workspace may ask for: everybody. */
const held: Policy = { ...free, holdout: { ...free.holdout, share: 1 } };
const outsider = CUSTOMERS.find((id) => !isInCohort(SALT, id, 50)) ?? '';
const insider = CUSTOMERS.find((id) => isInCohort(SALT, id, 5)) ?? '';

const facts = (id: string, cohort: Parameters<typeof allowedAt>[0] | null) =>
  cartSnapshot({ customer: customerFacts({ id }), rollout: cohort && allowedAt(cohort) });
const run = (id: string, cohort: Parameters<typeof allowedAt>[0] | null, policy = free) =>
  decide({ snapshot: facts(id, cohort), policy, models: ORDER_PRIORS, now: NOON });

describe('who is left alone', () => {
  it('keeps the holdout apart from the cohort: one can be either, both or neither', () => {
    expect(leftAlone(facts(insider, 20), free, NOON)).toEqual({ heldOut: false, outsideCohort: false, reason: null });
    expect(leftAlone(facts(insider, 20), held, NOON)).toMatchObject({ heldOut: true, outsideCohort: false });
    expect(leftAlone(facts(outsider, 20), free, NOON)).toMatchObject({ heldOut: false, outsideCohort: true });
    const both = leftAlone(facts(outsider, 20), held, NOON);
    expect(both).toMatchObject({ heldOut: true, outsideCohort: true, reason: expect.stringMatching(/rollout cohort/) });
  });

  it('is decided and recorded, with its own reason', () => {
    expect(run(outsider, 20)).toMatchObject({
      outcome: 'held_out',
      heldOut: false,
      outsideCohort: true,
      sendAt: null,
      outcomeReason: expect.stringMatching(/^Outside the rollout cohort/),
    });
    expect(run(outsider, null).outcome).not.toBe('held_out');
    expect(run(outsider, 100).outcome).not.toBe('held_out');
  });
});

describe('a phase', () => {
  it('leaves out agents that are not in it, and the record says so', () => {
    const decided = run(insider, 5);
    expect(decided).toMatchObject({ outcome: 'skipped', reasons: [{ factor: 'rollout', value: 1 }] });
    expect(decided.considered.map(({ whyNot }) => whyNot)).toContain('Phase 1 of the rollout leaves this agent out.');
  });

  it('lets autonomy go no higher than it says', () => {
    const autonomy = [{ agentId: 'cart_winback', action: 'cart_recovery', level: 3 }];
    const rollout = { ...allowedAt(20), highestLevel: 1 };
    const snapshot = { ...facts(insider, 20), autonomy };
    const level = (given: typeof snapshot) =>
      decide({ snapshot: given, policy: free, models: ORDER_PRIORS, now: NOON }).autonomyLevel;
    expect([level(snapshot), level({ ...snapshot, rollout })]).toEqual([3, 1]);
  });
});

describe('leftAloneSince', () => {
  it('finds who is left alone only since: a step back, or another quarter', () => {
    const then = { rollout: allowedAt(100), decidedAt: NOON };
    expect(leftAloneSince(then, facts(outsider, 20), free, NOON)?.outsideCohort).toBe(true);
    expect(leftAloneSince(then, facts(outsider, 100), free, NOON)).toBeNull();
    const half = Policy.parse({ holdout: { share: 0.5 } });
    const nextQuarter = new Date('2027-02-01T11:00:00Z');
    const since = CUSTOMERS.filter((id) => leftAloneSince(then, facts(id, 100), half, nextQuarter));
    expect(since.length).toBeGreaterThan(0);
    for (const id of since) expect(leftAlone(facts(id, 100), half, NOON).heldOut).toBe(false);
  });
});
