import { SIMULATION_SLUGS } from '@/domain/simulation/simulation-slugs';
import type { Role } from '@/domain/workspaces/permissions';
import { systemDb } from '../../system-db';

export type WorkspaceOfPerson = { slug: string; name: string; role: Role; isDemo: boolean; isVirtual: boolean };

/**
 * The workspaces a person belongs to: real shops that live now, then demonstrations (whose clock is their own while
 * they live through their history), then those kept for replays; each by name.
 */
export async function listWorkspaces(userId: string): Promise<WorkspaceOfPerson[]> {
  const memberships = await systemDb().membership.findMany({
    where: { userId, endedAt: null },
    select: { role: true, workspace: { select: { slug: true, name: true, isDemo: true, clockMode: true } } },
    orderBy: { workspace: { name: 'asc' } },
  });
  const workspaces = memberships.map(({ role, workspace: { clockMode, ...workspace } }) => ({
    role,
    ...workspace,
    isVirtual: clockMode === 'virtual',
  }));
  return workspaces.toSorted((one, other) => rankOf(one) - rankOf(other));
}

function rankOf({ isDemo, isVirtual }: WorkspaceOfPerson): number {
  if (isDemo) return 1;
  return isVirtual ? 2 : 0;
}

/** Whether this installation has a demonstration one can sign in to. */
export async function hasDemoWorkspace(): Promise<boolean> {
  const where = { isDemo: true, NOT: { slug: { startsWith: SIMULATION_SLUGS } } };
  return (await systemDb().workspace.count({ where, take: 1 })) > 0;
}
