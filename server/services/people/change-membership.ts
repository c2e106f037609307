import { z } from 'zod';
import { ROLES, type Role, roleMay } from '@/domain/workspaces/permissions';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { endSharesOf } from '../reports';
import { standing } from './access-link';

export const ChangeRoleInput = z.object({ userId: z.uuid(), role: z.enum(ROLES) });
export const RemovePersonInput = z.object({ userId: z.uuid() });

/**
 * Gives somebody of the workspace another role, from their next request on. Throws forbidden, not_found, conflict (the
 * last administrator).
 */
export async function changeRole(ctx: ServiceContext, input: z.input<typeof ChangeRoleInput>): Promise<void> {
  authorise(ctx, 'settings.manage');
  const { userId, role } = ChangeRoleInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await lockMember(tx, ctx, userId);
    if (before === role) return;
    if (before === 'admin') await keepAnAdmin(tx, ctx, userId);
    await tx.membership.update({ where: keyOf(ctx, userId), data: { role } });
    await letGo(tx, ctx, userId, role);
    await appendAudit(tx, ctx, {
      action: 'membership.changed',
      subject: `user:${userId}`,
      payload: { before, after: role },
    });
  });
}

/**
 * Takes somebody out of the workspace, from their next request on. What they did goes on naming them, and they may be
 * invited again. Throws forbidden, not_found, conflict (the last administrator).
 */
export async function removePerson(ctx: ServiceContext, input: z.input<typeof RemovePersonInput>): Promise<void> {
  authorise(ctx, 'settings.manage');
  const { userId } = RemovePersonInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await lockMember(tx, ctx, userId);
    if (before === 'admin') await keepAnAdmin(tx, ctx, userId);
    await tx.membership.update({ where: keyOf(ctx, userId), data: { endedAt: new Date() } });
    await letGo(tx, ctx, userId, null);
    await appendAudit(tx, ctx, { action: 'membership.ended', subject: `user:${userId}`, payload: { before } });
  });
}

function keyOf({ workspaceId }: ServiceContext, userId: string) {
  return { workspaceId_userId: { workspaceId, userId } };
}

/**
 * The role somebody has now. Administrators are locked with them, in one order, so that two of them who remove each
 * other at once cannot both do so.
 */
async function lockMember(tx: Db, { workspaceId }: ServiceContext, userId: string): Promise<Role> {
  const rows = await tx.$queryRaw<{ userId: string; role: Role; isSimulated: boolean }[]>`
    SELECT m.user_id AS "userId", m.role, u.is_simulated AS "isSimulated"
    FROM membership m JOIN app_user u ON u.id = m.user_id
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.ended_at IS NULL
      AND (m.role = 'admin' OR m.user_id = ${userId}::uuid)
    ORDER BY m.user_id FOR UPDATE OF m`;
  const member = rows.find((row) => row.userId === userId);
  if (!member) throw new ServiceError('not_found', 'Nobody of this workspace is meant by that.');
  if (member.isSimulated) throw new ServiceError('invalid', 'Simulated people come and go with the demo.');
  return member.role;
}

async function keepAnAdmin(tx: Db, { workspaceId }: ServiceContext, userId: string): Promise<void> {
  const others = await tx.membership.count({
    where: { workspaceId, role: 'admin', endedAt: null, userId: { not: userId }, user: { isSimulated: false } },
  });
  if (others > 0) return;
  throw new ServiceError('conflict', 'A workspace has an administrator. Make somebody else one first.');
}

/** What somebody holds by their role goes on without them: decisions given to them, addresses they handed out. */
async function letGo(tx: Db, ctx: ServiceContext, userId: string, role: Role | null): Promise<void> {
  const { workspaceId } = ctx;
  if (!role || !roleMay(role, 'review.decide')) {
    await tx.reviewDesk.updateMany({ where: { workspaceId, assigneeId: userId }, data: { assigneeId: null } });
    const data = { claimedById: null, claimedAt: null, claimedUntil: null };
    await tx.reviewDesk.updateMany({ where: { workspaceId, claimedById: userId }, data });
  }
  const { email } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  await tx.accessLink.updateMany({ where: { ...standing(ctx), email }, data: { revokedAt: new Date() } });
  if (!role || !roleMay(role, 'scorecard.share')) await endSharesOf(tx, ctx, userId);
  if (role && roleMay(role, 'settings.manage')) return;
  await tx.accessLink.updateMany({
    where: { ...standing(ctx), madeById: userId },
    data: { revokedAt: new Date() },
  });
}
