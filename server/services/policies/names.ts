import type { ServiceContext } from '../../context';

/** Names of people among some ids: members of this workspace, and nobody else's. */
export async function memberNames(
  ctx: ServiceContext,
  userIds: readonly (string | null)[],
): Promise<Map<string, string>> {
  const ids = [...new Set(userIds)].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const members = await ctx.db.membership.findMany({
    where: { workspaceId: ctx.workspaceId, userId: { in: ids } },
    select: { user: { select: { id: true, name: true } } },
  });
  return new Map(members.map(({ user }) => [user.id, user.name]));
}

/** The person an actor of the audit log is; null where no person acted. */
export function personOf(actor: string | null): string | null {
  return actor?.startsWith('user:') ? actor.slice('user:'.length) : null;
}
