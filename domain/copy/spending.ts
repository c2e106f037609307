import type { Policy } from '../policies/policy';
import { plainWords } from '../shared/figure-words';
import { DAY } from '../shared/time';

/** Time over which what a language model took is added up. */
export const SPENDING_WINDOW_MS = DAY;

/** What calls of a language model took within the window. */
export type CopySpending = {
  /** Millionths of a US dollar, of the calls whose cost is known. */
  readonly costMicros: number;
  /** Tokens of the calls whose cost is not known. */
  readonly unpricedTokens: number;
};

/** Which limit is reached; null while a model may be asked. */
export type CopyCap = 'cost' | 'tokens' | null;

/**
 * Whether a model may still be asked. What is known to have cost money counts as money, everything else as tokens: no
 * price is made up. Looked at before a call, so that calls under way at the same moment can go over it, and no others.
 */
export function copyCap({ costMicros, unpricedTokens }: CopySpending, { copy }: Pick<Policy, 'copy'>): CopyCap {
  if (costMicros >= copy.dailyCostCents * 10_000) return 'cost';
  return unpricedTokens >= copy.dailyTokens ? 'tokens' : null;
}

/** What was taken of what may be, as a sentence without its full stop: "$1.20 of $5.00 in the last 24 hours". */
export function spendingWords(spent: CopySpending, { copy }: Pick<Policy, 'copy'>): string {
  const tokens = `${plainWords(spent.unpricedTokens)} of ${plainWords(copy.dailyTokens)} tokens of unknown cost`;
  const cost = `${dollars(spent.costMicros / 1_000_000)} of ${dollars(copy.dailyCostCents / 100)}`;
  return `${spent.unpricedTokens > 0 ? `${cost} and ${tokens}` : cost} in the last 24 hours`;
}

const DOLLARS = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 4 });

/** A few calls cost less than a cent: four digits show them. */
function dollars(amount: number): string {
  return DOLLARS.format(amount);
}
