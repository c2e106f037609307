import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policies/policy';
import { copyCap, spendingWords } from './spending';

const policy = (dailyCostCents: number, dailyTokens: number) => ({
  copy: { ...DEFAULT_POLICY.copy, dailyCostCents, dailyTokens },
});

describe('what a language model may take in a day', () => {
  it.each<[string, [costMicros: number, unpricedTokens: number], [cents: number, tokens: number], string | null]>([
    ['nothing yet', [0, 0], [500, 500_000], null],
    ['a millionth below the limit', [4_999_999, 0], [500, 500_000], null],
    ['the limit', [5_000_000, 0], [500, 500_000], 'cost'],
    ['above it', [9_000_000, 0], [500, 500_000], 'cost'],
    ['a token below the limit', [0, 499_999], [500, 500_000], null],
    ['the limit of tokens', [0, 500_000], [500, 500_000], 'tokens'],
    ['known cost counts as money alone', [4_000_000, 400_000], [500, 500_000], null],
    ['no money allowed', [0, 0], [0, 500_000], 'cost'],
    ['nothing of unknown cost allowed', [0, 0], [500, 0], 'tokens'],
  ])('%s', (_name, [costMicros, unpricedTokens], [cents, tokens], cap) => {
    expect(copyCap({ costMicros, unpricedTokens }, policy(cents, tokens))).toBe(cap);
  });

  it('is told in dollars, and in tokens where the cost is not known', () => {
    expect(spendingWords({ costMicros: 1_200_000, unpricedTokens: 0 }, policy(500, 500_000))).toBe(
      '$1.20 of $5.00 in the last 24 hours',
    );
    expect(spendingWords({ costMicros: 3_000, unpricedTokens: 12_300 }, policy(500, 500_000))).toBe(
      '$0.003 of $5.00 and 12,300 of 500,000 tokens of unknown cost in the last 24 hours',
    );
  });
});
