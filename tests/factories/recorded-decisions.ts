import { v7 } from 'uuid';
import { decide } from '@/domain/decisions/decide';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { watched } from '@/domain/replay/footprint';
import { stableUnit } from '@/domain/shared/stable-hash';
import type { ServiceContext } from '@/server/context';
import { decisionRow, storeDecisions } from '@/server/services/decisions/store-decisions';
import { specimenFor } from '@/server/services/records';
import { ago, cartOfferPolicy, cartSnapshot, customerFacts, dormantSnapshot, granted, NOON } from './snapshot';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Decisions stored in one statement. */
const AT_ONCE = 250;

/** A customer and an occasion unlike the others: drawn, and the same for the same number every time. */
export function variedSnapshot(index: number, at: Date): Snapshot {
  const draw = (what: string) => stableUnit(what, String(index));
  const oneOf = <Choice>(what: string, choices: readonly [Choice, ...Choice[]]): Choice =>
    choices[Math.floor(draw(what) * choices.length)] ?? choices[0];
  const isCart = draw('kind') < 0.6;
  const base = isCart ? cartSnapshot() : dormantSnapshot();
  const shift = at.getTime() - NOON.getTime();
  const before = (ms: number) => ago(ms - shift);
  const customer = customerFacts({
    ...base.customer,
    id: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    timezone: oneOf('zone', ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', null]),
    country: oneOf('country', ['DE', 'US', 'CA', null]),
    engagementScore: draw('engagement'),
    deliveredTouches: Math.floor(draw('delivered') * 8),
    lifetimeValueCents: Math.floor(draw('value') * 600_000),
    hardBounces: draw('bounced') < 0.05 ? 1 : 0,
    reachable: oneOf('reachable', [['email', 'sms', 'web'], ['email'], ['sms'], ['web']]),
  });
  const valueCents = 1_000 + Math.floor(draw('cart') * 60_000);
  const level = Math.floor(draw('level') * 4);
  return {
    ...base,
    takenAt: at.toISOString(),
    workspace: { ...base.workspace, holdoutSalt: 'some-are-held-out' },
    customer,
    trigger: isCart ? { kind: 'cart_idle', cartId: `cart-${index}` } : { kind: 'dormant', spellId: `spell-${index}` },
    cart: base.cart && {
      ...base.cart,
      id: `cart-${index}`,
      lastChangedAt: before(3 * HOUR),
      openedAt: before(4 * HOUR),
      valueCents,
      lines: base.cart.lines.map((line) => ({ ...line, quantity: 1, priceCents: valueCents })),
    },
    winback: base.winback && { ...base.winback, spellId: `spell-${index}`, startedAt: at.toISOString() },
    consent: draw('consent') < 0.9 ? [granted('email'), granted('sms')] : [],
    touches: Array.from({ length: Math.floor(draw('touches') * 5) }, (_, nth) => ({
      at: before((nth + draw('touched')) * 1.5 * DAY),
      channel: 'email' as const,
      agentId: 'lifecycle',
      action: 'engagement',
      wave: null,
    })),
    offerPolicies: draw('budget') < 0.7 ? [cartOfferPolicy()] : [],
    autonomy: ['cart_recovery', 'winback_offer'].map((action) => ({ agentId: 'cart_winback', action, level })),
    stops: draw('stopped') < 0.03 ? [{ scope: 'agent', target: 'cart_winback' }] : [],
    auditReady: draw('audit') < 0.98,
  };
}

/** So many decisions of varied customers, made by the product itself and stored by it, one every minute up to `ctx.now`. */
export async function recordedDecisions(ctx: ServiceContext, policy: PolicyInForce, count: number): Promise<void> {
  const watch = watched(policy.document);
  for (let start = 0; start < count; start += AT_ONCE) {
    const now = new Date(ctx.now.getTime() - (count - start) * 60_000);
    const made = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, nth) => {
      const snapshot = variedSnapshot(start + nth, now);
      watch.begin();
      const decided = decide({ snapshot, policy: watch.policy, models: ORDER_PRIORS, now });
      const customer = { id: snapshot.customer.id, isSimulated: true };
      const made = { id: v7(), decided, snapshot, customer, footprint: watch.footprintOf(decided) };
      return decisionRow(made, specimenFor(ctx.workspaceId, policy, snapshot));
    });
    await storeDecisions(
      ctx.db,
      { ...ctx, now },
      { policyVersion: policy.version, models: ORDER_PRIORS.versions },
      made,
    );
  }
}
