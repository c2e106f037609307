import { describe, expect, it } from 'vitest';
import { type PolicyChange, policyChanges } from '@/tests/factories/policy-changes';
import { variedSnapshot } from '@/tests/factories/recorded-decisions';
import { NOON, POLICY } from '@/tests/factories/snapshot';
import { decide } from '../decisions/decide';
import { ORDER_PRIORS } from '../models/order-priors';
import { Policy } from '../policies/policy';
import { stableUnit } from '../shared/stable-hash';
import { answerOf } from './answer';
import { compare } from './compare';
import { isUntouched, watched } from './footprint';
import { SPANNED } from './spans';

const SNAPSHOTS = Array.from({ length: 40 }, (_, index) => variedSnapshot(index, NOON));
const madeUnder = (policy: Policy, snapshot: (typeof SNAPSHOTS)[number]) => {
  const watch = watched(policy);
  watch.begin();
  const made = decide({ snapshot, policy: watch.policy, models: ORDER_PRIORS, now: NOON });
  return { snapshot, made, footprint: watch.footprintOf(made) };
};
const decided = SNAPSHOTS.map((snapshot) => madeUnder(POLICY, snapshot));

const under = (policy: Policy, snapshot: (typeof SNAPSHOTS)[number]) =>
  decide({ snapshot, policy, models: ORDER_PRIORS, now: NOON });

const CHANGES = policyChanges(POLICY);

/** A policy with what one change says as well, where it allows that. */
function alsoChanged(policy: Policy, { path, tried }: PolicyChange): Policy {
  const [section = '', field = ''] = path.split('.');
  const [part, changed] = [policy, tried].map((from) => from[section as keyof Policy] as Record<string, unknown>);
  return Policy.safeParse({ ...policy, [section]: { ...part, [field]: changed?.[field] } }).data ?? policy;
}

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
        const other = under(tried, snapshot);
        if (compare(made, other).kinds.length > 0) wrong.add(path);
        expect(answerOf(other)).toEqual(answerOf(made));
      }
    }
    expect([...wrong]).toEqual([]);
    // Who stays on the same side of a threshold is held back, which is what makes most replays short.
    expect([...held]).toEqual(expect.arrayContaining([...SPANNED]));
  }, 120_000);

  it('leaves it the same under drafts of several thresholds, whatever policy it was made under', () => {
    const drawn = (...of: number[]) => CHANGES[Math.floor(stableUnit('draft', of.join(' ')) * CHANGES.length)];
    const mixed = (nth: number) => [0, 1, 2, 3].flatMap((turn) => drawn(nth, turn) ?? []).reduce(alsoChanged, POLICY);
    let held = 0;
    for (let nth = 0; nth < 150; nth++) {
      const [then, tried] = [mixed(2 * nth), mixed(2 * nth + 1)];
      for (const snapshot of SNAPSHOTS.filter((_snapshot, index) => (index + nth) % 4 === 0)) {
        const { made, footprint } = madeUnder(then, snapshot);
        if (!isUntouched(footprint, then, tried)) continue;
        held++;
        const other = under(tried, snapshot);
        expect(compare(made, other)).toEqual({ kinds: [], rules: [] });
        expect(answerOf(other)).toEqual(answerOf(made));
      }
    }
    expect(held).toBeGreaterThan(200);
  }, 120_000);

  it('is few enough to be judged together', () => {
    const many = Array.from({ length: 400 }, (_, index) => madeUnder(POLICY, variedSnapshot(index, NOON)));
    expect(new Set(many.map(({ footprint }) => footprint.reads)).size).toBeLessThan(many.length / 4);
  });

  it('promises nothing where it is not understood, or where the threshold leaves its span', () => {
    const { footprint } = decided.find(({ made }) => made.chosen?.channel === 'email') ?? { footprint: null };
    if (!footprint) throw new Error('No e-mail was decided.');
    const nth = SPANNED.indexOf('contact.sendsPerDay');
    const [from, to] = [footprint.spans[2 * nth], footprint.spans[2 * nth + 1]];
    if (typeof from !== 'number') throw new Error('The cap has no span.');
    expect(to).toBeNull();
    const allowing = (sendsPerDay: number) => ({ ...POLICY, contact: { ...POLICY.contact, sendsPerDay } });
    expect(isUntouched(footprint, POLICY, allowing(Math.ceil(from)))).toBe(true);
    expect(isUntouched(footprint, POLICY, allowing(Math.ceil(from) - 1))).toBe(false);
    expect(isUntouched(footprint, POLICY, POLICY)).toBe(true);
    expect(isUntouched({ reads: '', spans: [] }, POLICY, POLICY)).toBe(false);
    expect(isUntouched({ ...footprint, reads: `${footprint.reads}0` }, POLICY, POLICY)).toBe(false);
  });
});
