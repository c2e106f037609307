import { z } from 'zod';
import { after, DAY } from '@/domain/shared/time';
import { ROLES, type Role } from '@/domain/workspaces/permissions';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { normaliseEmail } from '../sign-in';
import { actingPerson, type MadeLink, makeLink } from './access-link';
import { mailInvitation } from './mail-invitation';
import { isSimulatedAddress } from './simulated-address';

export const InviteInput = z.object({ email: z.string().max(400), role: z.enum(ROLES) });
export const RevokeInvitationInput = z.object({ id: z.uuid() });

export type Invitation = {
  id: string;
  email: string;
  role: Role;
  /** Null where whoever did is here no more under a name. */
  invitedBy: string | null;
  invitedAt: Date;
  endsAt: Date;
  /** Its address works no more: it must be made anew. */
  isOver: boolean;
};

/** An invitation with its address, and whether it was mailed, in words. */
export type MadeInvitation = MadeLink & { isMailed: boolean; mailed: string };

/** Invitations that ended unused are shown so long, to be sent again. */
const SHOWN_MS = 30 * DAY;

/**
 * Invites somebody by e-mail address, with a role; an earlier invitation of theirs ends. It is mailed where the
 * workspace sends real e-mail. Throws forbidden, invalid (no address), conflict (is here already, too many).
 */
export async function invitePerson(ctx: ServiceContext, input: z.input<typeof InviteInput>): Promise<MadeInvitation> {
  authorise(ctx, 'settings.manage');
  const inviter = actingPerson(ctx);
  const { email: typed, role } = InviteInput.parse(input);
  const email = normaliseEmail(typed);
  if (!email) throw new ServiceError('invalid', 'This is no e-mail address.', { field: 'email' });
  await refuseKnown(ctx, email);
  const made = await inTransaction(ctx, async (tx) => {
    const link = await makeLink(tx, ctx, inviter.userId, { email, role });
    await appendAudit(tx, ctx, { action: 'people.invited', subject: `access_link:${link.id}`, payload: { role } });
    return link;
  });
  return { ...made, ...(await mailInvitation(ctx, made, { role, inviter: inviter.name })) };
}

async function refuseKnown({ db, workspaceId }: ServiceContext, email: string): Promise<void> {
  const member = await db.membership.findFirst({
    where: { workspaceId, endedAt: null, user: { email } },
    select: { user: { select: { name: true } } },
  });
  if (member) {
    throw new ServiceError('conflict', `${member.user.name} is in this workspace already.`, { field: 'email' });
  }
  // Nobody elsewhere learns which addresses those are.
  if (await isSimulatedAddress(email))
    throw new ServiceError('invalid', 'This address cannot be invited.', { field: 'email' });
}

/** Invitations that nobody used yet, latest first; those that ended lately among them. Right: settings.manage. */
export async function listInvitations(ctx: ServiceContext): Promise<Invitation[]> {
  authorise(ctx, 'settings.manage');
  const now = new Date();
  const rows = await ctx.db.accessLink.findMany({
    where: {
      ...{ workspaceId: ctx.workspaceId, usedAt: null, revokedAt: null, role: { not: null } },
      endsAt: { gt: after(now, -SHOWN_MS) },
    },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
  });
  const makers = await ctx.db.membership.findMany({
    where: { workspaceId: ctx.workspaceId, userId: { in: rows.map(({ madeById }) => madeById) } },
    select: { userId: true, user: { select: { name: true } } },
  });
  const names = new Map(makers.map(({ userId, user }) => [userId, user.name]));
  return rows.flatMap(({ id, email, role, madeById, madeAt, endsAt }) =>
    role
      ? [{ id, email, role, invitedBy: names.get(madeById) ?? null, invitedAt: madeAt, endsAt, isOver: endsAt <= now }]
      : [],
  );
}

/** Takes an invitation back: its address opens nothing from now on. Throws forbidden, not_found (used, taken back, none). */
export async function revokeInvitation(
  ctx: ServiceContext,
  input: z.input<typeof RevokeInvitationInput>,
): Promise<void> {
  authorise(ctx, 'settings.manage');
  const { id } = RevokeInvitationInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.accessLink.updateMany({
      where: { workspaceId: ctx.workspaceId, id, usedAt: null, revokedAt: null, role: { not: null } },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw new ServiceError('not_found', 'This invitation waits no longer.');
    await appendAudit(tx, ctx, { action: 'people.invitation_revoked', subject: `access_link:${id}`, payload: {} });
  });
}
