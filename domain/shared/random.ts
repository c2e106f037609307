import { murmur3 } from './stable-hash';

/** A stream of numbers, uniform in [0, 1). Passed in wherever chance plays a part, so that a seed settles it. */
export type Rng = () => number;

/**
 * Stream that depends on nothing but `key`: sfc32 (Chris Doty-Humphrey, PractRand) seeded by four MurmurHash3 words.
 * Streams of different keys are independent for all practical purposes, so that every person, day or message can
 * have its own and the order in which they are asked does not matter.
 */
export function seededRng(key: string): Rng {
  let a = murmur3(key, 1);
  let b = murmur3(key, 2);
  let c = murmur3(key, 3);
  let counter = murmur3(key, 4);
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  return next;
}

/** True with `probability` 0..1. */
export function chance(rng: Rng, probability: number): boolean {
  return rng() < probability;
}

/** Uniform number in [low, high). */
export function uniform(rng: Rng, low: number, high: number): number {
  return low + rng() * (high - low);
}

/** Uniform whole number from `low` to `high`, both inclusive. */
export function integer(rng: Rng, low: number, high: number): number {
  return low + Math.floor(rng() * (high - low + 1));
}

/** One of the items, each as likely as the other. Throws RangeError on an empty list. */
export function pick<Item>(rng: Rng, items: readonly Item[]): Item {
  const item = items[Math.floor(rng() * items.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from.');
  return item;
}

/** One of the items with a likelihood in proportion to its weight (>= 0). Throws RangeError when no weight is above 0. */
export function pickWeighted<Item>(rng: Rng, items: readonly (readonly [Item, number])[]): Item {
  let rest = rng() * items.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of items) {
    rest -= weight;
    if (weight > 0 && rest < 0) return item;
  }
  throw new RangeError('Nothing to pick from: every weight is zero.');
}

/** A draw from the standard normal (Box-Muller). */
export function gaussian(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
}

/** Log-normal draw by its median and the standard deviation `sigma` of its logarithm. */
export function logNormal(rng: Rng, median: number, sigma: number): number {
  return median * Math.exp(sigma * gaussian(rng));
}

/** Poisson count with the given mean (Knuth's product method: meant for means below about 30). */
export function poisson(rng: Rng, mean: number): number {
  const limit = Math.exp(-mean);
  let product = rng();
  let count = 0;
  while (product > limit) {
    product *= rng();
    count++;
  }
  return count;
}
