import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cartOfferPolicy,
  cartSnapshot,
  customerFacts,
  dormantSnapshot,
  granted,
  NOON,
  POLICY,
} from '@/tests/factories/snapshot';
import { GUARDRAILS } from '../guardrails/guardrail-ids';
import { ORDER_PRIORS } from '../models/order-priors';
import { Policy } from '../policies/policy';
import { allowedByItself } from './allowed';
import { decide } from './decide';
import { isHeldOut } from './holdout';
import type { Snapshot } from './snapshot';

const run = (snapshot: Snapshot, policy = POLICY, now = NOON) =>
  decide({ snapshot, policy, models: ORDER_PRIORS, now });
const autonomous = [{ agentId: 'cart_winback', action: 'cart_recovery', level: 3 }];

const stopAll = granted('sms', { purpose: 'everything', status: 'withdrawn', occurredAt: NOON.toISOString() });
/** Hours of the night in Berlin, where the customer lives. */
const nights = [new Date('2026-11-21T20:30:00.000Z'), new Date('2026-11-22T01:00:00.000Z')];

describe('decide', () => {
  it('sends a cart decision to review at level 1, with reasons, target and last moment', () => {
    const decided = run(cartSnapshot({ offerPolicies: [cartOfferPolicy()] }));
    expect(decided.outcome).toBe('in_review');
    expect(decided.verdicts.map((verdict) => verdict.guardrail)).toEqual(GUARDRAILS);
    expect(decided.verdicts.every((verdict) => verdict.verdict === 'pass')).toBe(true);
    expect(decided.slaDueAt).toBe('2026-11-21T11:05:00.000Z');
    expect(decided.reviewBy).toBe('2026-11-22T11:00:00.000Z');
    expect(decided.summary).toBe('Send an e-mail about a cart of $120.00, with 20% off for 48 hours.');
  });

  it('runs by itself at level 3 inside an approved offer, and only then may become a message', () => {
    const decided = run(cartSnapshot({ offerPolicies: [cartOfferPolicy()], autonomy: autonomous }));
    expect(decided.outcome).toBe('scheduled');
    const names = {
      id: 'd' as never,
      customerId: 'c',
      agentId: 'cart_winback',
      action: 'cart_recovery',
      isSimulated: false,
    };
    expect(allowedByItself(decided, names)?.outcome).toBe('scheduled');
    expect(allowedByItself(run(cartSnapshot()), names)).toBeNull();
  });

  it('asks for review outside an approved offer, whatever the level', () => {
    const decided = run(cartSnapshot({ autonomy: autonomous }));
    expect(decided.outcome).toBe('in_review');
    expect(decided.reasons.map((reason) => reason.factor)).toContain('financial.discount');
  });

  it('blocks and says why, with what would flip it', () => {
    const customer = customerFacts({ hardBounces: 3 });
    const decided = run(cartSnapshot({ customer, autonomy: autonomous, offerPolicies: [cartOfferPolicy()] }));
    expect(decided.outcome).toBe('blocked');
    expect(decided.outcomeReason).toContain('bounce');
    expect(decided.sendAt).toBeNull();
  });

  it.each<[string, Partial<Snapshot>, string]>([
    ['never agreed to', { consent: [granted('web')] }, 'never said yes'],
    ['was refused', { consent: [granted('email', { status: 'withdrawn' })] }, 'withdrew'],
    ['everything was stopped', { consent: [granted('email'), stopAll] }, 'stopped everything'],
    ['is suppressed', { suppressed: [{ channel: 'email', reason: 'unsubscribed' }] }, 'suppression list'],
  ])('proposes nothing for a channel that %s, and says so beside the road it left', (_what, facts, why) => {
    const decided = run(cartSnapshot(facts));
    expect(decided).toMatchObject({ outcome: 'skipped', chosen: null, outcomeReason: expect.stringContaining(why) });
    expect(decided.considered).toMatchObject([
      { action: 'cart_recovery', channel: 'email', whyNot: expect.stringContaining(why) },
    ]);
  });

  it.each(nights)('sends e-mail by the customer’s day: at %s it waits for nine o’clock', (now) => {
    const decided = run(cartSnapshot(), POLICY, now);
    expect(decided.sendAt).toBe('2026-11-22T08:00:00.000Z');
    expect(decided.reasons.map(({ text }) => text).join(' ')).toContain('waits for the day, until 09:00');
    const wave = run(dormantSnapshot(), POLICY, now);
    expect([wave.chosen?.channel, wave.chosen?.sendAt]).toEqual(['email', '2026-11-22T08:00:00.000Z']);
  });

  it('leaves those alone whom the quarter holds out, and runs the guardrails for them too', () => {
    const policy = Policy.parse({ holdout: { share: 0.5 } });
    const customers = Array.from({ length: 20 }, (_, index) => customerFacts({ id: `customer-${index}` }));
    const decisions = customers.map((customer) => run(cartSnapshot({ customer }), policy));
    const salt = cartSnapshot().workspace.holdoutSalt;
    const drawn = customers.map(({ id }) => isHeldOut(salt, id, NOON, policy));
    expect(new Set(drawn)).toEqual(new Set([true, false]));
    expect(decisions.map(({ heldOut }) => heldOut)).toEqual(drawn);
    const held = decisions.find(({ heldOut }) => heldOut);
    expect(held?.outcome).toBe('held_out');
    expect(held?.verdicts).toHaveLength(GUARDRAILS.length);
  });

  it('skips with a reason when nothing is worth doing', () => {
    const cart = cartSnapshot().cart;
    const decided = run(cartSnapshot({ cart: cart && { ...cart, valueCents: 1_999 } }));
    expect(decided.outcome).toBe('skipped');
    expect(decided.summary).toContain('$19.99 is below $20.00');
  });

  it('waits where waiting is enough: over the hourly volume means later', () => {
    const decided = run(
      cartSnapshot({
        hourlyVolume: [{ channel: 'email', sent: 100_000 }],
        offerPolicies: [cartOfferPolicy()],
        autonomy: autonomous,
      }),
    );
    expect(decided.outcome).toBe('scheduled');
    expect(decided.sendAt).toBe('2026-11-21T12:00:00.000Z');
    expect(decided.chosen?.content.claims).toEqual([
      { kind: 'expiry', phrase: 'good until', expiresAt: '2026-11-23T12:00:00.000Z' },
    ]);
    expect(decided.reasons.map((reason) => reason.factor)).toContain('rate.channel_hour');
  });

  it('lets nothing run by itself while a stop covers it', () => {
    const decided = run(
      cartSnapshot({
        offerPolicies: [cartOfferPolicy()],
        autonomy: autonomous,
        stops: [{ scope: 'channel', target: 'email' }],
      }),
    );
    expect(decided.outcome).toBe('in_review');
    expect(decided.reasons.at(-1)?.factor).toBe('stop');
  });

  it('is a function: the same input gives the same decision', () => {
    fc.assert(
      fc.property(
        fc.record({
          value: fc.integer({ min: 0, max: 200_000 }),
          ltv: fc.integer({ min: 0, max: 900_000 }),
          engagement: fc.double({ min: 0, max: 1, noNaN: true }),
          touches: fc.integer({ min: 0, max: 20 }),
          country: fc.constantFrom('DE', 'US', 'CA', null),
          dormant: fc.boolean(),
          arm: fc.constantFrom('discount' as const, 'new_products' as const, 'scarcity' as const),
          level: fc.integer({ min: 0, max: 3 }),
          id: fc.uuid(),
        }),
        (facts) => {
          const base = facts.dormant ? dormantSnapshot() : cartSnapshot();
          const snapshot: Snapshot = {
            ...base,
            customer: {
              ...base.customer,
              id: facts.id,
              lifetimeValueCents: facts.ltv,
              engagementScore: facts.engagement,
              deliveredTouches: facts.touches,
              country: facts.country,
            },
            cart: base.cart && { ...base.cart, valueCents: facts.value },
            winback: base.winback && { ...base.winback, arm: facts.arm },
            autonomy: [{ agentId: 'cart_winback', action: 'cart_recovery', level: facts.level }],
          };
          const frozen = structuredClone(snapshot);
          const first = run(snapshot);
          expect(run(structuredClone(frozen))).toEqual(first);
          expect(snapshot).toEqual(frozen);
          if (first.outcome === 'scheduled')
            expect(first.verdicts.every((verdict) => verdict.verdict === 'pass')).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
