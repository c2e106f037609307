import type { Share } from './chi-square';
import { logGamma } from './student-t';

/** Tables as likely as the one seen count as extreme, in spite of rounding (R: fisher.test). */
const RELATIVE_ERROR = 1 + 1e-7;

/**
 * Fisher's exact test, two-sided: the chance 0..1, with all margins as they are, of a table no likelier than the one
 * seen (R: fisher.test(...)$p.value). For whole counts; what chi-square says of small ones cannot be relied on.
 */
export function fisherExact(first: Share, second: Share): number {
  const successes = first.successes + second.successes;
  const most = Math.min(first.trials, successes);
  const least = Math.max(0, successes - second.trials);
  const logs: number[] = [];
  for (let count = least; count <= most; count++) {
    logs.push(logChoose(first.trials, count) + logChoose(second.trials, successes - count));
  }
  const seen = logs[first.successes - least] ?? 0;
  const limit = seen + Math.log(RELATIVE_ERROR);
  const highest = Math.max(...logs);
  const weight = (log: number) => Math.exp(log - highest);
  const all = logs.reduce((sum, log) => sum + weight(log), 0);
  const extreme = logs.reduce((sum, log) => (log <= limit ? sum + weight(log) : sum), 0);
  return Math.min(1, extreme / all);
}

/** Whether chi-square is out of its depth: a cell of the 2 x 2 table is expected to hold fewer than five (Cochran 1954). */
export function isSmallTable(first: Share, second: Share): boolean {
  const trials = first.trials + second.trials;
  const successes = first.successes + second.successes;
  const rarer = Math.min(successes, trials - successes);
  return (rarer * Math.min(first.trials, second.trials)) / trials < 5;
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
