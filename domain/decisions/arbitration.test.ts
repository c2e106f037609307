import { describe, expect, it } from 'vitest';
import { campaignFact } from '@/tests/factories/campaign';
import { ago, cartOfferPolicy, cartSnapshot, customerFacts, NOON, POLICY } from '@/tests/factories/snapshot';
import type { Agent } from '../agents/agent';
import { campaign } from '../agents/campaign/campaign';
import { recoverCart } from '../agents/cart-winback/recover-cart';
import { ORDER_PRIORS } from '../models/order-priors';
import { Policy } from '../policies/policy';
import { after, HOUR } from '../shared/time';
import type { Candidate } from './candidate';
import { decide } from './decide';
import type { PendingDecision, Snapshot } from './snapshot';

const DAY = 24 * HOUR;
const at = (ms: number) => after(NOON, ms).toISOString();

/** What the cart agent would say, said by somebody else. */
function says(changes: Partial<Candidate>): Agent {
  const agentId = changes.agentId ?? 'lifecycle';
  return {
    id: agentId,
    name: agentId,
    description: 'test',
    wakesOn: ['cart_idle'],
    actions: [{ id: 'cart_recovery', kind: 'cart', name: 'Test', templates: [] }],
    propose(snapshot, policy, models, now) {
      const { candidates, reasons } = recoverCart(snapshot, policy, models, now);
      return { candidates: candidates.map((candidate) => ({ ...candidate, ...changes })), considered: [], reasons };
    },
  };
}

function waiting(changes: Partial<PendingDecision> = {}): PendingDecision {
  return {
    decisionId: '01900000-0000-7000-8000-0000000000e1',
    agentId: 'lifecycle',
    campaignId: null,
    action: 'engagement',
    channel: 'email',
    outcome: 'in_review',
    sendAt: ago(3 * HOUR),
    percentOff: null,
    probability: 0.02,
    expectedValueCents: 100,
    ...changes,
  };
}

const snapshotWith = (overrides: Partial<Snapshot>) =>
  cartSnapshot({ offerPolicies: [cartOfferPolicy()], ...overrides });
const run = (snapshot: Snapshot, agents: readonly Agent[] = [says({ agentId: 'cart_winback' })], policy = POLICY) =>
  decide({ snapshot, policy, models: ORDER_PRIORS, now: NOON, agents });

describe('agents that wake together', () => {
  it('are ordered by the priority of the policy, not by what they expect, and the loser stays on the record', () => {
    const decided = run(snapshotWith({}), [
      says({ agentId: 'lifecycle', expectedValueCents: 99_999 }),
      says({ agentId: 'cart_winback', expectedValueCents: 1 }),
    ]);
    expect(decided.agentId).toBe('cart_winback');
    expect(decided.considered.find((road) => road.agentId === 'lifecycle')?.whyNot).toBe(
      'Considered, not chosen: Cart & win-back goes first.',
    );
    expect(decided.considered.map((road) => road.whyNot)).toContain(null);
  });

  it('are ordered by another priority where the policy says so', () => {
    const policy = Policy.parse({ arbitration: { priorities: { cart_winback: 10, 'lifecycle.cart_recovery': 5 } } });
    const agents = [says({ agentId: 'lifecycle' }), says({ agentId: 'cart_winback' })];
    expect(run(snapshotWith({}), agents, policy).agentId).toBe('lifecycle');
  });

  it('of equal priority are ordered by expected value; who is not named goes last', () => {
    const policy = Policy.parse({ arbitration: { priorities: { one: 5, two: 5 } } });
    const agents = [
      says({ agentId: 'unnamed', expectedValueCents: 900 }),
      says({ agentId: 'one', expectedValueCents: 10 }),
      says({ agentId: 'two', expectedValueCents: 11 }),
    ];
    expect(run(snapshotWith({}), agents, policy).agentId).toBe('two');
  });
});

describe('a decision that meets one which waits', () => {
  it('displaces the weaker one and says so on both records', () => {
    const decided = run(snapshotWith({ pending: [waiting()] }));
    expect(decided.outcome).toBe('in_review');
    expect(decided.displaces).toEqual([
      {
        decisionId: waiting().decisionId,
        agentId: 'lifecycle',
        reason: expect.stringContaining('Considered, not chosen: Cart & win-back goes first.'),
      },
    ]);
    const road = decided.considered.find(({ agentId }) => agentId === 'lifecycle');
    expect(road).toMatchObject({ action: 'engagement', expectedValueCents: 100 });
    expect(road?.whyNot).toContain('cancelled');
  });

  it('yields to the stronger one: skipped, with what was considered and why', () => {
    const pending = [waiting({ agentId: 'cart_winback', action: 'cart_recovery' })];
    const decided = run(snapshotWith({ pending }), [says({ agentId: 'lifecycle' })]);
    expect(decided).toMatchObject({ outcome: 'skipped', agentId: 'lifecycle', chosen: null, displaces: [] });
    expect(decided.yieldsTo).toBe(waiting().decisionId);
    expect(decided.outcomeReason).toBe(
      'Considered, not chosen: Cart & win-back goes first. “Cart recovery e-mail” waits for a person.',
    );
    expect(decided.considered[0]?.whyNot).toBe('Considered, not chosen: Cart & win-back goes first.');
  });

  it('between equals leaves the one that waits', () => {
    const policy = Policy.parse({ arbitration: { priorities: { cart_winback: 10, lifecycle: 10 } } });
    const worth = run(snapshotWith({})).chosen?.expectedValueCents ?? 0;
    const against = (expectedValueCents: number) =>
      run(snapshotWith({ pending: [waiting({ expectedValueCents })] }), undefined, policy);
    expect(against(worth).outcome).toBe('skipped');
    expect(against(worth - 1).displaces).toHaveLength(1);
  });

  it.each(['approved', 'edited'] as const)('yields to what a person has %s, however weak', (outcome) => {
    const pending = [waiting({ outcome, sendAt: at(HOUR) })];
    expect(run(snapshotWith({ pending }))).toMatchObject({ outcome: 'skipped', displaces: [] });
  });

  it('has nothing to do with one further away than the gap, or of the same voice', () => {
    const gap = POLICY.arbitration.gapHours * HOUR;
    const near = waiting({ outcome: 'scheduled', sendAt: at(gap - 1) });
    expect(run(snapshotWith({ pending: [near] })).displaces).toHaveLength(1);
    expect(run(snapshotWith({ pending: [{ ...near, sendAt: at(gap) }] })).displaces).toEqual([]);
    const own = waiting({ agentId: 'cart_winback', action: 'cart_reminder' });
    expect(run(snapshotWith({ pending: [own] }))).toMatchObject({ outcome: 'in_review', displaces: [] });
  });

  it('treats two campaigns of one agent as two voices', () => {
    const policy = Policy.parse({ arbitration: { priorities: { campaign: 20, 'campaign.welcome': 30 } } });
    const mine = says({ agentId: 'campaign', campaignId: 'spring' });
    const welcome = { agentId: 'campaign', action: 'welcome' };
    const against = (campaignId: string) =>
      run(snapshotWith({ pending: [waiting({ ...welcome, campaignId })] }), [mine], policy);
    expect(against('spring').displaces).toEqual([]);
    expect(against('summer').displaces).toHaveLength(1);
  });

  it('does not speak of a code, nor wait for a message, that goes with the one it displaces', () => {
    const decisionId = waiting().decisionId;
    const decided = run(
      snapshotWith({
        pending: [waiting({ outcome: 'scheduled', sendAt: at(HOUR), percentOff: 10 })],
        liveOffers: [{ code: 'GONE-22222', percentOff: 10, expiresAt: at(10 * DAY), decisionId }],
        touches: [
          { at: at(HOUR), channel: 'email', agentId: 'lifecycle', action: 'engagement', wave: null, decisionId },
        ],
        autonomy: [{ agentId: 'cart_winback', action: 'cart_recovery', level: 3 }],
      }),
    );
    expect(decided).toMatchObject({ outcome: 'scheduled', sendAt: NOON.toISOString() });
    expect(decided.chosen?.offer?.percentOff).toBe(20);
    expect(decided.displaces).toHaveLength(1);
  });

  it('displaces nothing when it will not be sent itself', () => {
    const blocked = run(snapshotWith({ customer: customerFacts({ hardBounces: 3 }), pending: [waiting()] }));
    expect(blocked).toMatchObject({ outcome: 'blocked', displaces: [] });
    const everybody = { ...POLICY, holdout: { share: 1 } };
    expect(run(snapshotWith({ pending: [waiting()] }), undefined, everybody)).toMatchObject({
      outcome: 'held_out',
      displaces: [],
    });
  });

  it('meets what waits also at the moment the guardrails move it to', () => {
    const sent = { at: ago(HOUR), channel: 'email' as const, agentId: 'campaign', action: 'news', wave: null };
    const later = waiting({ agentId: 'first', outcome: 'scheduled', sendAt: at(30 * HOUR) });
    const policy = Policy.parse({ arbitration: { priorities: { first: 1, cart_winback: 10 } } });
    // Meant for now, 30 hours from what goes first; the touch of an hour ago moves it to within 7 hours of it.
    const decided = run(snapshotWith({ touches: [sent], pending: [later] }), undefined, policy);
    expect(decided).toMatchObject({ outcome: 'skipped', yieldsTo: later.decisionId });
    expect(run(snapshotWith({ touches: [sent] }), undefined, policy).chosen?.sendAt).toBe(at(23 * HOUR));
  });
});

describe('campaigns', () => {
  type Priority = 'high' | 'normal' | 'low';
  const other = (campaignPriority: Priority | null, changes: Partial<PendingDecision> = {}) =>
    waiting({
      agentId: 'campaign',
      action: 'campaign_message',
      campaignId: '01900000-0000-7000-8000-0000000000c2',
      sendAt: at(0),
      campaignPriority,
      ...changes,
    });
  const meets = (priority: Priority, pending: PendingDecision, changes: Partial<Snapshot> = {}) =>
    run(
      cartSnapshot({
        cart: null,
        trigger: { kind: 'milestone', milestone: 'signup', count: 1 },
        campaigns: [campaignFact({ priority })],
        pending: [pending],
        ...changes,
      }),
      [campaign],
    );

  it.each<[Priority, Priority | null, number, 'takes its place' | 'gives way']>([
    ['low', 'high', 0, 'gives way'],
    ['low', 'normal', 0, 'gives way'],
    ['low', null, 0, 'gives way'],
    ['normal', 'high', 0, 'gives way'],
    ['high', 'low', 99_999, 'takes its place'],
    ['high', null, 99_999, 'takes its place'],
    ['normal', 'low', 99_999, 'takes its place'],
    // Within one priority the value decides.
    ['high', 'high', 0, 'takes its place'],
    ['high', 'high', 99_999, 'gives way'],
    ['normal', null, 0, 'takes its place'],
  ])('of %s priority meeting one that waits with %s and brings %d: %s', (priority, waits, expectedValueCents, what) => {
    const decided = meets(priority, other(waits, { expectedValueCents }));
    expect(decided.chosen?.campaignPriority).toBe(what === 'gives way' ? undefined : priority);
    expect(decided.displaces).toHaveLength(what === 'takes its place' ? 1 : 0);
  });

  it('come after whom the policy puts before them, whatever their own priority', () => {
    const cart = waiting({ agentId: 'cart_winback', action: 'cart_recovery', sendAt: at(0), expectedValueCents: 1 });
    expect(meets('high', cart).yieldsTo).toBe(cart.decisionId);
  });

  it('were ordered by value alone before their priority was on record', () => {
    expect(meets('high', other(null, { expectedValueCents: 99_999 }), { asking: undefined }).yieldsTo).not.toBeNull();
    expect(meets('low', other(null, { expectedValueCents: 0 }), { asking: undefined }).displaces).toHaveLength(1);
  });
});
