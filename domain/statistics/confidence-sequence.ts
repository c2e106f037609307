import type { Estimate } from './lift';

/** A difference and the square of its standard error, as both stand at a look. */
export type Difference = { readonly estimate: number; readonly squaredError: number };

/**
 * How wide the sequence is where: it is narrowest for its width when so many people have been seen. Set before the
 * first look and never after it.
 */
export type Tuning = { readonly people: number; readonly tunedFor: number };

/**
 * Anytime-valid interval of a difference of means or shares: it covers the truth at *every* look at once with
 * probability 1 - `alpha`, so that one may look whenever one likes and stop at what one sees. Normal mixture of Robbins
 * (1970) with the estimated variance: asymptotic confidence sequences, Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas
 * (Annals of Statistics 2024, theorem 2.2), written with the information 1 / squared error for a difference of two groups.
 */
export function confidenceSequence(difference: Difference, tuning: Tuning, alpha = 0.05): Estimate {
  const { estimate, squaredError } = difference;
  const information = 1 / squaredError;
  const mixing = mixingOf(information, tuning, alpha);
  const total = information + mixing;
  const margin = Math.sqrt(total * Math.log(total / (mixing * alpha ** 2))) / information;
  return { estimate, low: estimate - margin, high: estimate + margin };
}

/**
 * The least alpha at which the sequence, mixed as for `alpha`, excludes zero at this look: an anytime-valid p, the
 * inverse of an e-value (Ville's inequality). 1 where there is no information.
 */
export function anytimeP(difference: Difference, tuning: Tuning, alpha = 0.05): number {
  const { estimate, squaredError } = difference;
  const information = 1 / squaredError;
  const mixing = mixingOf(information, tuning, alpha);
  const total = information + mixing;
  const score = estimate * information;
  return Math.min(1, Math.sqrt(total / mixing) * Math.exp((-score * score) / (2 * total)));
}

/**
 * The mixing precision that makes the interval narrowest at `tunedFor` people (Waudby-Smith et al., appendix B.2, the
 * usual approximation of the Lambert W). Information grows with people, so theirs is scaled from what there is now.
 */
function mixingOf(information: number, { people, tunedFor }: Tuning, alpha: number): number {
  const logs = -2 * Math.log(alpha);
  return (information * (tunedFor / people)) / (logs + Math.log(logs + 1));
}
