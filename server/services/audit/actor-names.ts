import type { ServiceContext } from '../../context';

/** Names of the people among some actors: members of this workspace, and nobody else's. */
export async function namesOf(ctx: ServiceContext, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(actors)].flatMap((actor) => (actor.startsWith('user:') ? actor.slice('user:'.length) : []));
  if (ids.length === 0) return new Map();
  const members = await ctx.db.membership.findMany({
    where: { workspaceId: ctx.workspaceId, userId: { in: ids } },
    select: { user: { select: { id: true, name: true } } },
  });
  return new Map(members.map(({ user }) => [`user:${user.id}`, user.name]));
}
