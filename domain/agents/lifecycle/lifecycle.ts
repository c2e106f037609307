import type { Candidate, Reason } from '../../decisions/candidate';
import type { Snapshot } from '../../decisions/snapshot';
import type { ChurnRisk } from '../../models/churn-rule';
import type { Models } from '../../models/models';
import type { Policy } from '../../policies/policy';
import { moneyText } from '../../shared/money-text';
import type { MessageContent } from '../../templates/content';
import {
  type LifecycleBrief,
  lifecycleConcierge,
  lifecycleDiscover,
  lifecycleNews,
  lifecycleOutreach,
  lifecycleRetention,
  lifecycleUpsell,
  lifecycleValue,
  lifecycleWelcome,
  type OfferWords,
  shopUrl,
} from '../../templates/library';
import type { Agent, Proposal } from '../agent';
import { leavesAt } from '../leaves-at';
import { asConsidered, escalationFor, expectedValue, NO_OFFER, nothing, orderValue, planOffer } from '../proposal';
import { excluded, whyUnwelcome } from '../welcome';
import { choosePlan, type LifecycleAction, type Plan, percent } from './choose-plan';
import { lifecycleCard } from './lifecycle-card';
import { restsUntil } from './rest';
import { riskIn } from './standing';

/** Looks after customers from their first day on: welcomes, keeps in touch, and holds those who are about to leave. */
export const lifecycle: Agent = {
  ...lifecycleCard,
  wakesOn: ['lifecycle_daily', 'stage_changed'],
  propose(snapshot, policy, models, now) {
    const { customer } = snapshot;
    const idle = reasonToWait(snapshot, policy, now);
    if (idle) return { candidates: [], considered: [], reasons: [idle] };
    const risk = riskIn(snapshot, policy, models, now);
    const plan = choosePlan(snapshot, risk.risk, policy, now);
    if (!('action' in plan)) return { candidates: [], considered: [], reasons: [plan] };
    if (!customer.reachable.includes('email')) {
      return nothing('No e-mail address is known for this customer.', 'reachable', 'email');
    }
    const unwelcome = whyUnwelcome('email', snapshot, policy);
    if (unwelcome) {
      const { action } = plan;
      return excluded({ agentId: 'lifecycle', action, channel: 'email', label: nameOf(action) }, unwelcome);
    }
    return proposePlan({ snapshot, policy, models, now }, plan, risk);
  },
};

/** Why nothing is to be looked at yet: its last word still waits, or is too fresh. A new stage ends the rest. */
function reasonToWait(snapshot: Snapshot, policy: Policy, now: Date): Reason | null {
  const waiting = snapshot.pending.find(({ agentId }) => agentId === 'lifecycle');
  if (waiting) return { text: 'Its last decision still waits.', factor: 'pending', value: waiting.decisionId };
  if (snapshot.trigger.kind === 'stage_changed') return null;
  const last = snapshot.earlier.find(({ agentId }) => agentId === 'lifecycle');
  const until = restsUntil(snapshot.customer, last ? new Date(last.at) : null, policy, now);
  if (!last || !until) return null;
  const text = `It decided about this customer on ${last.at} and leaves them in peace until ${until.toISOString()}.`;
  return { text, factor: 'rest', value: until.toISOString().slice(0, 10) };
}

type Question = { snapshot: Snapshot; policy: Policy; models: Models; now: Date };

function proposePlan({ snapshot, policy, models, now }: Question, plan: Plan, risk: ChurnRisk): Proposal {
  const { sendFromHour: from, sendToHour: to } = policy.lifecycle;
  const zone = snapshot.customer.timezone ?? snapshot.workspace.timezone;
  const sendAt = leavesAt(now, zone, { from, to });
  const value = orderValue(snapshot, policy);
  const planned =
    plan.action === 'retention_offer'
      ? planOffer(snapshot, sendAt, {
          percentOff: policy.lifecycle.percentOff,
          validHours: policy.lifecycle.codeHours,
          valueCents: value,
        })
      : NO_OFFER;
  const products = plan.isVip ? [] : productsFor(snapshot, policy);
  if ((plan.action === 'engagement' || plan.action === 'upsell') && products.length === 0 && !plan.isVip) {
    return nothing('There is nothing in the catalogue to write about.', 'products', 0);
  }
  const estimate = models.orderProbability({ action: plan.action, wave: null, channel: 'email' }, policy);
  const escalation = escalationFor(snapshot, policy);
  const reasons: Reason[] = [plan.why, ...riskReasons(risk), ...planned.reasons, estimate.reason];
  const candidate: Candidate = {
    agentId: 'lifecycle',
    action: plan.action,
    channel: 'email',
    content: contentOf(plan, briefOf(snapshot, policy, products.length > 0), planned.words),
    products,
    offer: planned.offer,
    sendAt: sendAt.toISOString(),
    probability: estimate.probability,
    probabilityKind: estimate.kind,
    expectedValueCents: expectedValue(estimate, value, planned.words),
    propensity: 1,
    reasons,
    escalations: [...(plan.isVip ? [vipEscalation(plan, snapshot, policy)] : []), ...escalation.escalations],
    notify: escalation.notify,
    wave: null,
    purpose: PURPOSES[plan.action],
    lasts: { usefulHours: policy.lifecycle.usefulDays * 24, reviewHours: policy.lifecycle.reviewDays * 24 },
  };
  return { candidates: [candidate], considered: leftOut(candidate, plan), reasons };
}

const PURPOSES: Record<LifecycleAction, string> = {
  onboarding: 'to welcome a new customer',
  engagement: 'with news for an active customer',
  upsell: 'with suggestions after an order',
  value_content: 'to help a customer who grows quiet',
  retention_offer: 'to hold a customer who is about to leave',
  personal_outreach: 'to ask a VIP who grows quiet how they are',
};

function briefOf(snapshot: Snapshot, policy: Policy, showsProducts: boolean): LifecycleBrief {
  return {
    brand: snapshot.workspace.brand,
    firstName: snapshot.customer.firstName,
    subjectLength: policy.words.subjectLength,
    landingUrl: shopUrl(snapshot.workspace.brand, policy.lifecycle.landingPath),
    showsProducts,
  };
}

function contentOf(plan: Plan, brief: LifecycleBrief, offer: OfferWords | null): MessageContent {
  switch (plan.action) {
    case 'onboarding':
      return plan.step === 1 ? lifecycleWelcome(brief) : lifecycleDiscover(brief);
    case 'engagement':
      return plan.isVip ? lifecycleConcierge(brief) : lifecycleNews(brief);
    case 'upsell':
      return lifecycleUpsell(brief);
    case 'value_content':
      return lifecycleValue(brief);
    case 'retention_offer':
      return offer ? lifecycleRetention({ ...brief, offer }) : lifecycleValue(brief);
    case 'personal_outreach':
      return lifecycleOutreach(brief);
  }
}

/** What is new since the customer was here, else the newest. */
function productsFor(snapshot: Snapshot, policy: Policy): string[] {
  const shown = snapshot.newProducts.length > 0 ? snapshot.newProducts : snapshot.products;
  return shown
    .filter((product) => product.stock !== 0)
    .slice(0, policy.lifecycle.productsShown)
    .map((product) => product.sku);
}

const FACTOR_WORDS: Record<ChurnRisk['factors'][number]['factor'], string> = {
  recency: 'time since the last sign of them',
  frequency: 'how seldom they have bought',
  monetary: 'what they have spent, which speaks against it',
  engagement: 'how little they react to messages',
};

function riskReasons({ risk, factors }: ChurnRisk): Reason[] {
  const named = factors.filter(({ adds }) => Math.abs(adds) >= 0.005);
  return [
    {
      text: `Churn risk ${percent(risk)} by the rule, not by a trained model.`,
      factor: 'churn_risk_rule',
      value: Math.round(risk * 1000) / 1000,
    },
    ...named.map(({ factor, adds }) => ({
      text: `${adds >= 0 ? '+' : '-'}${percent(Math.abs(adds))}: ${FACTOR_WORDS[factor]}.`,
      factor: `churn_${factor}`,
      value: Math.round(adds * 1000) / 1000,
    })),
  ];
}

function vipEscalation(plan: Plan, snapshot: Snapshot, policy: Policy): string {
  const limit = moneyText(policy.financial.vipCents, snapshot.workspace.currency);
  return plan.action === 'personal_outreach'
    ? `VIP at risk (lifetime value above ${limit}): one for whoever looks after them, and a person decides.`
    : `VIP (lifetime value above ${limit}): a person decides.`;
}

function leftOut(candidate: Candidate, plan: Plan): Proposal['considered'] {
  return plan.otherwise.map(({ action, whyNot }) => ({
    ...asConsidered({ ...candidate, action, offer: null }, nameOf(action), whyNot),
    // Nothing is estimated of what the rules leave out.
    probability: null,
    expectedValueCents: null,
    propensity: 0,
  }));
}

function nameOf(action: LifecycleAction): string {
  return lifecycle.actions.find(({ id }) => id === action)?.name ?? action;
}
