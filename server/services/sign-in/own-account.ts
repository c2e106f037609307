import { z } from 'zod';
import { passwordProblem } from '@/domain/account/password';
import type { AuditAction } from '@/domain/audit/actions';
import { ServiceError } from '../../errors';
import { systemDb } from '../../system-db';
import type { SignedIn } from './find-session';
import { hashPassword, verifyPassword } from './password';
import { recordInEachWorkspace } from './sign-in';
import { countTry, forgetTries } from './throttle';

export const ChangePasswordInput = z.object({ current: z.string().max(5_000), next: z.string().max(5_000) });

/** A sign-in of one's own that has not ended. */
export type OwnSession = { since: Date; endsAt: Date; userAgent: string | null; isThis: boolean };

/**
 * Gives the signed-in person a new password; every other sign-in of theirs ends. Throws invalid with its field,
 * rate_limited.
 */
export async function changePassword(me: SignedIn, input: z.input<typeof ChangePasswordInput>): Promise<void> {
  const { current, next } = ChangePasswordInput.parse(input);
  // Somebody at an open desk guesses as a stranger would.
  const place = `session:${me.sessionId}`;
  const retryAfterSeconds = await countTry(me.email, place);
  if (retryAfterSeconds > 0) {
    throw new ServiceError('rate_limited', 'Too many tries. Wait some minutes.', { retryAfterSeconds });
  }
  const { passwordHash } = await systemDb().user.findUniqueOrThrow({ where: { id: me.userId } });
  if (!(await verifyPassword(passwordHash, current))) {
    throw new ServiceError('invalid', 'This is not your password.', { field: 'current' });
  }
  const problem = next === current ? 'This is your password already.' : passwordProblem(next, [me.name, me.email]);
  if (problem) throw new ServiceError('invalid', problem, { field: 'next' });
  const renewed = await hashPassword(next);
  await systemDb().$transaction(async (tx) => {
    await tx.user.update({ where: { id: me.userId }, data: { passwordHash: renewed } });
    await tx.session.updateMany({ where: others(me), data: { revokedAt: new Date() } });
    // Somebody else may hold an address that leads in past the new password.
    await tx.accessLink.updateMany({
      where: { userId: me.userId, usedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
  });
  await Promise.all([forgetTries(me.email, place), tell(me, 'user.password_changed')]);
}

/** The signed-in person's own sign-ins, latest first. */
export async function ownSessions(me: SignedIn): Promise<OwnSession[]> {
  const rows = await systemDb().session.findMany({
    where: { userId: me.userId, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 50,
  });
  return rows.map(({ id, createdAt, expiresAt, userAgent }) => ({
    since: createdAt,
    endsAt: expiresAt,
    userAgent,
    isThis: id === me.sessionId,
  }));
}

/** Ends every sign-in of the person but this one. Returns how many there were. */
export async function endOtherSessions(me: SignedIn): Promise<{ ended: number }> {
  const { count } = await systemDb().session.updateMany({ where: others(me), data: { revokedAt: new Date() } });
  if (count > 0) await tell(me, 'user.sessions_ended');
  return { ended: count };
}

function others({ userId, sessionId }: SignedIn) {
  return { userId, revokedAt: null, id: { not: sessionId } };
}

function tell({ userId }: SignedIn, action: AuditAction): Promise<void> {
  return recordInEachWorkspace(userId, action, 'person');
}
