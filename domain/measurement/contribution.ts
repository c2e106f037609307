/** A part of a figure: its sums in the period and in the one compared with, zero where it was not there. */
export type Compared = {
  readonly numerator: number;
  readonly denominator: number;
  readonly numeratorBefore: number;
  readonly denominatorBefore: number;
};

/**
 * How much each part of a figure had to do with its change, in the figure's unit; together they are the change. Of a
 * sum: what the part itself changed by. Of a fraction: what it differs from the whole of before, times its weight, now
 * less then; so a part that merely grows at the old level contributes nothing, and one that shrinks at a bad level helps.
 * Null where one of the periods has nothing to divide by.
 */
export function contributions(parts: readonly Compared[], kind: 'sum' | 'fraction'): number[] | null {
  if (kind === 'sum') return parts.map(({ numerator, numeratorBefore }) => numerator - numeratorBefore);
  const sum = (key: keyof Compared) => parts.reduce((total, part) => total + part[key], 0);
  const [now, then] = [sum('denominator'), sum('denominatorBefore')];
  if (now <= 0 || then <= 0) return null;
  const level = sum('numeratorBefore') / then;
  return parts.map(
    ({ numerator, denominator, numeratorBefore, denominatorBefore }) =>
      (numerator - level * denominator) / now - (numeratorBefore - level * denominatorBefore) / then,
  );
}
