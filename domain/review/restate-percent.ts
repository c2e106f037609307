/** A text that names the old discount ("20% off", "20 % off"), naming the new one. Apart from the schema, to keep pages small. */
export function restatePercent(text: string, from: number, to: number): string {
  return text.replace(new RegExp(`(?<![\\d.,])${from}(\\s?%)`, 'g'), `${to}$1`);
}
