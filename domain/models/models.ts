import type { ChannelId } from '../channels/channel';
import type { Reason } from '../decisions/candidate';
import type { Policy } from '../policies/policy';
import type { ChurnFacts, ChurnRisk, ChurnScale } from './churn-rule';

/** What is about to be said: `wave` is the touch of a series or the step of a campaign, counted from 1. */
export type OrderQuestion = {
  action: string;
  wave: number | null;
  channel: ChannelId;
  campaignId?: string | null;
};

/** How likely an order is within the action's window, and what the figure stands on. */
export type OrderEstimate = {
  probability: number;
  kind: 'prior' | 'calibrated';
  reason: Reason;
  /**
   * Probability 0..1 that the touch brings more than leaving the customer alone, calibrated against outcomes. Missing where
   * nothing but a prior is known, or too few were left alone to compare with: a prior is never confident.
   */
  confidence?: number;
};

/** The models a decision may ask. Versions are stored with each decision, so that it can be decided again. */
export type Models = {
  readonly versions: Readonly<Record<string, string>>;
  orderProbability(question: OrderQuestion, policy: Pick<Policy, 'priors'>): OrderEstimate;
  /**
   * How likely an order is after a message of a campaign that is only planned: by its own outcomes, else by what came of
   * other campaigns on its channel, else by the assumption.
   */
  plannedProbability(question: OrderQuestion, policy: Pick<Policy, 'priors'>): number;
  /** Risk 0..1 of losing a customer, with what it comes of. */
  churnRisk(facts: ChurnFacts, scale: ChurnScale, now: Date): ChurnRisk;
};
