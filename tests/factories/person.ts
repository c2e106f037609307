import { v7 } from 'uuid';
import type { Role } from '@/domain/workspaces/permissions';
import { hashPassword } from '@/server/services/sign-in';
import { systemDb } from '@/server/system-db';

export const PASSWORD = 'a password of the tests';

export type TestPerson = { userId: string; email: string };

/** Somebody who can sign in with PASSWORD, a member of the workspace with this role. */
export async function personWithPassword(
  workspaceId: string,
  role: Role,
  { isSimulated = false } = {},
): Promise<TestPerson> {
  const userId = v7();
  const email = `${userId}@harbour.example`;
  await systemDb().user.create({
    data: { id: userId, email, name: 'Pat', passwordHash: await hashPassword(PASSWORD), isSimulated },
  });
  await systemDb().membership.create({ data: { workspaceId, userId, role } });
  return { userId, email };
}
