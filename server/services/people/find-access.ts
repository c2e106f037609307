import type { Role } from '@/domain/workspaces/permissions';
import { hashToken, isToken } from '../../secret-token';
import { systemDb } from '../../system-db';
import { isAdminOfAll } from './access-link';

/** What an address that works is for, as its page tells it. */
export type Access = {
  kind: 'invitation' | 'password';
  email: string;
  /** Null for a new password. */
  role: Role | null;
  workspace: { name: string; slug: string };
  madeBy: string;
  endsAt: Date;
  /** Somebody who belongs to a workspace signs in with this e-mail address. */
  hasAccount: boolean;
};

/** Null where the address ended, was used or taken back, or never was: nobody learns which. */
export async function findAccess(token: string): Promise<Access | null> {
  if (!isToken(token)) return null;
  const link = await systemDb().accessLink.findFirst({
    where: { tokenHash: hashToken(token), usedAt: null, revokedAt: null, endsAt: { gt: new Date() } },
  });
  if (!link || (link.userId && !(await isAdminOfAll(systemDb(), link.madeById, link.userId)))) return null;
  const [workspace, maker, account] = await Promise.all([
    systemDb().workspace.findUniqueOrThrow({ where: { id: link.workspaceId }, select: { name: true, slug: true } }),
    systemDb().user.findUniqueOrThrow({ where: { id: link.madeById }, select: { name: true } }),
    systemDb().user.count({ where: { email: link.email, memberships: { some: { endedAt: null } } } }),
  ]);
  const { email, role, endsAt } = link;
  const kind = role ? 'invitation' : 'password';
  return { kind, email, role, workspace, madeBy: maker.name, endsAt, hasAccount: account > 0 };
}
