import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What `NEXTAUTH_SECRET` has to have at least. */
const MIN_LENGTH = 32;

/**
 * The installation's session secret: made once, kept for its owner alone, so that a restart signs nobody out. One that
 * was cut off while it was written is made anew: nobody can have signed in with it.
 */
export function sessionSecret(dataDir: string): string {
  const file = path.join(dataDir, 'session-secret');
  const present = readIfThere(file);
  if (present !== null && present.length >= MIN_LENGTH) return present;
  const draft = `${file}.${process.pid}`;
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(draft, secret, { mode: 0o600 });
  renameSync(draft, file);
  return secret;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
