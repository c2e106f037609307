import type { Candidate, Reason } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { OrderEstimate } from '../models/models';
import type { Policy } from '../policies/policy';
import { percentOf } from '../shared/money';
import { moneyText } from '../shared/money-text';
import { after, HOUR } from '../shared/time';
import type { OfferWords } from '../templates/library';
import type { Considered, Proposal } from './agent';

/** Nothing is worth doing, and why. */
export function nothing(text: string, factor: string, value: Reason['value']): Proposal {
  return { candidates: [], considered: [], reasons: [{ text, factor, value }] };
}

/** A candidate as one line of the list of roads that were looked at. */
export function asConsidered(candidate: Candidate, label: string, whyNot: string | null): Considered {
  return {
    agentId: candidate.agentId,
    action: candidate.action,
    channel: candidate.channel,
    label,
    percentOff: candidate.offer?.percentOff ?? null,
    probability: candidate.probability,
    expectedValueCents: candidate.expectedValueCents,
    propensity: candidate.propensity,
    whyNot,
  };
}

/** What a message gives and says of a discount. */
export type PlannedOffer = {
  /** A new code to give, or null where none is given. */
  readonly offer: Candidate['offer'];
  /** What the message may say about a discount: the new code, or one the customer already holds. */
  readonly words: OfferWords | null;
  readonly reasons: readonly Reason[];
};

/**
 * A new code of `percentOff` on at most `valueCents`, unless the customer already holds a live one: two codes are never
 * given, so the message speaks of the one there is.
 */
export function planOffer(
  snapshot: Snapshot,
  sendAt: Date,
  plan: { percentOff: number; validHours: number; valueCents: number },
): PlannedOffer {
  const held = snapshot.liveOffers.find((offer) => new Date(offer.expiresAt) > sendAt);
  if (held) {
    return {
      offer: null,
      words: { percentOff: held.percentOff, expiresAt: held.expiresAt },
      reasons: [
        {
          text: `The customer already holds a code of ${held.percentOff}%, so no second one is given.`,
          factor: 'live_offer',
          value: held.percentOff,
        },
      ],
    };
  }
  if (plan.percentOff === 0) return { offer: null, words: null, reasons: [] };
  return {
    offer: {
      percentOff: plan.percentOff,
      validHours: plan.validHours,
      maxCostCents: percentOf(plan.valueCents, plan.percentOff),
    },
    words: { percentOff: plan.percentOff, expiresAt: after(sendAt, plan.validHours * HOUR).toISOString() },
    reasons: [],
  };
}

/** probability x (value at stake - discount), in cents. */
export function expectedValue(
  estimate: Pick<OrderEstimate, 'probability'>,
  valueCents: number,
  percentOff: number,
): number {
  return Math.round(estimate.probability * (valueCents - percentOf(valueCents, percentOff)));
}

/** What is asked of people for customers of high value. */
export function escalationFor(snapshot: Snapshot, policy: Policy): Pick<Candidate, 'escalations' | 'notify'> {
  const { lifetimeValueCents } = snapshot.customer;
  if (lifetimeValueCents <= policy.financial.salesCents) return { escalations: [], notify: null };
  const limit = moneyText(policy.financial.salesCents, snapshot.workspace.currency);
  return {
    escalations: [`Lifetime value above ${limit}: one for the sales team, and a person decides.`],
    notify: 'sales',
  };
}

/** What an order of this customer is worth, in cents: the mean of theirs, else what the policy assumes. */
export function orderValue(snapshot: Snapshot, policy: Policy): number {
  const { lifetimeValueCents, orderCount } = snapshot.customer;
  if (orderCount <= 0 || lifetimeValueCents <= 0) return policy.winback.expectedOrderCents;
  return Math.round(lifetimeValueCents / orderCount);
}
