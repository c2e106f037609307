import { v7 } from 'uuid';
import { CONFIRMATION, MARKETING } from '@/domain/guardrails/consent-record';
import { Brand } from '@/domain/workspaces/brand';
import { appendAudit } from '@/server/audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { addressHashes, closedAmong, recordConsent, suppress, withdrawConsent } from '../consent';
import { cancelQueued, preferencesPath } from '../delivery';
import { findMessage, spokenFrom, type TrackedMessage } from './find-message';
import { masked } from './masked';

/** The purpose every message of the agents is sent for. */
/** Version of the words by which somebody takes a withdrawal back. */
const RESUBSCRIBE_TEXT = 'unsubscribe-page@1';

/** How somebody left: by their mail program's button (RFC 8058), on the page, or at the provider, which told us. */
export type UnsubscribeVia = 'one_click' | 'page' | 'provider' | 'simulated';

const SOURCES: Record<UnsubscribeVia, string> = {
  one_click: 'one-click unsubscribe',
  page: 'unsubscribe page',
  provider: 'unsubscribed at the provider',
  simulated: 'simulated in the sandbox inbox',
};

/** What has to be known of the message somebody leaves through. */
export type UnsubscribedMessage = Pick<TrackedMessage, 'id' | 'customerId' | 'channel' | 'toAddress' | 'isSimulated'>;

/** What the unsubscribe page shows. `address` is masked: the link may have been forwarded. */
export type Subscription = {
  companyName: string;
  brandColors: Brand['colors'];
  address: string;
  isSubscribed: boolean;
  /** Where more can be chosen than all or nothing; below this installation's address. */
  preferencesPath: string;
};

/** Where the holder of an unsubscribe link stands; changes nothing. Null for a token that was not signed here. */
export async function findSubscription(token: string): Promise<Subscription | null> {
  const message = await findMessage('unsubscribe', token);
  return message && describe(message);
}

/**
 * Ends marketing on the message's channel for its customer, effective with this transaction: consent withdrawn,
 * address suppressed, waiting messages cancelled. Once or a hundred times is the same. Null for a token that was not
 * signed here.
 */
export async function recordUnsubscribe(token: string, via: UnsubscribeVia): Promise<Subscription | null> {
  const message = await findMessage('unsubscribe', token);
  if (!message) return null;
  const { ctx } = message;
  await inTransaction(ctx, (tx) => noteUnsubscribe(tx, ctx, { ...message, via }));
  return describe(message);
}

/** Takes an unsubscribe back, said by the customer on the page. Null for a token that was not signed here. */
export async function undoUnsubscribe(token: string): Promise<Subscription | null> {
  const message = await findMessage('unsubscribe', token);
  if (!message) return null;
  const { ctx, id, customerId, channel } = message;
  await inTransaction(ctx, async (tx) => {
    await lockMessage(tx, ctx, id);
    if (await isSubscribed(tx, ctx, message)) return;
    const hashes = await addressHashes(ctx.workspaceId, channel, message.toAddress);
    await tx.suppression.deleteMany({
      where: { workspaceId: ctx.workspaceId, channel, addressHash: { in: hashes }, reason: 'unsubscribed' },
    });
    const said = {
      ...{ customerId, channel, status: 'granted' as const, lawfulBasis: 'consent', textVersion: RESUBSCRIBE_TEXT },
      ...{ source: 'unsubscribe page, taken back', actor: 'customer', occurredAt: ctx.now },
      evidence: `message:${id}:${v7()}`,
    };
    // The link came to the address itself: that confirms what is said by it.
    await recordConsent(tx, ctx, [
      { ...said, purpose: MARKETING },
      { ...said, purpose: CONFIRMATION, addressHash: await spokenFrom(message) },
    ]);
    await audit(tx, ctx, message, { action: 'consent.granted', via: 'page' });
  });
  return describe(message);
}

/**
 * What `recordUnsubscribe` does, for a message already found, in the caller's transaction. Answers whether it changed
 * anything.
 */
export async function noteUnsubscribe(
  tx: Db,
  ctx: ServiceContext,
  message: UnsubscribedMessage & { via: UnsubscribeVia },
): Promise<boolean> {
  const { id, customerId, channel, toAddress, via } = message;
  await lockMessage(tx, ctx, id);
  if (await hasLeft(tx, ctx, message)) return false;
  const evidence = `message:${id}:${v7()}`;
  await withdrawConsent(tx, ctx, { customerId, channel, purpose: MARKETING, source: SOURCES[via], evidence });
  await suppress(tx, ctx, { channel, address: toAddress, reason: 'unsubscribed', messageId: id });
  await markUnsubscribed(tx, ctx, { id, isSimulated: message.isSimulated || via === 'simulated' });
  await cancelQueued(tx, ctx, {
    customerId,
    channel,
    code: 'unsubscribed',
    reason: 'The customer has unsubscribed.',
  });
  await audit(tx, ctx, message, { action: 'consent.withdrawn', via });
  return true;
}

/** Notes on the message that its reader left through it, in the caller's transaction; once, however often it is told. */
export async function markUnsubscribed(
  tx: Db,
  ctx: ServiceContext,
  { id, isSimulated }: Pick<UnsubscribedMessage, 'id' | 'isSimulated'>,
): Promise<void> {
  await tx.message.updateMany({
    where: { workspaceId: ctx.workspaceId, id, unsubscribedAt: null },
    data: { unsubscribedAt: ctx.now },
  });
  await tx.messageEvent.createMany({
    data: [
      {
        id: v7(),
        workspaceId: ctx.workspaceId,
        messageId: id,
        kind: 'unsubscribed',
        occurredAt: ctx.now,
        dedupeKey: `unsubscribed:${id}`,
        isSimulated,
      },
    ],
    skipDuplicates: true,
  });
}

/** Two requests at once take their turns. */
export async function lockMessage(tx: Db, ctx: ServiceContext, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM message WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
}

/** Whether messages on the channel may reach the address: it is not suppressed, and the customer has not said no. */
async function isSubscribed(tx: Db, ctx: ServiceContext, message: UnsubscribedMessage): Promise<boolean> {
  return !(await isSuppressed(tx, ctx, message)) && !(await hasSaidNo(tx, ctx, message));
}

/**
 * Whether there is nothing left to end. A suppressed address alone (it bounced, or was left before) is no no: the
 * customer may have another one by now.
 */
async function hasLeft(tx: Db, ctx: ServiceContext, message: UnsubscribedMessage): Promise<boolean> {
  return (await isSuppressed(tx, ctx, message)) && (await hasSaidNo(tx, ctx, message));
}

async function isSuppressed(
  tx: Db,
  ctx: ServiceContext,
  { channel, toAddress }: UnsubscribedMessage,
): Promise<boolean> {
  return (await closedAmong(tx, ctx, [{ channel, address: toAddress }])).size > 0;
}

async function hasSaidNo(tx: Db, ctx: ServiceContext, { customerId, channel }: UnsubscribedMessage): Promise<boolean> {
  const last = await tx.consentEvent.findFirst({
    where: { workspaceId: ctx.workspaceId, customerId, channel, purpose: MARKETING },
    orderBy: [{ occurredAt: 'desc' }, { recordedAt: 'desc' }, { id: 'desc' }],
    select: { status: true },
  });
  return last?.status === 'withdrawn';
}

async function audit(
  tx: Db,
  ctx: ServiceContext,
  { id, customerId, channel }: UnsubscribedMessage,
  { action, via }: { action: 'consent.granted' | 'consent.withdrawn'; via: UnsubscribeVia },
): Promise<void> {
  const { subjectRef } = await tx.customer.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: customerId } },
    select: { subjectRef: true },
  });
  await appendAudit(tx, ctx, { action, subject: `customer:${subjectRef}`, payload: { channel, messageId: id, via } });
}

async function describe(message: TrackedMessage): Promise<Subscription> {
  const { ctx } = message;
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const brand = Brand.parse(workspace.brand);
  return {
    companyName: brand.companyName,
    brandColors: brand.colors,
    address: masked(message.toAddress),
    isSubscribed: await isSubscribed(ctx.db, ctx, message),
    preferencesPath: await preferencesPath(ctx.workspaceId, message.id),
  };
}
