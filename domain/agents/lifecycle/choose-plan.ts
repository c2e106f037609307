import type { Reason } from '../../decisions/candidate';
import type { Snapshot } from '../../decisions/snapshot';
import type { Policy } from '../../policies/policy';
import { percentWords } from '../../shared/figure-words';
import { moneyText } from '../../shared/money-text';
import { plural } from '../../shared/plural';
import { daysBetween } from '../../shared/time';

/** What the agent can do. */
export type LifecycleAction =
  | 'onboarding'
  | 'engagement'
  | 'upsell'
  | 'value_content'
  | 'retention_offer'
  | 'personal_outreach';

/** What is best for a customer where they stand, and why; `otherwise` says what was looked at and left. */
export type Plan = {
  readonly action: LifecycleAction;
  readonly isVip: boolean;
  /** Message of the onboarding, counted from 1. */
  readonly step: number;
  readonly why: Reason;
  readonly otherwise: readonly { action: LifecycleAction; whyNot: string }[];
};

/** Outcomes of a decision that count as a message of the onboarding told, or left out on purpose. */
const TOLD = ['in_review', 'scheduled', 'approved', 'edited', 'executed', 'held_out'];

/**
 * Action by stage and churn risk (product.md): new: onboarding; active: news, or what goes with a recent order; at risk:
 * by risk a discount, content of value, or the standard; a VIP at risk: a person writes. Null with a reason where there
 * is nothing left to do: the churned belong to win-back.
 */
export function choosePlan(snapshot: Snapshot, risk: number, policy: Policy, now: Date): Plan | Reason {
  const { customer } = snapshot;
  const isVip = customer.lifetimeValueCents > policy.financial.vipCents;
  switch (customer.stage) {
    case 'churned':
      return { text: 'Churned: the win-back takes over.', factor: 'stage', value: customer.stage };
    case 'new':
      return onboarding(snapshot, policy);
    case 'at_risk':
      return isVip ? outreach(snapshot, policy) : byRisk(risk, policy);
    case 'active':
      return isVip || risk < policy.lifecycle.contentFrom
        ? standard(snapshot, policy, now, isVip)
        : content(risk, policy);
  }
}

function onboarding(snapshot: Snapshot, policy: Policy): Plan | Reason {
  const told = snapshot.earlier.filter(
    ({ agentId, action, outcome }) => agentId === 'lifecycle' && action === 'onboarding' && TOLD.includes(outcome),
  ).length;
  const { onboardingTouches } = policy.lifecycle;
  if (told >= onboardingTouches) {
    return {
      text: `The onboarding of ${plural(onboardingTouches, 'message')} is told.`,
      factor: 'onboarding',
      value: told,
    };
  }
  const why = {
    text: `A new customer: message ${told + 1} of ${onboardingTouches} of the onboarding.`,
    factor: 'onboarding',
    value: told + 1,
  };
  return { action: 'onboarding', isVip: false, step: told + 1, why, otherwise: [] };
}

function standard(snapshot: Snapshot, policy: Policy, now: Date, isVip: boolean): Plan {
  const { lastOrderAt } = snapshot.customer;
  const { upsellDays } = policy.lifecycle;
  const days = lastOrderAt === null ? null : Math.floor(daysBetween(new Date(lastOrderAt), now));
  const isRecent = days !== null && days < upsellDays;
  const action = isRecent && !isVip ? 'upsell' : 'engagement';
  const why: Reason =
    days === null
      ? { text: 'Active, no order yet: news.', factor: 'last_order_days', value: null }
      : {
          text: isRecent
            ? `Active, ordered ${plural(days, 'day')} ago: what goes with it.`
            : `Active, last order ${plural(days, 'day')} ago: news.`,
          factor: 'last_order_days',
          value: days,
        };
  const whyNot = isRecent
    ? `An order within ${plural(upsellDays, 'day')}.`
    : `No order within ${plural(upsellDays, 'day')}.`;
  const otherwise: Plan['otherwise'] = isVip ? [] : [{ action: action === 'upsell' ? 'engagement' : 'upsell', whyNot }];
  return { action, isVip, step: 1, why: isVip ? vipReason(snapshot, policy) : why, otherwise };
}

function outreach(snapshot: Snapshot, policy: Policy): Plan {
  const otherwise = [{ action: 'retention_offer' as const, whyNot: 'A VIP gets a personal letter, no discount.' }];
  return { action: 'personal_outreach', isVip: true, step: 1, why: vipReason(snapshot, policy), otherwise };
}

function vipReason(snapshot: Snapshot, policy: Policy): Reason {
  const limit = moneyText(policy.financial.vipCents, snapshot.workspace.currency);
  return { text: `Lifetime value above ${limit}: a personal letter.`, factor: 'segment', value: 'vip' };
}

function byRisk(risk: number, policy: Policy): Plan {
  const { discountAbove, contentFrom } = policy.lifecycle;
  if (risk > discountAbove) return offer(risk, policy);
  if (risk >= contentFrom) return content(risk, policy);
  const why = {
    text: `Churn risk ${percent(risk)} is below ${percent(contentFrom)}: the standard message.`,
    factor: 'churn_risk',
    value: risk,
  };
  const otherwise = [
    { action: 'value_content' as const, whyNot: `Churn risk ${percent(risk)} is below ${percent(contentFrom)}.` },
    notOffered(risk, policy),
  ];
  return { action: 'engagement', isVip: false, step: 1, why, otherwise };
}

function offer(risk: number, policy: Policy): Plan {
  const above = percent(policy.lifecycle.discountAbove);
  const why = {
    text: `Churn risk ${percent(risk)} is above ${above}: a discount.`,
    factor: 'churn_risk',
    value: risk,
  };
  const otherwise = [{ action: 'value_content' as const, whyNot: `Churn risk ${percent(risk)} is above ${above}.` }];
  return { action: 'retention_offer', isVip: false, step: 1, why, otherwise };
}

function content(risk: number, policy: Policy): Plan {
  const { contentFrom, discountAbove } = policy.lifecycle;
  const why = {
    text: `Churn risk ${percent(risk)}, from ${percent(contentFrom)} on: content of value.`,
    factor: 'churn_risk',
    value: risk,
  };
  const otherwise = risk > discountAbove ? [] : [notOffered(risk, policy)];
  return { action: 'value_content', isVip: false, step: 1, why, otherwise };
}

function notOffered(risk: number, policy: Policy) {
  const limit = percent(policy.lifecycle.discountAbove);
  return { action: 'retention_offer' as const, whyNot: `Churn risk ${percent(risk)} is not above ${limit}.` };
}

/** "70%", with one decimal where there is one. */
export function percent(share: number): string {
  return percentWords(Math.round(share * 1000) / 10);
}
