import type { Candidate, Reason } from '../../decisions/candidate';
import type { Snapshot } from '../../decisions/snapshot';
import type { Models } from '../../models/models';
import type { Policy } from '../../policies/policy';
import { cartReminderSms, shopUrl } from '../../templates/library';
import type { Proposal } from '../agent';
import { approvedWords } from '../approved-words';
import { escalationFor, expectedValue, heldWords, nothing } from '../proposal';
import { excluded, whyUnwelcome } from '../welcome';

const REMINDER = { agentId: 'cart_winback', action: 'cart_reminder', label: 'Cart reminder' } as const;

/** Path A, second touch: an SMS or WhatsApp message to those who did not open the cart e-mail. It gives no new code. */
export function remindOfCart(snapshot: Snapshot, policy: Policy, models: Models, now: Date): Proposal {
  const { cart, customer, trigger } = snapshot;
  if (!cart || trigger.kind !== 'cart_reminder') return nothing('The cart is gone.', 'cart', null);
  if (customer.lastOrderAt && new Date(customer.lastOrderAt) >= new Date(cart.lastChangedAt)) {
    return nothing('The customer has ordered since.', 'last_order_at', customer.lastOrderAt);
  }
  const channel = policy.cart.reminderChannel;
  if (!customer.reachable.includes(channel)) {
    return nothing('No telephone number is known for this customer.', 'reachable', channel);
  }
  const unwelcome = whyUnwelcome(channel, snapshot, policy);
  if (unwelcome) return excluded({ ...REMINDER, channel }, unwelcome);
  const held = heldWords(snapshot, now);
  const estimate = models.orderProbability({ action: 'cart_reminder', wave: null, channel }, policy);
  const brief = {
    brand: snapshot.workspace.brand,
    firstName: customer.firstName,
    subjectLength: policy.words.subjectLength,
    landingUrl: shopUrl(snapshot.workspace.brand, policy.cart.landingPath),
    offer: held,
  };
  const approved =
    channel === 'whatsapp'
      ? approvedWords(snapshot, policy, { speaksFor: 'cart_reminder', leavesAt: now, brief })
      : null;
  const reasons: Reason[] = [
    { text: 'The cart e-mail was delivered and not opened.', factor: 'emailed_at', value: trigger.emailedAt },
    ...(approved ? [approved.reason] : []),
    estimate.reason,
  ];
  const candidate: Candidate = {
    agentId: 'cart_winback',
    action: 'cart_reminder',
    channel,
    content: approved?.content ?? cartReminderSms(brief),
    products: [],
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
