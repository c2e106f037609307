import { setTimeout as pause } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { AuditAction } from '@/domain/audit/actions';
import { SESSION_DAYS } from '@/lib/session-length';
import { appendAudit } from '../../audit';
import { type Actor, createContext } from '../../context';
import { systemDb } from '../../system-db';
import { normaliseEmail } from './normalise-email';
import { verifyPassword } from './password';
import { countTry, forgetTries } from './throttle';

const DAY_MS = 86_400_000;
/** No refusal is faster, whatever was wrong and whatever had to be written about it. */
const REFUSAL_MS = 250;

export type SignInRequest = { email: string; password: string; address: string; userAgent: string | null };
export type SignInResult =
  | { ok: true; sessionId: string }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'throttled'; retryAfterSeconds: number };

/**
 * Opens a session for an e-mail address and password. An unknown address, a wrong password and a simulated person are
 * told apart neither by words nor by time.
 */
export async function signIn(request: SignInRequest): Promise<SignInResult> {
  const floor = pause(REFUSAL_MS);
  const result = await attempt(request);
  if (!result.ok) await floor;
  return result;
}

async function attempt({ email: typed, password, address, userAgent }: SignInRequest): Promise<SignInResult> {
  const email = normaliseEmail(typed);
  const retryAfterSeconds = await countTry(email ?? typed.slice(0, 320), address);
  if (retryAfterSeconds > 0) return { ok: false, reason: 'throttled', retryAfterSeconds };
  const user = email ? await systemDb().user.findUnique({ where: { email } }) : null;
  const mayEnter = user !== null && !user.isSimulated;
  const matches = await verifyPassword(mayEnter ? user.passwordHash : null, password);
  if (!mayEnter || !matches) {
    if (mayEnter) await recordInEachWorkspace(user.id, 'user.sign_in_failed', 'nobody known');
    return { ok: false, reason: 'wrong' };
  }
  const sessionId = await openSession(user.id, userAgent);
  await Promise.all([forgetTries(user.email, address), recordInEachWorkspace(user.id, 'user.signed_in', 'person')]);
  return { ok: true, sessionId };
}

async function openSession(userId: string, userAgent: string | null): Promise<string> {
  const id = v7();
  const expiresAt = new Date(Date.now() + SESSION_DAYS * DAY_MS);
  await systemDb().session.create({ data: { id, userId, expiresAt, userAgent: userAgent?.slice(0, 400) ?? null } });
  return id;
}

/**
 * A person belongs to workspaces, and each keeps its own log. Who failed to sign in is not known to be that person: the
 * entry is then about them, not by them; so is what whoever runs the installation does for them.
 */
export async function recordInEachWorkspace(
  userId: string,
  action: AuditAction,
  by: 'person' | 'nobody known' | 'operator',
): Promise<void> {
  const memberships = await systemDb().membership.findMany({
    where: { userId, endedAt: null },
    select: { workspaceId: true, role: true, user: { select: { name: true, isSimulated: true } } },
  });
  for (const { workspaceId, role, user } of memberships) {
    const person: Actor = { kind: 'user', userId, role, ...user };
    const job = { kind: 'job', name: by === 'operator' ? 'cli' : 'sign-in' } as const;
    const ctx = await createContext(workspaceId, by === 'person' ? person : job);
    await systemDb().$transaction((tx) => appendAudit(tx, ctx, { action, subject: `user:${userId}`, payload: {} }));
  }
}

/** Ends a session at once, everywhere it is used. Ending one that has ended changes nothing. */
export async function signOut(sessionId: string): Promise<void> {
  const revokedAt = new Date();
  const ended = await systemDb().session.updateManyAndReturn({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt },
    select: { userId: true },
  });
  for (const { userId } of ended) await recordInEachWorkspace(userId, 'user.signed_out', 'person');
}
