import { logGamma } from './student-t';

/** Upper tail of chi-square with `df` > 0 degrees of freedom at `x` >= 0: P(X >= x). Never 1 - cdf, which loses small tails. */
export function chiSquareTail(x: number, df: number): number {
  if (x <= 0) return 1;
  const a = df / 2;
  const half = x / 2;
  const front = Math.exp(a * Math.log(half) - half - logGamma(a));
  return half < a + 1 ? 1 - front * lowerSeries(a, half) : front * upperFraction(a, half);
}

/** Regularised lower incomplete gamma without its front factor, by series (Numerical Recipes, 3rd edition, 6.2). */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 500; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-16) break;
  }
  return sum;
}

/** The upper one, by Lentz's continued fraction (the same place). */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 500; n++) {
    const an = -n * (n - a);
    b += 2;
    d = an * d + b;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return fraction;
}

/** Of `trials`, so many came out well. */
export type Share = { readonly successes: number; readonly trials: number };

/** Pearson's statistic and the chance 0..1 of one at least as large where nothing differs. */
export type ChiSquare = { readonly statistic: number; readonly p: number };

/**
 * Pearson's chi-square of two shares being the same, without Yates' correction (R: chisq.test(..., correct = FALSE)).
 * Null where nothing was tried on a side, or nothing or everything succeeded on both.
 */
export function compareShares(first: Share, second: Share): ChiSquare | null {
  const trials = first.trials + second.trials;
  const successes = first.successes + second.successes;
  if (first.trials === 0 || second.trials === 0 || successes === 0 || successes === trials) return null;
  const cross =
    first.successes * (second.trials - second.successes) - second.successes * (first.trials - first.successes);
  const statistic = (trials * cross ** 2) / (first.trials * second.trials * successes * (trials - successes));
  return { statistic, p: chiSquareTail(statistic, 1) };
}

/** Chi-square of counts against the shares they were meant to have, which sum to 1. Null for fewer than two. */
export function goodnessOfFit(counts: readonly number[], shares: readonly number[]): ChiSquare | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (counts.length < 2 || total === 0) return null;
  const statistic = counts.reduce((sum, count, index) => {
    const expected = total * (shares[index] ?? 0);
    return expected > 0 ? sum + (count - expected) ** 2 / expected : sum;
  }, 0);
  return { statistic, p: chiSquareTail(statistic, counts.length - 1) };
}

/** Counts by row and column. */
export type Table = readonly (readonly number[])[];

/**
 * Pearson's chi-square of rows and columns of tables of counts having nothing to do with each other, without correction
 * (R: chisq.test(table, correct = FALSE)). Several tables are strata: statistics and degrees of freedom add up, so that
 * what differs from one to the other is not taken for going together. A table with fewer than two rows or columns with
 * anybody in them, or with a cell expected to hold fewer than five, says nothing; null where none says anything.
 */
export function independence(tables: readonly Table[]): ChiSquare | null {
  const fits = tables.flatMap((table) => fitOf(table) ?? []);
  if (fits.length === 0) return null;
  const statistic = sum(fits.map((fit) => fit.statistic));
  return { statistic, p: chiSquareTail(statistic, sum(fits.map(({ freedom }) => freedom))) };
}

function fitOf(table: Table): { statistic: number; freedom: number } | null {
  const width = Math.max(0, ...table.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) => sum(table.map((row) => row[column] ?? 0)));
  const rows = table.map(sum);
  const total = sum(rows);
  const [height, breadth] = [rows, columns].map((counts) => counts.filter((count) => count > 0).length);
  if (!height || !breadth || height < 2 || breadth < 2) return null;
  let statistic = 0;
  for (const [row, inRow] of rows.entries()) {
    for (const [column, inColumn] of columns.entries()) {
      const expected = (inRow * inColumn) / total;
      if (expected === 0) continue;
      if (expected < 5) return null;
      statistic += ((table[row]?.[column] ?? 0) - expected) ** 2 / expected;
    }
  }
  return { statistic, freedom: (height - 1) * (breadth - 1) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Standard normal deviate of a two-sided 95 % interval. */
export const Z95 = 1.959963984540054;

/** Wilson's interval of a share (Wilson 1927), of 95 % unless `z` says else; 0 to 1 where nothing was tried. */
export function wilsonInterval({ successes, trials }: Share, z = Z95): { low: number; high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const centre = share + z ** 2 / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  const scale = 1 + z ** 2 / trials;
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}

/**
 * Difference of two shares, first minus second, with its interval (95 % unless `z` says else) from the two Wilson
 * intervals (Newcombe 1998, method 10). Null where nothing was tried on a side.
 */
export function differenceOfShares(
  first: Share,
  second: Share,
  z = Z95,
): { estimate: number; low: number; high: number } | null {
  if (first.trials === 0 || second.trials === 0) return null;
  const [p1, p2] = [first.successes / first.trials, second.successes / second.trials];
  const [one, two] = [wilsonInterval(first, z), wilsonInterval(second, z)];
  const estimate = p1 - p2;
  return {
    estimate,
    low: estimate - Math.hypot(p1 - one.low, two.high - p2),
    high: estimate + Math.hypot(one.high - p1, p2 - two.low),
  };
}
