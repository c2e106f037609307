import type { Candidate, Reason } from '../../decisions/candidate';
import type { Snapshot } from '../../decisions/snapshot';
import type { Models } from '../../models/models';
import type { Policy } from '../../policies/policy';
import { moneyText } from '../../shared/money-text';
import { cartNoteWeb, shopUrl } from '../../templates/library';
import type { Proposal } from '../agent';
import { escalationFor, expectedValue, heldWords, nothing } from '../proposal';
import { excluded, whyUnwelcome } from '../welcome';
import { rankCartProducts } from './product-ranking';

const NOTE = { agentId: 'cart_winback', action: 'cart_note', channel: 'web', label: 'Cart note' } as const;

/**
 * Path A, on the page itself: a note about the open cart while its owner is still there. It gives no new code, so that
 * nobody learns to leave for a discount; one they already hold is named.
 */
export function noteCart(snapshot: Snapshot, policy: Policy, models: Models, now: Date): Proposal {
  const { cart, customer, trigger } = snapshot;
  if (trigger.kind !== 'web_visit' || !cart || cart.lines.length === 0) {
    return nothing('The cart is empty or gone.', 'cart', null);
  }
  if (customer.lastOrderAt && new Date(customer.lastOrderAt) >= new Date(cart.lastChangedAt)) {
    return nothing('The customer has ordered since.', 'last_order_at', customer.lastOrderAt);
  }
  const value = moneyText(cart.valueCents, snapshot.workspace.currency);
  if (cart.valueCents < policy.cart.minValueCents) {
    const least = moneyText(policy.cart.minValueCents, snapshot.workspace.currency);
    return nothing(`A cart of ${value} is below ${least}: no message.`, 'cart_value', cart.valueCents);
  }
  const unwelcome = whyUnwelcome('web', snapshot, policy);
  if (unwelcome) return excluded(NOTE, unwelcome);
  const held = heldWords(snapshot, now);
  const ranking = rankCartProducts(cart.lines, snapshot.products, policy.cart.productsShown);
  const estimate = models.orderProbability({ action: 'cart_note', wave: null, channel: 'web' }, policy);
  const reasons: Reason[] = [
    {
      text: `The customer is on the shop’s pages with a cart of ${value}.`,
      factor: 'cart_value',
      value: cart.valueCents,
    },
    { text: `The page asked for its place “${trigger.slot}”.`, factor: 'slot', value: trigger.slot },
    ranking.reason,
    estimate.reason,
  ];
  const candidate: Candidate = {
    agentId: 'cart_winback',
    action: 'cart_note',
    channel: 'web',
    content: cartNoteWeb({
      brand: snapshot.workspace.brand,
      firstName: customer.firstName,
      subjectLength: policy.words.subjectLength,
      landingUrl: shopUrl(snapshot.workspace.brand, policy.cart.landingPath),
      offer: held,
    }),
    products: ranking.skus,
    inCart: cart.lines
      .filter(({ sku }) => ranking.skus.includes(sku))
      .map(({ sku, quantity, priceCents }) => ({ sku, quantity, priceCents })),
    offer: null,
    sendAt: now.toISOString(),
    probability: estimate.probability,
    probabilityKind: estimate.kind,
    expectedValueCents: expectedValue(estimate, cart.valueCents, held),
    propensity: 1,
    reasons,
    ...escalationFor(snapshot, policy),
    wave: null,
  };
  return { candidates: [candidate], considered: [], reasons };
}
