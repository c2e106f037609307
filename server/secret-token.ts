import { randomBytes } from 'node:crypto';
import { sha256 } from './sha256';

const TOKEN = /^[\w-]{32}$/;

/** A secret nobody guesses, for an address. */
export function makeToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Whether it could be one; whatever cannot needs no question to the database. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** What is kept of it: who reads the table opens nothing. */
export function hashToken(token: string): string {
  return sha256(token);
}
