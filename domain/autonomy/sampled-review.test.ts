import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policies/policy';
import { isSampledForReview, sampledReason } from './sampled-review';

describe('sampled review', () => {
  const keys = Array.from({ length: 10_000 }, (_, index) => `key-${index}`);
  const drawnAt = (level: number, policy = DEFAULT_POLICY) =>
    keys.filter((key) => isSampledForReview(key, level, policy));

  it.each([
    [0, 0],
    [1, 0],
    [2, 0.2],
    [3, 0.04],
  ])('at level %d draws a share of %d', (level, share) => {
    expect(Math.abs(drawnAt(level).length / keys.length - share)).toBeLessThan(0.01);
  });

  it('draws the same ones each time, at level 3 some of those of level 2', () => {
    expect(drawnAt(3)).toEqual(drawnAt(3));
    expect(drawnAt(2)).toEqual(expect.arrayContaining(drawnAt(3)));
  });

  it('draws what the policy says', () => {
    const review = { ...DEFAULT_POLICY.review, autonomousSampleShare: 0 };
    expect(drawnAt(3, { ...DEFAULT_POLICY, review })).toEqual([]);
  });

  it('says what share is drawn', () => {
    expect(sampledReason(3, DEFAULT_POLICY)).toEqual({
      text: 'Drawn for sampled review: at level 3 a person sees 4% of decisions.',
      factor: 'sampled_review',
      value: 0.04,
    });
  });
});
