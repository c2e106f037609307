import { v7 } from 'uuid';
import type { Digest } from '@/domain/notices/compose-digest';
import type { StandingNoticeKind } from '@/domain/notices/notice-kinds';
import { type Right, rolesWith } from '@/domain/workspaces/permissions';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/**
 * Writes down, in the caller's transaction, a message to everybody whose role carries a right, and to the webhook where
 * one is set; the sweep sends them. Nobody has to have asked for it: it is for who can act. People of generated history
 * are not written to.
 */
export async function tellHolders(
  tx: Db,
  ctx: ServiceContext,
  right: Right,
  { kind, subject, lines }: Digest & { kind: StandingNoticeKind },
): Promise<void> {
  const { workspaceId, now } = ctx;
  const holders = await tx.membership.findMany({
    where: { workspaceId, endedAt: null, role: { in: [...rolesWith(right)] }, user: { isSimulated: false } },
    select: { user: { select: { email: true } } },
    orderBy: { userId: 'asc' },
  });
  const webhook = await tx.noticeSettings.count({ where: { workspaceId, webhookSealed: { not: null } } });
  const targets = [
    ...holders.map(({ user }) => ({ road: 'email', address: user.email })),
    ...(webhook > 0 ? [{ road: 'webhook', address: null }] : []),
  ];
  const notice = { kind, subject, lines: [...lines], nextAt: now, createdAt: now };
  await tx.noticeOutbox.createMany({
    data: targets.map((target) => ({ ...target, ...notice, workspaceId, id: v7() })),
  });
}
