import type { ChannelId } from '../channels/channel';
import { chance, integer, logNormal, type Rng } from '../shared/random';
import { after, MINUTE, SECOND } from '../shared/time';
import type { Occasion, ResponseParameters, TwinParameters, ValueBand } from './parameters';

/** What the answer to a delivered message depends on. */
export type MessageFacts = {
  channel: ChannelId;
  occasion: Occasion;
  band: ValueBand;
  /** Discount offered, 0..100; 0 without one. */
  percentOff: number;
  /** Marketing touches delivered to the same person in the seven days before this one. */
  recentTouches: number;
  deliveredAt: Date;
  /** Weeks of the history lived before it, 0 at its beginning; stands still where the history ends. */
  weeksIn: number;
};

export type ResponseKind = 'machine_opened' | 'opened' | 'clicked' | 'ordered' | 'unsubscribed' | 'complained';
export type Response = { kind: ResponseKind; at: Date };

/** Conditional on the step before, each 0..1: what the twin really draws from. */
export type ResponseProbabilities = {
  open: number;
  clickIfOpened: number;
  orderIfClicked: number;
  unsubscribeIfOpened: number;
  complaint: number;
};

/** The band of a lifetime value in cents: below 300, from 300, above 1,000 and above 5,000 of the currency. */
export function valueBand(lifetimeValueCents: number): ValueBand {
  if (lifetimeValueCents > 500_000) return 'over5000';
  if (lifetimeValueCents > 100_000) return 'over1000';
  return lifetimeValueCents >= 30_000 ? 'from300' : 'under300';
}

/** The probabilities behind an answer, each capped at 0.95. */
export function responseProbabilities(facts: MessageFacts, parameters: ResponseParameters): ResponseProbabilities {
  const base = parameters.occasions[facts.occasion];
  const byChannel = parameters.channels[facts.channel];
  const season = (1 + parameters.orderGrowthPerWeek) ** facts.weeksIn;
  const fatigue = parameters.fatiguePerTouch ** facts.recentTouches;
  return {
    open: capped(base.open * parameters.openByBand[facts.band] * byChannel.open * fatigue),
    clickIfOpened: capped(base.click * byChannel.click * (1 + parameters.clickPerPercentOff * facts.percentOff)),
    orderIfClicked: capped(base.order * season * (1 + parameters.orderPerPercentOff * facts.percentOff)),
    unsubscribeIfOpened: capped(parameters.unsubscribe / fatigue),
    complaint: parameters.complaint,
  };
}

/**
 * True P(order because of the message | delivered): the product of the steps, less those who would have come back by
 * themselves (carts only; for dormant people the baseline is small enough to be left out).
 */
export function trueUplift(facts: MessageFacts, parameters: TwinParameters): number {
  const { open, clickIfOpened, orderIfClicked, unsubscribeIfOpened } = responseProbabilities(
    facts,
    parameters.response,
  );
  const answered = open * (1 - unsubscribeIfOpened) * clickIfOpened * orderIfClicked;
  const { spontaneousReturnProbability } = parameters.shopper;
  return facts.occasion === 'cart' ? answered * (1 - spontaneousReturnProbability) : answered;
}

/**
 * How a person answers a message: none, some or all of the steps, each with its instant, in order of time. A person
 * who unsubscribes or complains does not go on to click.
 */
export function planResponses(rng: Rng, facts: MessageFacts, parameters: ResponseParameters): Response[] {
  const p = responseProbabilities(facts, parameters);
  const responses: Response[] = [];
  const fetchedAt = after(facts.deliveredAt, integer(rng, 2, 30) * SECOND);
  if (facts.channel === 'email' && chance(rng, parameters.machineOpen)) {
    responses.push({ kind: 'machine_opened', at: fetchedAt });
  }
  const { median, sigma } = parameters.openMinutes;
  const openedAt = after(facts.deliveredAt, MINUTE + logNormal(rng, median, sigma) * MINUTE);
  if (chance(rng, p.complaint)) return [...responses, { kind: 'complained', at: openedAt }];
  if (!chance(rng, p.open)) return responses;
  responses.push({ kind: 'opened', at: openedAt });
  const clickedAt = after(openedAt, integer(rng, ...parameters.clickSeconds) * SECOND);
  if (chance(rng, p.unsubscribeIfOpened)) return [...responses, { kind: 'unsubscribed', at: clickedAt }];
  if (!chance(rng, p.clickIfOpened)) return responses;
  responses.push({ kind: 'clicked', at: clickedAt });
  const orderedAt = after(clickedAt, integer(rng, ...parameters.orderMinutes) * MINUTE);
  return chance(rng, p.orderIfClicked) ? [...responses, { kind: 'ordered', at: orderedAt }] : responses;
}

function capped(probability: number): number {
  return Math.min(0.95, probability);
}
