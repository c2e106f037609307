/** A word may differ from the one that was meant by so many letters, of one letter in three at most. */
const MOST_APART = 3;

/** The known word that somebody most likely meant; null where none is near. Case and separators do not count. */
export function nearestOf(word: string, known: readonly string[]): string | null {
  const meant = plain(word);
  const limit = Math.min(MOST_APART, Math.ceil(meant.length / 3));
  const [best] = known
    .map((each) => ({ each, apart: lettersApart(meant, plain(each)) }))
    .filter(({ apart }) => apart <= limit)
    .sort((one, other) => one.apart - other.apart);
  return best?.each ?? null;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Letters to add, leave out, exchange or swap with their neighbour to make one word of the other. */
function lettersApart(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const ways = [at(last, column) + 1, at(next, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1)];
      if (isSwapped) ways.push(at(beforeLast, column - 2) + 1);
      next.push(Math.min(...ways));
    }
    beforeLast = last;
    last = next;
  }
  return at(last, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
