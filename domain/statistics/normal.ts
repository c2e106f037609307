import { chiSquareTail } from './chi-square';

/** Upper tail of the standard normal, P(Z >= z), exact far out: the square of a normal is chi-square with 1 degree. */
export function normalTail(z: number): number {
  const half = chiSquareTail(z * z, 1) / 2;
  return z >= 0 ? half : 1 - half;
}

/** P(Z <= z) of the standard normal. */
export function normalCdf(z: number): number {
  return normalTail(-z);
}

/** Density of the standard normal at z. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The z with P(Z <= z) = p, for 0 < p < 1 (R: qnorm). Newton on the log of the tail: that is concave, and half of
 * exp(-z² / 2) lies above the tail, so that from there it falls to the answer and never past it.
 */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = Math.sqrt(-2 * Math.log(2 * p));
  for (let step = 0; step < 60; step++) {
    const tail = normalTail(z);
    const next = z + (tail * Math.log(tail / p)) / normalDensity(z);
    if (Math.abs(next - z) <= 1e-15 * Math.max(1, z)) return -next;
    z = next;
  }
  return -z;
}
