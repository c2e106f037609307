import type { Role } from '@/domain/workspaces/permissions';
import type { Actor } from '../../context';
import { systemDb } from '../../system-db';

export type MembershipOfPerson = { workspaceId: string; actor: Extract<Actor, { kind: 'user' }> };

/** What a slug is made of; anything else (a NUL byte, say) is not even asked of the database. */
const SLUG = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** A person's membership of the workspace with that slug; null alike where there is none, it has ended, and no such workspace. */
export async function findMembership(userId: string, slug: string): Promise<MembershipOfPerson | null> {
  if (!SLUG.test(slug)) return null;
  const membership = await systemDb().membership.findFirst({
    where: { userId, endedAt: null, workspace: { slug } },
    select: { workspaceId: true, role: true, user: { select: { name: true, isSimulated: true } } },
  });
  if (!membership) return null;
  const { name, isSimulated } = membership.user;
  const role: Role = membership.role;
  return { workspaceId: membership.workspaceId, actor: { kind: 'user', userId, name, role, isSimulated } };
}
