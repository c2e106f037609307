import { normalQuantile } from '../statistics/normal';
import { incompleteBeta } from '../statistics/student-t';

/** What is known of a count before it comes: so much was counted, over so many times what is counted now. */
export type CountBefore = {
  /** Counted before, in events. */
  readonly events: number;
  /** Over how much, in the exposure of what is judged: eight equal weeks are 8. Above zero. */
  readonly exposure: number;
  /** Variance over that of a Poisson count of the same mean. */
  readonly dispersion: number;
};

/** Beyond this a chance is no figure any more, only "never". */
const LEAST_CHANCE = 1e-15;
/** An interval of as many standard deviations on either side of a normal as are unusual: two. */
const UNUSUAL = 0.02275;

/**
 * A count is believed to be Poisson around a mean that is itself only known from what was counted before, from Jeffreys'
 * prior: negative binomial. More variance than that is taken as fewer, larger events (quasi-Poisson). So two orders in an
 * hour that usually has none are a surprise, and not twelve standard deviations.
 */
type Belief = { readonly shape: number; readonly chance: number; readonly unit: number };

function beliefOf({ events, exposure, dispersion }: CountBefore): Belief {
  return { shape: events / dispersion + 0.5, chance: exposure / (exposure + 1), unit: dispersion };
}

/** What is expected of a count, on average. */
export function expectedCount({ events, exposure, dispersion }: CountBefore): number {
  return (events + 0.5 * dispersion) / exposure;
}

/**
 * How far a count lies from what is expected, in standard deviations of a normal whose tail is as likely as the count or
 * anything beyond: exact where counts are small. Beyond 7.9 it says 7.9.
 */
export function deviationOfCount(count: number, before: CountBefore): number {
  const { shape, chance, unit } = beliefOf(before);
  const scaled = count / unit;
  const isMore = count > expectedCount(before);
  const tail = isMore ? incompleteBeta(1 - chance, scaled, shape) : incompleteBeta(chance, shape, scaled + 1);
  const deviation = -normalQuantile(Math.min(0.5, Math.max(LEAST_CHANCE, tail)));
  return isMore ? deviation : -deviation;
}

/** The counts that surprise nobody: those beyond are more than two standard deviations away. Not whole: amounts count too. */
export function expectedInterval(before: CountBefore): { low: number; high: number } {
  const { shape, chance, unit } = beliefOf(before);
  const atMost = (scaled: number) => incompleteBeta(chance, shape, scaled + 1);
  return { low: unit * quantile(atMost, UNUSUAL), high: unit * quantile(atMost, 1 - UNUSUAL) };
}

/** The least x >= 0 with P(X <= x) >= p, by doubling and bisection. */
function quantile(atMost: (x: number) => number, p: number): number {
  if (atMost(0) >= p) return 0;
  let high = 1;
  while (atMost(high) < p && high < 1e12) high *= 2;
  let low = 0;
  while (high - low > 1e-6 * high) {
    const middle = (low + high) / 2;
    if (atMost(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}
