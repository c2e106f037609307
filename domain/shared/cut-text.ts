/** The first `length` characters at most, never half of a surrogate pair: that half could not be stored. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalf ? length - 1 : length);
}

/** A text as PostgreSQL can keep it: NUL and lone halves of a surrogate pair stand as U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll(/\0|\p{Surrogate}/gu, '\uFFFD');
}
