import type { Candidate, Reason } from '../../decisions/candidate';
import type { Snapshot } from '../../decisions/snapshot';
import type { Models } from '../../models/models';
import type { Policy } from '../../policies/policy';
import { moneyText } from '../../shared/money-text';
import { plural } from '../../shared/plural';
import { after, HOUR } from '../../shared/time';
import { type CartBrief, cartConcierge, cartRecovery, shopUrl } from '../../templates/library';
import type { Proposal } from '../agent';
import { byDay, type Moment } from '../daytime';
import { asConsidered, escalationFor, expectedValue, nothing, planOffer } from '../proposal';
import { excluded, whyUnwelcome } from '../welcome';
import { rankCartProducts } from './product-ranking';

/** Percent off for a cart of this value: the first rung above it, else the last. */
export function ladderPercent(valueCents: number, ladder: Policy['cart']['ladder']): number {
  const rung = ladder.find((step) => step.belowCents !== null && valueCents < step.belowCents) ?? ladder.at(-1);
  return rung?.percentOff ?? 0;
}

/** Path A: a cart was left. One product e-mail with the ladder's discount, or nothing and why. */
export function recoverCart(snapshot: Snapshot, policy: Policy, models: Models, now: Date): Proposal {
  const { cart, customer } = snapshot;
  if (!cart || cart.lines.length === 0) return nothing('The cart is empty or gone.', 'cart', null);
  const changedAt = new Date(cart.lastChangedAt);
  const idleFrom = after(changedAt, policy.cart.idleHours * HOUR);
  if (now < idleFrom) {
    return nothing(
      `The cart changed less than ${plural(policy.cart.idleHours, 'hour')} ago.`,
      'cart_changed_at',
      cart.lastChangedAt,
    );
  }
  if (customer.lastOrderAt && new Date(customer.lastOrderAt) >= changedAt) {
    return nothing('The customer has ordered since.', 'last_order_at', customer.lastOrderAt);
  }
  const value = moneyText(cart.valueCents, snapshot.workspace.currency);
  if (cart.valueCents < policy.cart.minValueCents) {
    const least = moneyText(policy.cart.minValueCents, snapshot.workspace.currency);
    return nothing(`A cart of ${value} is below ${least}: no message.`, 'cart_value', cart.valueCents);
  }
  if (!customer.reachable.includes('email')) {
    return nothing('No e-mail address is known for this customer.', 'reachable', 'email');
  }
  const unwelcome = whyUnwelcome('email', snapshot, policy);
  if (unwelcome) return excluded(RECOVERY, unwelcome);
  const moment = byDay(now > idleFrom ? now : idleFrom, snapshot, policy);
  return proposeRecovery({ ...snapshot, cart }, policy, models, { now, moment, valueText: value });
}

const RECOVERY = {
  agentId: 'cart_winback',
  action: 'cart_recovery',
  channel: 'email',
  label: 'Cart recovery e-mail',
} as const;

type WithCart = Snapshot & { cart: NonNullable<Snapshot['cart']> };

function proposeRecovery(
  snapshot: WithCart,
  policy: Policy,
  models: Models,
  { now, moment, valueText }: { now: Date; moment: Moment; valueText: string },
): Proposal {
  const { cart } = snapshot;
  const { at: sendAt, moved } = moment;
  const percentOff = ladderPercent(cart.valueCents, policy.cart.ladder);
  const planned = planOffer(snapshot, sendAt, {
    percentOff,
    validHours: policy.cart.codeHours,
    valueCents: cart.valueCents,
  });
  const ranking = rankCartProducts(cart.lines, snapshot.products, policy.cart.productsShown);
  const estimate = models.orderProbability({ action: 'cart_recovery', wave: null, channel: 'email' }, policy);
  const reasons: Reason[] = [
    {
      text: `A cart of ${valueText} was left, last changed ${hoursText(cart.lastChangedAt, now)} before this was decided.`,
      factor: 'cart_value',
      value: cart.valueCents,
    },
    ...(planned.offer
      ? [
          {
            text: `The ladder gives ${percentOff}% for a cart of this value.`,
            factor: 'ladder_percent',
            value: percentOff,
          },
        ]
      : planned.reasons),
    ranking.reason,
    moved ?? {
      text: 'Nothing is known yet of the hours at which this customer reads, so the message leaves as soon as it may.',
      factor: 'send_time',
      value: 'no evidence',
    },
    estimate.reason,
  ];
  const isVip = snapshot.customer.lifetimeValueCents > policy.financial.vipCents;
  const brief: CartBrief = {
    brand: snapshot.workspace.brand,
    firstName: snapshot.customer.firstName,
    subjectLength: policy.words.subjectLength,
    landingUrl: shopUrl(snapshot.workspace.brand, policy.cart.landingPath),
    itemCount: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    valueText,
    offer: planned.words,
  };
  const candidate: Candidate = {
    agentId: 'cart_winback',
    action: 'cart_recovery',
    channel: 'email',
    content: isVip ? cartConcierge(brief) : cartRecovery(brief),
    products: ranking.skus,
    inCart: cart.lines
      .filter(({ sku }) => ranking.skus.includes(sku))
      .map(({ sku, quantity, priceCents }) => ({ sku, quantity, priceCents })),
    offer: planned.offer,
    sendAt: sendAt.toISOString(),
    probability: estimate.probability,
    probabilityKind: estimate.kind,
    expectedValueCents: expectedValue(estimate, cart.valueCents, planned.words),
    propensity: 1,
    reasons,
    ...escalationFor(snapshot, policy),
    wave: null,
  };
  return {
    candidates: [candidate],
    considered: planned.offer
      ? [
          {
            ...asConsidered(
              { ...candidate, offer: null },
              'E-mail without a discount',
              `The ladder gives ${percentOff}% for this cart.`,
            ),
            // The plan's baseline was measured with incentives; there is no honest figure for going without.
            probability: null,
            expectedValueCents: null,
            propensity: 0,
          },
        ]
      : [],
    reasons,
  };
}

function hoursText(from: string, to: Date): string {
  const hours = Math.round(((to.getTime() - new Date(from).getTime()) / HOUR) * 10) / 10;
  return plural(hours, 'hour');
}
