import type { Role } from '@/domain/workspaces/permissions';
import { db } from '../../db';

export type WorkspaceOfPerson = { slug: string; name: string; role: Role; isDemo: boolean; isVirtual: boolean };

/** The workspaces a person belongs to: those that live now before those on a clock of their own, real shops before demonstrations. */
export async function listWorkspaces(userId: string): Promise<WorkspaceOfPerson[]> {
  const memberships = await db().membership.findMany({
    where: { userId },
    select: { role: true, workspace: { select: { slug: true, name: true, isDemo: true, clockMode: true } } },
    orderBy: [{ workspace: { clockMode: 'asc' } }, { workspace: { isDemo: 'asc' } }, { workspace: { name: 'asc' } }],
  });
  return memberships.map(({ role, workspace: { clockMode, ...workspace } }) => ({
    role,
    ...workspace,
    isVirtual: clockMode === 'virtual',
  }));
}

/** Whether this installation has a demonstration one can sign in to. */
export async function hasDemoWorkspace(): Promise<boolean> {
  return (await db().workspace.count({ where: { isDemo: true }, take: 1 })) > 0;
}
