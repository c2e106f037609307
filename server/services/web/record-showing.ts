import { v7 } from 'uuid';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { findMessage } from '../tracking';

export type ShowingEvent = 'shown' | 'dismissed';

/**
 * A page's report that its visitor saw the message, which makes it a touch, or closed it. Told again it changes nothing.
 * False for a token that was not signed here; a message that was taken back in the meantime stays so.
 */
export async function recordShowing(token: string, event: ShowingEvent): Promise<boolean> {
  const message = await findMessage('showing', token);
  if (!message) return false;
  const { ctx, id } = message;
  await inTransaction(ctx, async (tx) => {
    const showing = await lockShowing(tx, ctx, id);
    if (!showing) return;
    // Whoever closes it has seen it.
    if (!showing.shownAt) await noteShown(tx, ctx, { ...message, handedAt: showing.handedAt });
    if (event === 'dismissed') {
      await tx.webMessage.updateMany({
        where: { workspaceId: ctx.workspaceId, messageId: id, dismissedAt: null },
        data: { dismissedAt: ctx.now },
      });
    }
  });
  return true;
}

type Row = { shownAt: Date | null; handedAt: Date };

async function lockShowing(tx: Db, { workspaceId }: ServiceContext, messageId: string): Promise<Row | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT w.shown_at AS "shownAt", w.handed_at AS "handedAt" FROM message m
    JOIN web_message w ON w.workspace_id = m.workspace_id AND w.message_id = m.id
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.id = ${messageId}::uuid AND w.handed_at IS NOT NULL
      AND m.status IN ('accepted', 'delivered')
    FOR UPDATE`;
  return row ?? null;
}

type Shown = { id: string; customerId: string; isSimulated: boolean; handedAt: Date };

async function noteShown(tx: Db, ctx: ServiceContext, { id, customerId, isSimulated }: Shown): Promise<void> {
  const { workspaceId, now } = ctx;
  await tx.webMessage.updateMany({ where: { workspaceId, messageId: id }, data: { shownAt: now } });
  const { count } = await tx.message.updateMany({
    where: { workspaceId, id, status: 'accepted' },
    data: { status: 'delivered', deliveredAt: now },
  });
  // A click that came before its report has counted it already.
  if (count > 0) {
    await tx.customer.updateMany({
      where: { workspaceId, id: customerId },
      data: { deliveredTouches: { increment: 1 } },
    });
  }
  await tx.messageEvent.createMany({
    data: [
      {
        id: v7(),
        workspaceId,
        messageId: id,
        kind: 'delivered',
        occurredAt: now,
        isSimulated,
        dedupeKey: `shown:${id}`,
      },
    ],
    skipDuplicates: true,
  });
}
