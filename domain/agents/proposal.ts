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

/** Nothing is given, and no discount is spoken of. */
export const NO_OFFER: PlannedOffer = { offer: null, words: null, reasons: [] };

/** What a message that gives no new code may say of the one the customer holds at `sendAt`, if they do. */
export function heldWords({ liveOffers }: Pick<Snapshot, 'liveOffers'>, sendAt: Date): OfferWords | null {
  const held = liveOffers.find((offer) => new Date(offer.expiresAt) > sendAt);
  return held ? { percentOff: held.percentOff, expiresAt: held.expiresAt } : null;
}

/**
 * A new code of `percentOff` on at most `valueCents`, unless the customer already holds a live one: two codes are never
 * given, so the message speaks of the one there is.
 */
export function planOffer(
  snapshot: Snapshot,
  sendAt: Date,
  plan: { percentOff: number; validHours: number; valueCents: number },
): PlannedOffer {
  const held = heldWords(snapshot, sendAt);
  if (held) {
    return {
      offer: null,
      words: held,
      reasons: [
        {
          text: `The customer already holds a code of ${held.percentOff}%, so no second one is given.`,
          factor: 'live_offer',
          value: held.percentOff,
        },
      ],
    };
  }
  if (plan.percentOff === 0) return NO_OFFER;
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

/**
 * probability x (value at stake - discount), in cents. The discount is that of the code the message speaks of, given with
 * it or held already: either costs the same once it is redeemed.
 */
export function expectedValue(
  { probability }: Pick<OrderEstimate, 'probability'>,
  valueCents: number,
  code: { readonly percentOff: number } | null,
): number {
  return Math.round(probability * (valueCents - percentOf(valueCents, code?.percentOff ?? 0)));
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
