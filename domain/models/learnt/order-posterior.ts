import { standings } from '../../statistics/best-arm';
import { credibleInterval, momentsOf, type Posterior } from '../../statistics/posterior';

/** Customers of one situation whose outcome is known: written to and left alone, and how many of each ordered. */
export type Counts = {
  readonly sent: number;
  readonly sentOrdered: number;
  readonly leftAlone: number;
  readonly leftAloneOrdered: number;
};

export const NO_COUNTS: Counts = { sent: 0, sentOrdered: 0, leftAlone: 0, leftAloneOrdered: 0 };

/** A share 0..1 with its 95 % interval. */
export type Share = { readonly probability: number; readonly low: number; readonly high: number };

/**
 * The probability of an order after the touch: Beta with the assumption as `weight` customers of before, so that few
 * outcomes move it little (shrinkage), and its central 95 % interval.
 */
export function orderShare({ sent, sentOrdered }: Counts, prior: number, weight: number): Share {
  const posterior = shrunk(sentOrdered, sent, prior, weight);
  const { low, high } = credibleInterval(posterior);
  return { probability: momentsOf(posterior).mean, low, high };
}

/** The probability of an order alone, without its interval: for many of them. */
export function orderProbability({ sent, sentOrdered }: Counts, prior: number, weight: number): number {
  return momentsOf(shrunk(sentOrdered, sent, prior, weight)).mean;
}

/**
 * Confidence: the probability that the touch brings more orders than leaving alone, P(p_sent > p_left_alone) of two Beta
 * posteriors, by quadrature. Both are shrunk by `weight` customers towards the share of the two groups together, not
 * towards an assumption of their own: a prior that says "no difference" can prove none, also where one group is small.
 */
export function effectConfidence(counts: Counts, weight: number): number {
  const { sent, sentOrdered, leftAlone, leftAloneOrdered } = counts;
  const together = (sentOrdered + leftAloneOrdered + 0.5) / (sent + leftAlone + 1);
  const [touched] = standings([
    shrunk(sentOrdered, sent, together, weight),
    shrunk(leftAloneOrdered, leftAlone, together, weight),
  ]);
  return touched?.chance ?? 0.5;
}

function shrunk(ordered: number, trials: number, prior: number, weight: number): Posterior {
  return {
    kind: 'beta',
    alpha: prior * weight + ordered,
    beta: (1 - prior) * weight + Math.max(0, trials - ordered),
  };
}
