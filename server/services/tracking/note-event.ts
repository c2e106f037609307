import { v7 } from 'uuid';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { recordEngagement } from '../customers';

/** One open or click of a message, in the workspace's clock. */
export type Noted = {
  messageId: string;
  at: Date;
  userAgent: string | null;
  isMachine: boolean;
  /** Made by the simulated shopper or by a button, not by a customer. */
  isSimulated: boolean;
};

const MINUTE_MS = 60_000;

/**
 * Writes down an open, in the caller's transaction. Idempotent per message and minute; the first one by a person moves the
 * customer. Answers whether there was anything to write. Throws not_found for a message of another workspace.
 */
export async function noteOpen(tx: Db, ctx: ServiceContext, noted: Noted): Promise<boolean> {
  const reader = await settleDelivery(tx, ctx, noted);
  const isNew = await writeEvent(tx, ctx, noted, reader, { kind: 'opened', about: 'opened', url: null });
  if (!isNew || noted.isMachine) return isNew;
  const { count } = await tx.message.updateMany({
    where: { workspaceId: ctx.workspaceId, id: noted.messageId, openedAt: null },
    data: { openedAt: noted.at },
  });
  if (count > 0) await engage(tx, ctx, reader, 'opened', noted.at);
  return isNew;
}

/**
 * Writes down a click on one of the message's links, in the caller's transaction. Idempotent per message, link and minute;
 * the first one by a person moves the customer, and tells that the message was opened, whatever became of its pixel.
 * Answers whether there was anything to write. Throws not_found for a message of another workspace.
 */
export async function noteClick(
  tx: Db,
  ctx: ServiceContext,
  noted: Noted & { position: number; url: string },
): Promise<boolean> {
  const { messageId, position, url, at } = noted;
  const reader = await settleDelivery(tx, ctx, noted);
  const isNew = await writeEvent(tx, ctx, noted, reader, { kind: 'clicked', about: `clicked:${position}`, url });
  if (!isNew || noted.isMachine) return isNew;
  const key = { workspaceId: ctx.workspaceId, id: messageId };
  await tx.message.updateMany({ where: { ...key, openedAt: null }, data: { openedAt: at } });
  const { count } = await tx.message.updateMany({ where: { ...key, clickedAt: null }, data: { clickedAt: at } });
  if (count > 0) await engage(tx, ctx, reader, 'clicked', at);
  return isNew;
}

/** Who got the message. Of somebody who was erased it is counted that they read, and nothing is kept of how. */
type Reader = { customerId: string; isErased: boolean };

async function engage(tx: Db, ctx: ServiceContext, reader: Reader, kind: Kind['kind'], at: Date): Promise<void> {
  if (!reader.isErased) await recordEngagement(tx, ctx, { customerId: reader.customerId, kind, at });
}

/** Locks the message. Whoever opens it has it: that ends the doubt about one that was uncertain. */
async function settleDelivery(tx: Db, ctx: ServiceContext, { messageId, at }: Noted): Promise<Reader> {
  const [message] = await tx.$queryRaw<(Reader & { isUncertain: boolean })[]>`
    SELECT m.customer_id AS "customerId", m.status IN ('unknown', 'accepted') AS "isUncertain",
      EXISTS (SELECT 1 FROM customer c WHERE c.workspace_id = m.workspace_id AND c.id = m.customer_id
        AND c.erased_at IS NOT NULL) AS "isErased"
    FROM message m WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.id = ${messageId}::uuid FOR UPDATE OF m`;
  if (!message) throw new ServiceError('not_found', 'There is no such message.');
  if (message.isUncertain) {
    const key = { workspaceId: ctx.workspaceId, id: messageId };
    await tx.message.updateMany({ where: key, data: { status: 'delivered', deliveredAt: at } });
    await tx.customer.updateMany({
      where: { workspaceId: ctx.workspaceId, id: message.customerId },
      data: { deliveredTouches: { increment: 1 } },
    });
  }
  return message;
}

type Kind = { kind: 'opened' | 'clicked'; about: string; url: string | null };

async function writeEvent(
  tx: Db,
  ctx: ServiceContext,
  noted: Noted,
  { isErased }: Reader,
  { kind, about, url }: Kind,
): Promise<boolean> {
  const { messageId, at, userAgent, isMachine, isSimulated } = noted;
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  const { count } = await tx.messageEvent.createMany({
    data: [
      {
        id: v7(),
        workspaceId: ctx.workspaceId,
        messageId,
        kind,
        occurredAt: at,
        url: isErased ? null : url,
        userAgent: isErased ? null : (userAgent?.slice(0, 300) ?? null),
        isMachine,
        isSimulated,
        dedupeKey: `${about}:${messageId}:${minute}:${isMachine ? 'machine' : 'person'}`,
      },
    ],
    skipDuplicates: true,
  });
  return count > 0;
}
