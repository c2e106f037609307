import { actionOf } from '../../campaigns/action';
import { whyNotInAudience } from '../../campaigns/audience';
import type { CampaignStep } from '../../campaigns/campaign';
import type { CampaignFact } from '../../campaigns/campaign-fact';
import { CHANNEL_NAMES } from '../../channels/channel-ids';
import { TEMPLATE_USES } from '../../channels/whatsapp-template';
import type { Candidate, Reason } from '../../decisions/candidate';
import type { Snapshot } from '../../decisions/snapshot';
import type { Models } from '../../models/models';
import { messageCostCents, pauseAtCents } from '../../policies/message-costs';
import type { Policy } from '../../policies/policy';
import { moneyText } from '../../shared/money-text';
import { clockText, isZone } from '../../shared/zone';
import type { MessageContent } from '../../templates/content';
import { campaignMessage, shopUrl } from '../../templates/library';
import { approvedWords } from '../approved-words';
import { leavesAt } from '../leaves-at';
import { escalationFor, expectedValue, NO_OFFER, orderValue, type PlannedOffer, planOffer } from '../proposal';
import { whyUnwelcome } from '../welcome';
import { whyNotConfident } from './confidence';

type Looked = { snapshot: Snapshot; policy: Policy; models: Models; now: Date };

/** A touch that could be made, or why none is. */
export type Planned = { candidate: Candidate; whyNot: null } | { candidate: null; whyNot: Reason };

/** One step of a campaign for one customer: whether it may be said, what, when, and what it is expected to bring. */
export function planTouch(fact: CampaignFact, number: number, looked: Looked): Planned {
  const { snapshot, policy, models } = looked;
  const step = fact.steps[number - 1];
  if (!step) return no('The campaign has no such message.', 'step', number);
  const unfit = whyNotNow(fact, step, number, looked);
  if (unfit) return { candidate: null, whyNot: unfit };

  const moment = whenToSend(step, looked);
  const value = orderValue(snapshot, policy);
  const planned = planOffer(snapshot, moment.at, {
    percentOff: step.percentOff,
    validHours: policy.campaign.codeHours,
    valueCents: value,
  });
  // A code the customer holds already is spoken of where the step is about one, and nowhere else.
  const possible = step.percentOff > 0 ? planned : NO_OFFER;
  const products = snapshot.newProducts.length > 0 ? snapshot.newProducts : snapshot.products;
  const shown = products.slice(0, policy.campaign.productsShown).map(({ sku }) => sku);
  const worded = wordsOf(step, possible, { leavesAt: moment.at, showsProducts: shown.length > 0 }, looked);
  const offer = worded.namesOffer ? possible : NO_OFFER;
  const overspent = whyOverBudget(fact, step, offer.offer?.maxCostCents ?? 0, looked);
  if (overspent) return { candidate: null, whyNot: overspent };

  const action = actionOf(step);
  const estimate = models.orderProbability(
    { action, wave: number, channel: step.channel, campaignId: fact.id },
    policy,
  );
  const expectedValueCents = expectedValue(estimate, value, offer.words);
  if (expectedValueCents <= messageCostCents(step.channel, 1, policy)) {
    return no('It is expected to cost more than it brings.', 'expected_value', expectedValueCents);
  }
  const unsure = whyNotConfident(estimate, policy);
  const candidate: Candidate = {
    agentId: 'campaign',
    action,
    channel: step.channel,
    content: worded.content,
    products: step.channel === 'email' ? shown : [],
    offer: offer.offer,
    sendAt: moment.at.toISOString(),
    probability: estimate.probability,
    probabilityKind: estimate.kind,
    expectedValueCents,
    propensity: 1,
    reasons: [
      {
        text: `The campaign “${fact.name}”, message ${number} of ${fact.steps.length}.`,
        factor: 'campaign',
        value: fact.id,
      },
      ...(number > 1
        ? [{ text: 'None of its messages before led to an order.', factor: 'not_converted', value: number }]
        : []),
      ...offer.reasons,
      ...worded.reasons,
      moment.reason,
      estimate.reason,
    ],
    ...asking(unsure, fact, looked),
    wave: number,
    campaignId: fact.id,
    purpose: `for the campaign “${fact.name}”`,
    lasts: { usefulHours: policy.campaign.usefulHours, reviewHours: policy.campaign.reviewHours },
  };
  return { candidate, whyNot: null };
}

/**
 * Why a person is asked: what makes it risky, and apart from that what is only not known. With it goes what the campaign
 * ranks by against others. Snapshots from before these were told apart are decided again as they were.
 */
function asking(
  unsure: string | null,
  { priority }: CampaignFact,
  { snapshot, policy }: Looked,
): Pick<Candidate, 'escalations' | 'notify' | 'doubts' | 'campaignPriority'> {
  const escalation = escalationFor(snapshot, policy);
  const doubts = unsure ? [unsure] : [];
  return snapshot.asking === 'apart'
    ? { ...escalation, doubts, campaignPriority: priority }
    : { ...escalation, escalations: [...doubts, ...escalation.escalations] };
}

type Worded = { content: MessageContent; reasons: Reason[]; namesOffer: boolean };

/** What the step says: on WhatsApp what was approved for such words, unless the customer wrote lately. */
function wordsOf(
  { channel, template }: CampaignStep,
  { words }: PlannedOffer,
  { leavesAt, showsProducts }: { leavesAt: Date; showsProducts: boolean },
  { snapshot, policy }: Looked,
): Worded {
  const brief = {
    brand: snapshot.workspace.brand,
    firstName: snapshot.customer.firstName,
    subjectLength: policy.words.subjectLength,
    landingUrl: shopUrl(snapshot.workspace.brand, policy.campaign.landingPath),
    offer: words,
  };
  const speaksFor = TEMPLATE_USES.find(({ id }) => id === template)?.id;
  const approved =
    channel === 'whatsapp' && speaksFor ? approvedWords(snapshot, policy, { speaksFor, leavesAt, brief }) : null;
  if (!approved) {
    return { content: campaignMessage(template, { ...brief, showsProducts, channel }), reasons: [], namesOffer: true };
  }
  const { content, reason, namesOffer } = approved;
  const noCode = {
    text: 'Its words have no place for a code, so none is made.',
    factor: 'no_place_for_code',
    value: null,
  };
  return { content, reasons: [reason, ...(words && !namesOffer ? [noCode] : [])], namesOffer };
}

function no(text: string, factor: string, value: Reason['value']): Planned {
  return { candidate: null, whyNot: { text, factor, value } };
}

/** What of the customer speaks against the step. */
function whyNotNow(fact: CampaignFact, step: CampaignStep, number: number, looked: Looked): Reason | null {
  const { snapshot, policy, now } = looked;
  const { lastOrderAt, reachable } = snapshot.customer;
  if (number > 1 && fact.startedAt && lastOrderAt && lastOrderAt > fact.startedAt) {
    return {
      text: 'The customer has ordered since the campaign began for them.',
      factor: 'converted',
      value: lastOrderAt,
    };
  }
  // Who began stays: a customer whom the campaign itself has moved out of its audience is led to its end.
  const outside = number > 1 ? null : whyNotInAudience(fact.audience, snapshot, policy, now);
  if (outside) return outside;
  return reachable.includes(step.channel)
    ? whyUnwelcome(step.channel, snapshot, policy)
    : {
        text: `The customer cannot be reached by ${CHANNEL_NAMES[step.channel]}.`,
        factor: 'reachable',
        value: step.channel,
      };
}

/** The channel pauses before its share of the campaign's budget is reached. */
function whyOverBudget(
  fact: CampaignFact,
  step: CampaignStep,
  discountCents: number,
  { snapshot, policy }: Looked,
): Reason | null {
  const share = fact.channelBudgets.find(({ channel }) => channel === step.channel);
  if (!share) return null;
  const spent = share.spentCents + discountCents + messageCostCents(step.channel, 1, policy);
  const pauseAt = pauseAtCents(share.capCents, policy);
  if (spent <= pauseAt) return null;
  const { currency } = snapshot.workspace;
  return {
    text: `With it ${CHANNEL_NAMES[step.channel]} would have spent ${moneyText(spent, currency)}; its share of the budget pauses at ${moneyText(pauseAt, currency)}.`,
    factor: 'channel_budget',
    value: spent,
  };
}

/** At once, or at the usual hour of the customer's day; a zone nobody knows is taken to be the workspace's. */
function whenToSend(step: CampaignStep, { snapshot, policy, now }: Looked): { at: Date; reason: Reason } {
  if (step.timing === 'at_once') {
    return { at: now, reason: { text: 'It goes out as soon as it is due.', factor: 'send_time', value: 'at_once' } };
  }
  const { customer, workspace } = snapshot;
  const own = customer.timezone && isZone(customer.timezone) ? customer.timezone : null;
  const zone = own ?? workspace.timezone;
  const { usualHour } = policy.campaign;
  const at = leavesAt(now, zone, { from: usualHour, to: usualHour + 1 });
  const where = own ? 'in the customer’s own zone' : 'in the workspace’s zone, as the customer’s is not known';
  const clock = isZone(zone) ? clockText(at, zone) : at.toISOString();
  return {
    at,
    reason: {
      text: `Leaves at ${clock} ${where}: the policy’s usual hour, as no model of reading times exists yet.`,
      factor: 'send_time',
      value: usualHour,
    },
  };
}
