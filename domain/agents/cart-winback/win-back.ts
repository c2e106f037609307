import type { Candidate, Reason } from '../../decisions/candidate';
import type { ProductFact, Snapshot } from '../../decisions/snapshot';
import type { Models } from '../../models/models';
import type { Policy } from '../../policies/policy';
import { moneyText } from '../../shared/money-text';
import { plural } from '../../shared/plural';
import { daysBetween } from '../../shared/time';
import type { MessageContent } from '../../templates/content';
import {
  type Brief,
  shopUrl,
  winbackConcierge,
  winbackDiscount,
  winbackFollowUp,
  winbackNewProducts,
  winbackScarcityExpiry,
  winbackScarcityStock,
  winbackSms,
  winbackWeb,
} from '../../templates/library';
import type { Considered, Proposal } from '../agent';
import { approvedWords } from '../approved-words';
import { byDay, type Moment } from '../daytime';
import {
  asConsidered,
  escalationFor,
  expectedValue,
  NO_OFFER,
  nothing,
  orderValue,
  type PlannedOffer,
  planOffer,
} from '../proposal';
import { excluded, whyUnwelcome } from '../welcome';
import { productsToShow } from './product-ranking';
import { type ValueSegment, valueSegment, WINBACK_ARMS, type WinbackArm } from './winback-arm';

type Wave = Policy['winback']['waves'][number];
type Spell = NonNullable<Snapshot['winback']>;

const ARM_NAMES: Record<WinbackArm, string> = {
  discount: 'a discount first',
  new_products: 'new products first',
  scarcity: 'a true shortage or last day first',
};

/** Path B: one touch of the series that wins back a dormant customer, or nothing and why. */
export function winBack(snapshot: Snapshot, policy: Policy, models: Models, now: Date): Proposal {
  const { customer, winback: spell } = snapshot;
  if (!spell) return nothing('No dormancy is on record.', 'winback', null);
  const wave = policy.winback.waves[spell.wave - 1];
  if (!wave) return nothing('The series has no such touch.', 'wave', spell.wave);
  if (customer.lastEngagedAt && new Date(customer.lastEngagedAt) > new Date(spell.dormantFrom)) {
    return nothing('The customer has come back.', 'last_engaged_at', customer.lastEngagedAt);
  }
  const days = Math.floor(daysBetween(new Date(spell.dormantFrom), now));
  if (days < policy.winback.dormantDays) {
    return nothing(`Quiet for ${plural(days, 'day')}: not dormant yet.`, 'dormant_days', days);
  }
  const segment = valueSegment(customer.lifetimeValueCents, {
    vipCents: policy.financial.vipCents,
    valuedFromCents: policy.winback.valuedFromCents,
  });
  if (segment === 'vip' && spell.wave > 1) {
    return nothing('A VIP gets one personal letter, no series.', 'segment', segment);
  }
  const action = segment === 'vip' ? 'winback_concierge' : wave.action;
  const channel = segment === 'vip' ? 'email' : wave.channel;
  if (!customer.reachable.includes(channel)) {
    return nothing(`The customer cannot be reached by ${CHANNEL_WORDS[channel]}.`, 'reachable', channel);
  }
  const unwelcome = whyUnwelcome(channel, snapshot, policy);
  if (unwelcome) return excluded({ agentId: 'cart_winback', action, channel, label: LABELS[action] }, unwelcome);
  return segment === 'vip'
    ? proposeConcierge(snapshot, policy, models, now, days)
    : proposeTouch({ snapshot, spell, wave, segment, days }, policy, models, now);
}

const CHANNEL_WORDS = { email: 'e-mail', sms: 'SMS', whatsapp: 'WhatsApp', push: 'push', web: 'the shop’s own pages' };

const LABELS: Record<Wave['action'] | 'winback_concierge', string> = {
  winback_offer: 'Win-back offer',
  winback_follow_up: 'Win-back follow-up',
  winback_concierge: 'Personal letter to a VIP',
};

type Touch = { snapshot: Snapshot; spell: Spell; wave: Wave; segment: Exclude<ValueSegment, 'vip'>; days: number };

function proposeConcierge(snapshot: Snapshot, policy: Policy, models: Models, now: Date, days: number): Proposal {
  const value = orderValue(snapshot, policy);
  const estimate = models.orderProbability({ action: 'winback_concierge', wave: null, channel: 'email' }, policy);
  const limit = moneyText(policy.financial.vipCents, snapshot.workspace.currency);
  const escalation = escalationFor(snapshot, policy);
  const moment = byDay(now, snapshot, policy);
  const reasons: Reason[] = [
    dormantReason(days),
    { text: `Lifetime value above ${limit}: a personal letter, no blanket discount.`, factor: 'segment', value: 'vip' },
    ...(moment.moved ? [moment.moved] : []),
    estimate.reason,
  ];
  const candidate: Candidate = {
    agentId: 'cart_winback',
    action: 'winback_concierge',
    channel: 'email',
    content: winbackConcierge(briefOf(snapshot, policy)),
    products: [],
    offer: null,
    sendAt: moment.at.toISOString(),
    probability: estimate.probability,
    probabilityKind: estimate.kind,
    expectedValueCents: expectedValue(estimate, value, null),
    propensity: 1,
    reasons,
    escalations: [`VIP (lifetime value above ${limit}): a person decides.`, ...escalation.escalations],
    notify: escalation.notify,
    wave: 1,
  };
  return { candidates: [candidate], considered: [], reasons };
}

function proposeTouch(touch: Touch, policy: Policy, models: Models, now: Date): Proposal {
  const { snapshot, spell, wave, segment, days } = touch;
  const value = orderValue(snapshot, policy);
  const moment: Moment = wave.channel === 'email' ? byDay(now, snapshot, policy) : { at: now, moved: null };
  const isFollowUp = wave.action === 'winback_follow_up';
  const possible: PlannedOffer = isFollowUp
    ? NO_OFFER
    : planOffer(snapshot, moment.at, {
        percentOff: segment === 'valued' ? policy.winback.valuedPercentOff : policy.winback.genericPercentOff,
        validHours: policy.winback.codeHours,
        valueCents: value,
      });
  const worded = wordsOf(touch, possible, policy, moment.at);
  if (!worded) return nothing('There is neither an offer nor anything new to write about.', 'content', null);
  const planned = worded.namesOffer === false ? NO_OFFER : possible;
  const estimate = models.orderProbability({ action: wave.action, wave: spell.wave, channel: wave.channel }, policy);
  const reasons: Reason[] = [
    dormantReason(days),
    segmentReason(segment, planned, snapshot, policy),
    ...planned.reasons,
    {
      text: `Touch ${spell.wave} of ${policy.winback.waves.length}, day ${wave.day} of the series.`,
      factor: 'wave',
      value: spell.wave,
    },
    ...worded.reasons,
    ...(moment.moved ? [moment.moved] : []),
    estimate.reason,
  ];
  const candidate: Candidate = {
    agentId: 'cart_winback',
    action: wave.action,
    channel: wave.channel,
    content: worded.content,
    products: worded.products,
    offer: planned.offer,
    sendAt: moment.at.toISOString(),
    probability: estimate.probability,
    probabilityKind: estimate.kind,
    expectedValueCents: expectedValue(estimate, value, planned.words),
    propensity: 1,
    reasons,
    ...escalationFor(snapshot, policy),
    wave: spell.wave,
  };
  if (!worded.arm) return { candidates: [candidate], considered: [], reasons };
  const leads = leadsOf(touch, worded, planned, policy);
  const drawn = { ...candidate, propensity: shareOf(worded.content.templateId, leads) };
  return { candidates: [drawn], considered: otherLeads(drawn, worded.arm, leads), reasons };
}

/** What each arm of the lot would lead with today; null where it has nothing to say. */
type Leads = readonly { arm: WinbackArm; template: string | null }[];

function leadsOf(touch: Touch, drawn: Worded, planned: PlannedOffer, policy: Policy): Leads {
  return WINBACK_ARMS.map((arm) => {
    const worded =
      arm === drawn.arm ? drawn : wordsByArm({ ...touch, spell: { ...touch.spell, arm } }, planned, policy);
    return { arm, template: worded?.content.templateId ?? null };
  });
}

/** Probability that the lot leads with these words: every arm that has or falls back to them counts. */
function shareOf(template: string | null, leads: Leads): number {
  return leads.filter((lead) => lead.template === template).length / leads.length;
}

/** What other arms would have led with, each with its own chance and score; those with nothing to say have neither. */
function otherLeads(candidate: Candidate, drawn: WinbackArm, leads: Leads): Considered[] {
  return leads
    .filter(({ arm }) => arm !== drawn)
    .map(({ arm, template }) => {
      const label = `E-mail with ${ARM_NAMES[arm]}`;
      if (template === null) {
        const road = asConsidered(candidate, label, 'There is neither an offer nor anything new to lead with.');
        return { ...road, percentOff: null, probability: null, expectedValueCents: null, propensity: 0 };
      }
      const whyNot =
        template === candidate.content.templateId
          ? 'Today it would say the same.'
          : 'The lot, fixed for this customer, fell on another one.';
      return asConsidered({ ...candidate, propensity: shareOf(template, leads) }, label, whyNot);
    });
}

type Worded = {
  content: MessageContent;
  products: string[];
  /** The arm that the words follow; null where the touch has one text for all. */
  arm: WinbackArm | null;
  reasons: Reason[];
  /** False where the words have no place for a code, so that none is made. */
  namesOffer?: boolean;
};

function wordsOf(touch: Touch, planned: PlannedOffer, policy: Policy, leavesAt: Date): Worded | null {
  const { snapshot, wave } = touch;
  const brief = briefOf(snapshot, policy);
  const shown = (first: string | null) => productsToShow(snapshot.newProducts, policy.cart.productsShown, first);
  const approved =
    wave.channel === 'whatsapp'
      ? approvedWords(snapshot, policy, {
          ...{ speaksFor: wave.action, leavesAt },
          brief: { ...brief, offer: planned.words },
        })
      : null;
  if (approved) {
    const { content, reason, namesOffer } = approved;
    return { content, products: [], arm: null, reasons: [reason], namesOffer };
  }
  if (wave.action === 'winback_follow_up') {
    return { content: winbackFollowUp(brief), products: [], arm: null, reasons: [] };
  }
  if (wave.channel === 'email') return wordsByArm(touch, planned, policy);
  if (!planned.words && snapshot.newProducts.length === 0) return null;
  const short = { ...brief, offer: planned.words };
  return wave.channel === 'web'
    ? { content: winbackWeb(short), products: shown(null), arm: null, reasons: [] }
    : { content: winbackSms(short), products: [], arm: null, reasons: [] };
}

/** The e-mail that the customer's arm leads with; an arm whose fact is missing falls back, and says so. */
function wordsByArm(touch: Touch, planned: PlannedOffer, policy: Policy): Worded | null {
  const { snapshot, spell } = touch;
  const brief = { ...briefOf(snapshot, policy), offer: planned.words };
  const shown = (first: string | null) => productsToShow(snapshot.newProducts, policy.cart.productsShown, first);
  const offer = planned.words;
  const hasNews = snapshot.newProducts.length > 0;
  const led = (content: MessageContent, arm: WinbackArm, first: string | null = null): Worded => ({
    content,
    products: shown(first),
    arm: spell.arm,
    reasons: [arm === spell.arm ? armReason(arm) : fallbackReason(spell.arm, arm)],
  });
  if (spell.arm === 'scarcity') {
    const scarce = scarceProduct(snapshot, policy);
    if (scarce) return led(winbackScarcityStock({ ...brief, stock: scarce }), 'scarcity', scarce.sku);
    if (offer) return led(winbackScarcityExpiry({ ...brief, offer }), 'scarcity');
  }
  if (spell.arm === 'discount' && offer) return led(winbackDiscount({ ...brief, offer }), 'discount');
  if (hasNews) return led(winbackNewProducts(brief), 'new_products');
  return offer ? led(winbackDiscount({ ...brief, offer }), 'discount') : null;
}

function scarceProduct(snapshot: Snapshot, policy: Policy): { sku: string; stock: number } | null {
  const isScarce = (product: ProductFact): product is ProductFact & { stock: number } =>
    product.stock !== null && product.stock > 0 && product.stock <= policy.winback.lowStock;
  const scarce = [...snapshot.products, ...snapshot.newProducts].find(isScarce);
  return scarce ? { sku: scarce.sku, stock: scarce.stock } : null;
}

function briefOf(snapshot: Snapshot, policy: Policy): Brief {
  return {
    brand: snapshot.workspace.brand,
    firstName: snapshot.customer.firstName,
    subjectLength: policy.words.subjectLength,
    landingUrl: shopUrl(snapshot.workspace.brand, policy.winback.landingPath),
  };
}

function dormantReason(days: number): Reason {
  return { text: `No sign of the customer for ${plural(days, 'day')}.`, factor: 'dormant_days', value: days };
}

function segmentReason(
  segment: Exclude<ValueSegment, 'vip'>,
  planned: PlannedOffer,
  snapshot: Snapshot,
  policy: Policy,
): Reason {
  const from = moneyText(policy.winback.valuedFromCents, snapshot.workspace.currency);
  const percent = planned.offer ? ` of ${planned.offer.percentOff}%` : '';
  return {
    text:
      segment === 'valued'
        ? `Lifetime value from ${from} on: a discount${percent} with new products.`
        : `Lifetime value below ${from}: the generic offer${percent}.`,
    factor: 'segment',
    value: segment,
  };
}

function armReason(arm: WinbackArm): Reason {
  return { text: `By lot, this customer's series leads with ${ARM_NAMES[arm]}.`, factor: 'arm', value: arm };
}

function fallbackReason(arm: WinbackArm, used: WinbackArm): Reason {
  return {
    text: `By lot the series would lead with ${ARM_NAMES[arm]}, but no fact supports that today: it leads with ${ARM_NAMES[used]}.`,
    factor: 'arm_fallback',
    value: used,
  };
}
