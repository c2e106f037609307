import { hash, verify } from '@node-rs/argon2';

// OWASP Password Storage Cheat Sheet: argon2id (the library's default), 19 MiB, two passes, one lane.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MAX_LENGTH = 1_024;

let decoy: Promise<string> | undefined;

/** argon2id hash of a password, in PHC format, with its own salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/**
 * Whether a password matches. Without a hash (no such account) the same work is done against a decoy, so that the
 * answer takes as long.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await decoy), password.slice(0, MAX_LENGTH));
  return passwordHash !== null && password.length <= MAX_LENGTH && matches;
}
