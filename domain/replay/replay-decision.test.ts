import { describe, expect, it } from 'vitest';
import { policyChanges } from '@/tests/factories/policy-changes';
import { variedSnapshot } from '@/tests/factories/recorded-decisions';
import { cartOfferPolicy, cartSnapshot, NOON, POLICY } from '@/tests/factories/snapshot';
import { decide } from '../decisions/decide';
import type { Snapshot } from '../decisions/snapshot';
import { ORDER_PRIORS } from '../models/order-priors';
import { Policy } from '../policies/policy';
import { blindSpots } from './blind-spots';
import { compare } from './compare';
import { type Replayable, type Replayed, replayDecision } from './replay-decision';
import { addTallies, EMPTY_TALLY, tallyOf } from './tally';

/** What JSONB gives back: undefined members gone, members in another order. */
function throughDatabase<Value>(value: Value): unknown {
  const turned = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(turned);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part)
        .toReversed()
        .map(([key, member]) => [key, turned(member)]),
    );
  };
  return turned(JSON.parse(JSON.stringify(value)));
}

function recordOf(snapshot: Snapshot, policy = POLICY, changes: Partial<Replayable> = {}): Replayable {
  const decided = decide({ snapshot, policy, models: ORDER_PRIORS, now: NOON });
  return {
    agentId: decided.agentId,
    triggerKey: decided.triggerKey,
    summary: decided.summary,
    heldOut: decided.heldOut,
    outsideCohort: decided.outsideCohort,
    autonomyLevel: decided.autonomyLevel,
    reviewBy: decided.reviewBy === null ? null : new Date(decided.reviewBy),
    isReviewed: false,
    chosen: throughDatabase(decided.chosen),
    candidates: throughDatabase(decided.considered),
    verdicts: throughDatabase(decided.verdicts),
    reasons: throughDatabase(decided.reasons),
    snapshot: throughDatabase(snapshot),
    modelVersions: { ...ORDER_PRIORS.versions },
    ...changes,
  };
}

function sides(replayed: Replayed): Exclude<Replayed, { kind: 'gap' }> {
  if (replayed.kind === 'gap') throw new Error(JSON.stringify(replayed));
  return replayed;
}

const withSection = (section: keyof Policy, changes: object) =>
  Policy.parse({ ...POLICY, [section]: { ...(POLICY[section] as object), ...changes } });
const autonomous = (): Snapshot =>
  cartSnapshot({
    offerPolicies: [cartOfferPolicy()],
    autonomy: [{ agentId: 'cart_winback', action: 'cart_recovery', level: 3 }],
  });

describe('a message that leaves at another time and is the same in all else', () => {
  it('is told as that, not as another proposal', () => {
    const before = decide({ snapshot: autonomous(), policy: POLICY, models: ORDER_PRIORS, now: NOON });
    const sendAt = '2026-12-24T12:00:00.000Z';
    const moved = { ...before, sendAt, chosen: before.chosen && { ...before.chosen, sendAt } };
    expect(compare(before, moved)).toEqual({ kinds: ['time'], rules: ['agent.send_time'] });
    const cheaper = { ...moved, chosen: moved.chosen && { ...moved.chosen, offer: null } };
    expect(compare(before, cheaper).rules).toEqual(['agent.proposal']);
  });
});

describe('a decision made again', () => {
  it.each([
    ['the policy of then', null],
    ['the same thresholds written anew', Policy.parse(structuredClone(POLICY))],
  ])('is the same under %s', (_name, tried) => {
    expect(replayDecision(recordOf(autonomous()), { original: POLICY, tried }).kind).toBe('same');
  });

  it('is scheduled instead of reviewed where the policy allows more, and names the rule', () => {
    const reviewed = { ...autonomous(), autonomy: [] };
    const tried = withSection('autonomy', { startLevel: 3 });
    const replayed = replayDecision(recordOf(reviewed), { original: POLICY, tried });
    expect(replayed).toMatchObject({
      kind: 'changed',
      before: { outcome: 'in_review' },
      after: { outcome: 'scheduled' },
      comparison: { kinds: ['outcome'], rules: ['autonomy_level'] },
    });
  });

  it.each([
    ['its outcome', 'contact', { emailsPerWindow: 0 }, ['outcome'], 'blocked'],
    ['a smaller discount', 'cart', { ladder: [{ belowCents: null, percentOff: 5 }] }, ['discount'], null],
  ] as const)('changes %s', (_name, section, changes, kinds, outcome) => {
    const tried = withSection(section, changes);
    const replayed = replayDecision(recordOf(autonomous()), { original: POLICY, tried });
    if (replayed.kind !== 'changed') throw new Error(JSON.stringify(replayed));
    expect(replayed.comparison.kinds).toEqual(expect.arrayContaining([...kinds]));
    expect(replayed.comparison.rules.length).toBeGreaterThan(0);
    if (outcome) expect(replayed.after.outcome).toBe(outcome);
  });

  it.each([
    ['snapshot', { snapshot: { schema: 0 } }],
    ['model', { modelVersions: { 'order-probability': 'gone-1' } }],
    ['differs', { summary: 'Something else was written here.' }],
    ['differs', { verdicts: [] }],
  ] as const)('is a gap for its %s, under any policy', (gap, changes) => {
    const record = recordOf(autonomous(), POLICY, changes);
    expect(replayDecision(record, { original: POLICY, tried: null })).toMatchObject({ kind: 'gap', gap });
    const tried = withSection('contact', { emailsPerWindow: 0 });
    expect(replayDecision(record, { original: POLICY, tried })).toMatchObject({ kind: 'gap', gap });
  });

  it('is a gap where the policy of then is gone', () => {
    const question = { original: null, tried: POLICY };
    expect(replayDecision(recordOf(autonomous()), question)).toMatchObject({ kind: 'gap', gap: 'policy' });
  });

  it('says where it is not the one on record', () => {
    const record = recordOf(autonomous());
    const verdicts = structuredClone(record.verdicts) as { findings: { reason: string }[] }[];
    const finding = verdicts[2]?.findings[0];
    if (finding) finding.reason = 'Changed by hand.';
    const replayed = replayDecision({ ...record, verdicts }, { original: POLICY, tried: null });
    expect(replayed).toMatchObject({ kind: 'gap', detail: 'verdicts[2].findings[0].reason' });
  });

  it('is compared with what it was at first, though an approval moved its choice', () => {
    const record = recordOf(autonomous(), POLICY, { isReviewed: true, chosen: { sendAt: 'moved' } });
    expect(replayDecision(record, { original: POLICY, tried: null }).kind).toBe('same');
    expect(replayDecision(record, { original: POLICY, tried: Policy.parse({ ...POLICY }) }).kind).toBe('same');
  });
});

describe('a record of this very code', () => {
  const records = Array.from({ length: 60 }, (_, index) => {
    const snapshot = variedSnapshot(index, NOON);
    const { outcome } = decide({ snapshot, policy: POLICY, models: ORDER_PRIORS, now: NOON });
    return { record: recordOf(snapshot), outcome };
  });

  it('is taken as it stands and comes to what making it again comes to, threshold by threshold', () => {
    const kinds = new Set<string>();
    for (const [nth, { path, tried }] of policyChanges(POLICY).entries()) {
      // Each change meets a few of them, and all of them meet many changes.
      for (const { record, outcome } of records.filter((_record, index) => (index + nth) % 15 === 0)) {
        const question = { original: POLICY, tried };
        const { footprint: _theirs, ...whole } = sides(replayDecision(record, question));
        const taken = { ...record, isOfThisCode: true, firstOutcome: outcome };
        const { footprint: _ours, ...fast } = sides(replayDecision(taken, question));
        expect({ path, ...fast }).toEqual({ path, ...whole });
        kinds.add(fast.kind);
      }
    }
    expect([...kinds].sort()).toEqual(['changed', 'same']);
  }, 120_000);

  it('is made again where a person has moved its choice, and where nothing else is tried', () => {
    const record = recordOf(autonomous(), POLICY, { firstOutcome: 'scheduled', isOfThisCode: true });
    const wrong = { ...record, summary: 'Something else was written here.' };
    expect(replayDecision(wrong, { original: POLICY, tried: null })).toMatchObject({
      gap: 'differs',
      detail: 'summary',
    });
    const tried = withSection('contact', { emailsPerWindow: 0 });
    const reviewed = { ...record, isReviewed: true, chosen: { sendAt: 'moved' } };
    expect(replayDecision(reviewed, { original: POLICY, tried })).toMatchObject({ after: { outcome: 'blocked' } });
  });
});

describe('the tally', () => {
  const blockAll = withSection('contact', { emailsPerWindow: 0 });
  const some = [
    replayDecision(recordOf(autonomous()), { original: POLICY, tried: blockAll }),
    replayDecision(recordOf(autonomous()), { original: POLICY, tried: null }),
    replayDecision(recordOf(autonomous(), POLICY, { snapshot: {} }), { original: POLICY, tried: null }),
  ];

  it('counts each decision once, and what the changed ones would have brought', () => {
    const tally = tallyOf(some);
    expect(tally).toMatchObject({ same: 1, changed: 1, gaps: { snapshot: 1 }, kinds: { outcome: 1 } });
    expect(tally.outcomes).toEqual({ before: { scheduled: 2 }, after: { scheduled: 1, blocked: 1 } });
    expect(tally.transitions).toEqual({ 'scheduled>blocked': 1 });
    // A cart of $120.00 at 20 %, with 20 % off: 1,920 expected, 2,400 at most, a fifth of that expected.
    expect(tally.value.before.mean * 2).toBeCloseTo(3_840, 6);
    expect(tally.value.difference.mean * 2).toBeCloseTo(-1_920, 6);
    expect(tally.discount.after.mean * 2).toBeCloseTo(480, 6);
    expect(tally.discountAtMost.difference.mean * 2).toBeCloseTo(-2_400, 6);
  });

  it('is the same whether taken at once or in parts', () => {
    const parts = some.map((one) => tallyOf([one])).reduce(addTallies, EMPTY_TALLY);
    expect(parts).toEqual(tallyOf(some));
  });
});

describe('blind spots', () => {
  it('names what a replay cannot show, and nothing else', () => {
    expect(blindSpots(POLICY, withSection('contact', { emailsPerWindow: 1 }))).toEqual([]);
    const spots = blindSpots(POLICY, withSection('lifecycle', { activeDays: 20, atRiskRestDays: 7 }));
    expect(spots.map(({ path }) => path)).toEqual(['lifecycle.activeDays', 'lifecycle.atRiskRestDays']);
    expect(blindSpots(POLICY, withSection('cart', { idleHours: 5 })).map(({ path }) => path)).toEqual([
      'cart.idleHours',
    ]);
  });
});
