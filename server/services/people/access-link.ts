import { v7 } from 'uuid';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { countAlone } from '../../count-alone';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Prisma } from '../../generated/prisma/client';
import { publicOrigin } from '../../public-origin';
import { hashToken, makeToken } from '../../secret-token';

/** How long an invitation works, in days; a password's address is for now. */
export const INVITATION_DAYS = 7;
export const PASSWORD_DAYS = 1;
/** Addresses that work at one time, at most. */
const MOST_STANDING = 100;

/** An address just made: it is in this answer and nowhere else. */
export type MadeLink = { id: string; email: string; url: string; endsAt: Date };

type ForWhom = { email: string } & Pick<Prisma.AccessLinkUncheckedCreateInput, 'role' | 'userId'>;

/** What still works, by the world's clock. */
export function standing({ workspaceId }: Pick<ServiceContext, 'workspaceId'>) {
  return { workspaceId, usedAt: null, revokedAt: null, endsAt: { gt: new Date() } } as const;
}

/**
 * Whether somebody is an administrator of every workspace that another belongs to, who belongs to one at least: then, and
 * as long as that is so, they may have the other choose a new password.
 */
export async function isAdminOfAll(db: Db, adminId: string, userId: string): Promise<boolean> {
  const homes = await db.membership.findMany({
    where: { userId, endedAt: null },
    select: { workspace: { select: { memberships: { where: { userId: adminId, endedAt: null, role: 'admin' } } } } },
  });
  return homes.length > 0 && homes.every(({ workspace }) => workspace.memberships.length > 0);
}

/**
 * Makes an address for somebody; an older one of theirs ends, also where two are made at once. Throws conflict when too
 * many work already.
 */
export async function makeLink(tx: Db, ctx: ServiceContext, madeById: string, whom: ForWhom): Promise<MadeLink> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('access_link ' || ${ctx.workspaceId}, 0))`;
  const madeAt = new Date();
  const others = { ...standing(ctx), email: { not: whom.email } };
  if ((await countAlone(tx, ctx, 'access_link', () => tx.accessLink.count({ where: others }))) >= MOST_STANDING) {
    throw new ServiceError(
      'conflict',
      `${MOST_STANDING} people are invited already. Take some invitations back first.`,
    );
  }
  await tx.accessLink.updateMany({ where: { ...standing(ctx), email: whom.email }, data: { revokedAt: madeAt } });
  const token = makeToken();
  const endsAt = after(madeAt, (whom.userId ? PASSWORD_DAYS : INVITATION_DAYS) * DAY);
  const { workspaceId } = ctx;
  const id = v7();
  await tx.accessLink.create({
    data: { ...whom, workspaceId, id, tokenHash: hashToken(token), madeById, madeAt, endsAt },
  });
  return { id, email: whom.email, url: `${publicOrigin()}/join/${token}`, endsAt };
}

/** The person who acts: these verbs are for people alone. Throws forbidden. */
export function actingPerson({ actor }: ServiceContext): { userId: string; name: string } {
  if (actor.kind === 'user') return actor;
  throw new ServiceError('forbidden', 'Only people let others in.');
}
