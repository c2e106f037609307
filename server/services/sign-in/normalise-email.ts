import { z } from 'zod';

const MAX_LENGTH = 320;
const Address = z.email();

/**
 * One spelling for one account: NFKC (so that a full-width ＠ is an @ before anything is checked), trimmed, lower
 * case. Null when what comes out is no e-mail address.
 */
export function normaliseEmail(typed: string): string | null {
  if (typed.length > MAX_LENGTH) return null;
  const email = typed.normalize('NFKC').trim().toLowerCase();
  return Address.safeParse(email).success ? email : null;
}
