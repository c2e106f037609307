/** Characters a password has at least: long ones need no other rule (NIST SP 800-63B). */
export const LEAST_PASSWORD = 12;
export const LONGEST_PASSWORD = 1_024;
const LEAST_DIFFERENT = 5;

/**
 * Why a new password cannot be taken, in words; null when it can. `known` is what anybody may know of its owner: name,
 * e-mail address.
 */
export function passwordProblem(password: string, known: readonly string[]): string | null {
  if (password.length < LEAST_PASSWORD) return `A password has ${LEAST_PASSWORD} characters at least.`;
  if (password.length > LONGEST_PASSWORD) return `A password has ${LONGEST_PASSWORD} characters at most.`;
  if (new Set(password.toLowerCase()).size < LEAST_DIFFERENT) {
    return `Use ${LEAST_DIFFERENT} different characters at least.`;
  }
  const bare = letters(password);
  const told = known.flatMap((text) => [text, text.split('@')[0] ?? '']).map(letters);
  if (told.some((text) => text.length > 3 && bare.replaceAll(text, '').length < LEAST_PASSWORD / 2)) {
    return 'This is nearly your name or your address. Choose something nobody would try first.';
  }
  return null;
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
