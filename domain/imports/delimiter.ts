export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const LINES = 20;

/** What separates the fields of a file that begins so: what stands outside quotes equally often in the most lines. */
export function guessDelimiter(head: string): Delimiter {
  const lines = linesOf(head).slice(0, LINES);
  const scored = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [first = 0] = counts;
    return { delimiter, score: first === 0 ? 0 : counts.filter((count) => count === first).length, first };
  });
  const best = scored.toSorted((one, other) => other.score - one.score || other.first - one.first)[0];
  return best && best.score > 0 ? best.delimiter : ',';
}

/** Lines without what stands in quotes. */
function linesOf(head: string): string[] {
  return head
    .replace(/"(?:[^"]|"")*"?/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
}
