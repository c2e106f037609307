import { describe, expect, it } from 'vitest';
import { policyChanges } from '@/tests/factories/policy-changes';
import { variedSnapshot } from '@/tests/factories/recorded-decisions';
import { NOON, POLICY } from '@/tests/factories/snapshot';
import { decide } from '../decisions/decide';
import { ORDER_PRIORS } from '../models/order-priors';
import type { Policy } from '../policies/policy';
import { compare } from './compare';
import { isUntouched, watched } from './footprint';

const SNAPSHOTS = Array.from({ length: 40 }, (_, index) => variedSnapshot(index, NOON));
const decided = SNAPSHOTS.map((snapshot) => {
  const watch = watched(POLICY);
  watch.begin();
  const made = decide({ snapshot, policy: watch.policy, models: ORDER_PRIORS, now: NOON });
  return { snapshot, made, footprint: watch.footprintOf(made) };
});

const under = (policy: Policy, snapshot: (typeof SNAPSHOTS)[number]) =>
  decide({ snapshot, policy, models: ORDER_PRIORS, now: NOON });

const CHANGES = policyChanges(POLICY);

describe('what a decision depends on', () => {
  it('is noted without changing it', () => {
    for (const { snapshot, made } of decided) expect(made).toEqual(under(POLICY, snapshot));
  });

  it('leaves it the same under every policy that does not touch it, threshold by threshold', () => {
    expect(CHANGES.length).toBeGreaterThan(100);
    const [held, wrong] = [new Set<string>(), new Set<string>()];
    for (const { path, tried } of CHANGES) {
      for (const { snapshot, made, footprint } of decided) {
        if (!isUntouched(footprint, POLICY, tried)) continue;
        held.add(path);
        if (compare(made, under(tried, snapshot)).kinds.length > 0) wrong.add(path);
      }
    }
    expect([...wrong]).toEqual([]);
    // A cap that is met from below holds back those who are below it, which is what makes most replays short.
    expect([...held]).toEqual(expect.arrayContaining(['contact.emailsPerWindow', 'contact.sendsPerDay']));
  }, 60_000);

  it('is few enough to be judged together', () => {
    expect(new Set(decided.map(({ footprint }) => footprint)).size).toBeLessThan(decided.length / 2);
  });

  it('promises nothing where it is not understood, or where the cap was never met', () => {
    const [{ footprint } = { footprint: '' }] = decided;
    expect(isUntouched('', POLICY, POLICY)).toBe(false);
    expect(isUntouched(`${footprint} 9999:1`, POLICY, POLICY)).toBe(false);
    expect(isUntouched(`${footprint} 1:nonsense`, POLICY, POLICY)).toBe(false);
    expect(isUntouched(footprint, POLICY, POLICY)).toBe(true);
  });
});
