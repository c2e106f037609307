import { normalCdf, normalQuantile } from './normal';

/** What a test must be able to tell: two-sided `alpha`, `power` 0..1, and between how many comparisons alpha is shared. */
export type Sensitivity = { readonly alpha?: number; readonly power?: number; readonly comparisons?: number };

function deviates({ alpha = 0.05, power = 0.8, comparisons = 1 }: Sensitivity): number {
  return normalQuantile(1 - alpha / comparisons / 2) + normalQuantile(power);
}

/**
 * People per arm to tell share `to` from share `from`, both 0..1, by the unpooled normal approximation:
 * (z(1 - alpha / 2) + z(power))² (p1 q1 + p2 q2) / (p1 - p2)², rounded up. `comparisons` above 1 shares alpha (Bonferroni).
 */
export function peoplePerArm(from: number, to: number, sensitivity: Sensitivity = {}): number {
  const variance = from * (1 - from) + to * (1 - to);
  return Math.ceil((deviates(sensitivity) ** 2 * variance) / (from - to) ** 2);
}

/** The same for the pooled test, which chi-square is: a few more (R: power.prop.test, rounded up). */
export function peoplePerArmPooled(from: number, to: number, sensitivity: Sensitivity = {}): number {
  const { alpha = 0.05, power = 0.8, comparisons = 1 } = sensitivity;
  const middle = (from + to) / 2;
  const ofNothing = normalQuantile(1 - alpha / comparisons / 2) * Math.sqrt(2 * middle * (1 - middle));
  const ofEffect = normalQuantile(power) * Math.sqrt(from * (1 - from) + to * (1 - to));
  return Math.ceil(((ofNothing + ofEffect) / (from - to)) ** 2);
}

/** People per arm to tell a difference of means, where single people lie `deviation` apart, rounded up. */
export function peoplePerArmForMeans(difference: number, deviation: number, sensitivity: Sensitivity = {}): number {
  return Math.ceil((deviates(sensitivity) ** 2 * 2 * deviation ** 2) / difference ** 2);
}

/** The chance 0..1 to tell share `to` from share `from` with so many people per arm; the other side's tail is left out. */
export function powerOf(from: number, to: number, perArm: number, { alpha = 0.05, comparisons = 1 } = {}): number {
  const error = Math.sqrt((from * (1 - from) + to * (1 - to)) / perArm);
  return normalCdf(Math.abs(to - from) / error - normalQuantile(1 - alpha / comparisons / 2));
}

/**
 * The least share above `from` that so many people per arm can tell from it, by bisection to 1e-12. Null where even
 * every single success could not be told.
 */
export function detectableShare(from: number, perArm: number, sensitivity: Sensitivity = {}): number | null {
  let [low, high] = [from, 1];
  if (peoplePerArm(from, high, sensitivity) > perArm) return null;
  const needed = deviates(sensitivity) ** 2;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    const variance = from * (1 - from) + middle * (1 - middle);
    if ((needed * variance) / (middle - from) ** 2 > perArm) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Days until each arm has its people: whole weeks, because days of the week differ, and never fewer than one. Null
 * without traffic. `perDay` counts people who enter the test, all arms together; `leastShare` is the smallest arm's.
 */
export function daysNeeded(perArm: number, perDay: number, leastShare: number): number | null {
  if (!(perDay > 0) || !(leastShare > 0)) return null;
  return 7 * Math.max(1, Math.ceil(perArm / (perDay * leastShare) / 7));
}
