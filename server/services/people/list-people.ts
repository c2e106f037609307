import type { Role } from '@/domain/workspaces/permissions';
import { authorise, type ServiceContext } from '../../context';

export type Person = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  isSimulated: boolean;
  memberSince: Date;
  lastSignedInAt: Date | null;
};

/** Everybody who belongs to the workspace, by name, with the last time each signed in. */
export async function listPeople(ctx: ServiceContext): Promise<Person[]> {
  authorise(ctx, 'settings.manage');
  const memberships = await ctx.db.membership.findMany({
    where: { workspaceId: ctx.workspaceId, endedAt: null },
    select: {
      role: true,
      createdAt: true,
      user: { select: { id: true, name: true, email: true, isSimulated: true } },
    },
    orderBy: { user: { name: 'asc' } },
  });
  // Of a sign-in the workspace may know who and when, and not its id.
  const signIns = await ctx.db.session.groupBy({
    by: ['userId'],
    where: { userId: { in: memberships.map(({ user }) => user.id) } },
    _max: { createdAt: true },
  });
  const lastSignIn = new Map(signIns.map(({ userId, _max }) => [userId, _max.createdAt]));
  return memberships.map(({ role, createdAt, user }) => ({
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    isSimulated: user.isSimulated,
    memberSince: createdAt,
    lastSignedInAt: lastSignIn.get(user.id) ?? null,
  }));
}
