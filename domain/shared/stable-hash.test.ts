import { describe, expect, it } from 'vitest';
import { murmur3, stableUnit } from './stable-hash';

describe('murmur3', () => {
  // Vectors of the reference implementation (smhasher, MurmurHash3_x86_32).
  it.each([
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['test', 0, 0xba6bd213],
    ['Hello, world!', 0, 0xc0363e43],
    ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
  ])('hashes %j with seed %d', (text, seed, expected) => {
    expect(murmur3(text, seed)).toBe(expected);
  });
});

describe('stableUnit', () => {
  it('spreads keys evenly', () => {
    const units = Array.from({ length: 20_000 }, (_, index) => stableUnit('salt', `customer-${index}`));
    const below = units.filter((unit) => unit < 0.05).length / units.length;
    expect(below).toBeGreaterThan(0.045);
    expect(below).toBeLessThan(0.055);
  });
});
