import { DAY } from '../shared/time';
import { type ChiSquare, compareShares, differenceOfShares, goodnessOfFit, type Share } from '../statistics/chi-square';
import { holm } from '../statistics/multiple-comparisons';

/** What came of one arm. The first of a list is the control. Counts are customers, each once. */
export type ArmResult = {
  readonly variantId: string;
  readonly share: number;
  readonly exposed: number;
  readonly delivered: number;
  readonly clicked: number;
};

/** When a test may be concluded, as the policy has it. */
export type StoppingRule = {
  readonly leastPerVariant: number;
  readonly leastDays: number;
  readonly longestDays: number;
  readonly significance: number;
  readonly mismatch: number;
};

/** A challenger against the control: clicks of those it was delivered to. `p` is corrected for several challengers. */
export type Comparison = {
  readonly variantId: string;
  readonly statistic: number | null;
  readonly p: number | null;
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number } | null;
};

/** What a look at a test says: go on, or conclude, and by which figures. */
export type TestVerdict = {
  readonly kind: 'keep_running' | 'winner' | 'no_winner' | 'mismatch';
  readonly winnerId: string | null;
  readonly reason: string;
  readonly comparisons: readonly Comparison[];
  /** It ended with fewer deliveries than a conclusion asks for: nothing was learnt of any variant. */
  readonly isTooSmall?: true;
};

/**
 * The classical rule: nothing is concluded before each arm has its deliveries and the full days are over; then the arm
 * that is better than the control with a corrected p below the limit and has the highest rate wins; where none is, the
 * test goes on to its last day and ends without a winner. Customers not shared as planned: no verdict at all.
 */
export function judgeTest(arms: readonly ArmResult[], startedAt: Date, now: Date, rule: StoppingRule): TestVerdict {
  const comparisons = compareWithControl(arms);
  const answer = (kind: TestVerdict['kind'], reason: string, winnerId: string | null = null): TestVerdict => ({
    kind,
    winnerId,
    reason,
    comparisons,
  });
  const fit = goodnessOfFit(
    arms.map(({ exposed }) => exposed),
    arms.map(({ share }) => share),
  );
  if (fit && fit.p < rule.mismatch) {
    return answer('mismatch', 'Customers are not shared between the variants as planned, so nothing can be concluded.');
  }
  const days = (now.getTime() - startedAt.getTime()) / DAY;
  const least = Math.min(...arms.map(({ delivered }) => delivered));
  const isOver = days >= rule.longestDays;
  if (!isOver && days < rule.leastDays) {
    return answer('keep_running', `Runs for ${Math.floor(days)} of at least ${rule.leastDays} full days.`);
  }
  if (least < rule.leastPerVariant) {
    const short = `The smallest variant has ${least} of ${rule.leastPerVariant} deliveries.`;
    return isOver
      ? { ...answer('no_winner', `${short} The longest time for a test is over.`), isTooSmall: true }
      : answer('keep_running', short);
  }
  const winner = bestOf(arms, comparisons, rule.significance);
  if (winner) return answer('winner', 'Better than the control, and not by chance.', winner);
  return isOver
    ? answer('no_winner', 'No variant is better than the control by more than chance explains.')
    : answer('keep_running', 'No variant is better than the control yet by more than chance explains.');
}

function compareWithControl(arms: readonly ArmResult[]): Comparison[] {
  const [control, ...challengers] = arms;
  if (!control) return [];
  const tests: (ChiSquare | null)[] = challengers.map((arm) => compareShares(shareOf(arm), shareOf(control)));
  const corrected = holm(tests.map((test) => test?.p ?? 1));
  return challengers.map((arm, index) => ({
    variantId: arm.variantId,
    statistic: tests[index]?.statistic ?? null,
    p: tests[index] ? (corrected[index] ?? null) : null,
    difference: differenceOfShares(shareOf(arm), shareOf(control)),
  }));
}

function bestOf(arms: readonly ArmResult[], comparisons: readonly Comparison[], significance: number): string | null {
  const better = comparisons.filter(
    ({ p, difference }) => p !== null && p < significance && difference !== null && difference.estimate > 0,
  );
  const rate = (id: string) => {
    const arm = arms.find(({ variantId }) => variantId === id);
    return arm && arm.delivered > 0 ? arm.clicked / arm.delivered : 0;
  };
  return better.map(({ variantId }) => variantId).sort((a, b) => rate(b) - rate(a))[0] ?? null;
}

function shareOf({ clicked, delivered }: ArmResult): Share {
  return { successes: clicked, trials: delivered };
}
