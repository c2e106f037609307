/** The words of a pasted text, one a line or parted by commas, without those that are there already. */
export function wordsOfText(text: string, known: readonly string[]): string[] {
  const seen = new Set(known.map((word) => word.toLowerCase()));
  const words: string[] = [];
  for (const part of text.split(/[\n,;]+/)) {
    const word = part.trim();
    if (word === '' || seen.has(word.toLowerCase())) continue;
    seen.add(word.toLowerCase());
    words.push(word);
  }
  return words;
}
