import { systemDb } from '../../system-db';

export type SignedIn = { sessionId: string; userId: string; email: string; name: string };

/** The person behind a session that is neither ended nor revoked; read afresh on every request. */
export async function findSession(sessionId: string): Promise<SignedIn | null> {
  const session = await systemDb().session.findFirst({
    where: { id: sessionId, revokedAt: null, expiresAt: { gt: new Date() }, user: { isSimulated: false } },
    select: { id: true, user: { select: { id: true, email: true, name: true } } },
  });
  if (!session) return null;
  return { sessionId: session.id, userId: session.user.id, email: session.user.email, name: session.user.name };
}
