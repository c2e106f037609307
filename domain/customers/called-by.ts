const LONGEST = 40;
const MOST_WORDS = 4;
/** Letters, the marks of names ("Anne-Marie", "D’Angelo"), and a full stop after an initial or at the end ("J. R.", "Jr."). */
const WRITTEN_LIKE_A_NAME = /^\p{L}[\p{L}\p{M}'’ʼ· -]*(?:(?:(?<=(?:^|[ .-])\p{L})\.|\.(?= |$))[\p{L}\p{M}'’ʼ· -]*)*$/u;

/**
 * What a message calls somebody by; null where what was given is not written like a name, as if none had been. Whoever
 * types it into a shop's form writes into our messages: "Invoice due: evil.example" would be read as ours.
 */
export function calledBy(firstName: string | null): string | null {
  const name = firstName?.trim() ?? '';
  const isName = name.length <= LONGEST && name.split(/\s+/).length <= MOST_WORDS && WRITTEN_LIKE_A_NAME.test(name);
  return isName ? name : null;
}
