import { createHash, randomBytes } from 'node:crypto';
import { publicOrigin } from '../../public-origin';

/** A secret nobody guesses, for an address. */
export function makeToken(): string {
  return randomBytes(24).toString('base64url');
}

/** What is kept of it: who reads the table opens nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Where whoever holds the secret reads the scorecard. */
export function shareAddress(token: string): string {
  return `${publicOrigin()}/s/${token}`;
}
