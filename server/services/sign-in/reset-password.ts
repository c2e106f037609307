import { randomBytes } from 'node:crypto';
import { systemDb } from '../../system-db';
import { normaliseEmail } from './normalise-email';
import { hashPassword } from './password';
import { recordInEachWorkspace } from './sign-in';

/**
 * Gives somebody a new password, drawn at random, and answers it: for whoever runs the installation, who has no door
 * here. Every sign-in of theirs ends, and so does every address that leads in. Null where nobody signs in with that
 * e-mail address.
 */
export async function resetPassword(typed: string): Promise<string | null> {
  const email = normaliseEmail(typed);
  const user = email && (await systemDb().user.findUnique({ where: { email } }));
  if (!user || user.isSimulated) return null;
  const password = randomBytes(15).toString('base64url');
  const passwordHash = await hashPassword(password);
  const revokedAt = new Date();
  await systemDb().$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash } });
    await tx.session.updateMany({ where: { userId: user.id, revokedAt: null }, data: { revokedAt } });
    const leadsIn = { usedAt: null, revokedAt: null, OR: [{ userId: user.id }, { email: user.email }] };
    await tx.accessLink.updateMany({ where: leadsIn, data: { revokedAt } });
  });
  await recordInEachWorkspace(user.id, 'user.password_changed', 'operator');
  return password;
}
