import { describe, expect, it } from 'vitest';
import { chance, logNormal, seededRng } from '../shared/random';
import { drawsOfHoldout, holdsZero } from './zero-test';

const since = new Date('2011-09-05T00:00:00Z');

/** A shop of few large buyers and many small ones, as a wholesaler's log is. */
const shop = Array.from({ length: 2_000 }, (_, index) => {
  const rng = seededRng(`wholesale:${index}`);
  return { key: `c-${index}`, since, cents: chance(rng, 0.5) ? Math.round(logNormal(rng, 30_000, 1.2)) : 0 };
});
const byHash = (draw: number, { key }: { key: string }) => chance(seededRng(`draw:${draw}:${key}`), 0.05);

describe('drawsOfHoldout', () => {
  it('finds nothing where there is nothing to find, in about 95 of 100 draws or more', () => {
    const draws = drawsOfHoldout(shop, 8_000, { draws: 200, share: 0.05, isHeldOut: byHash });
    expect(draws.every(({ perTouch }) => perTouch !== null)).toBe(true);
    expect(draws.filter((draw) => holdsZero(draw)).length).toBeGreaterThanOrEqual(186);
    // They differ: what is shown is no one draw many times over.
    expect(new Set(draws.map(({ perTouch }) => perTouch?.estimate)).size).toBe(200);
  });

  it('would tell of a draw that follows what customers bring', () => {
    const [draw] = drawsOfHoldout(shop, 8_000, { draws: 1, share: 0.5, isHeldOut: (_, { cents }) => cents === 0 });
    expect(draw && holdsZero(draw)).toBe(false);
  });

  it('says what is missing where there is too little', () => {
    const [draw] = drawsOfHoldout(shop.slice(0, 40), 100, { draws: 1, share: 0.05, isHeldOut: byHash });
    expect(draw?.missing).toMatch(/left alone/);
    expect(draw && holdsZero(draw)).toBeNull();
  });
});
