import type { OrderEstimate } from '../../models/models';
import type { Policy } from '../../policies/policy';

/**
 * Why a person has to decide, by confidence; null where the campaign may act by itself.
 *
 * Confidence is the probability that the touch brings more than leaving the customer alone, calibrated against outcomes. It
 * is not the probability of an order: that is a few percent for the best of campaigns. A prior says what is usual, not that
 * this works here, so a prior is never confident, whatever its figure.
 */
export function whyNotConfident(estimate: OrderEstimate, { campaign }: Policy): string | null {
  if (estimate.kind === 'prior') return 'Its effect is not known yet: only a prior, so a person decides.';
  if (estimate.confidence === undefined) {
    return 'Too few were left alone to tell whether it does anything: a person decides.';
  }
  return estimate.confidence >= campaign.confidentFrom
    ? null
    : `Confidence ${estimate.confidence.toFixed(2)} is below ${campaign.confidentFrom}: a person decides.`;
}
