import { ChannelId } from '@/domain/channels/channel';
import { CONFIRMATION, EVERYTHING, MARKETING } from '@/domain/guardrails/consent-record';
import { type OptInState, optInState } from '@/domain/preferences/opt-in';
import { ASK_TEXT } from '@/domain/preferences/opt-in-words';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { OptInRequest } from '../../generated/prisma/client';
import { recordConsent } from './record-consent';
import { addressHash, closedAmong } from './suppress';

/** How somebody confirmed, and from where as keyed hashes. */
export type ConfirmedBy = { source: string; ipHash?: string | null; agentHash?: string | null };

/** Where a question to confirm stands; null for one that is gone, as those of the erased are. Changes nothing. */
export async function optInStanding(
  tx: Db,
  ctx: ServiceContext,
  id: string,
): Promise<{ request: OptInRequest; state: OptInState } | null> {
  const key = { workspaceId: ctx.workspaceId, id };
  const request = await tx.optInRequest.findUnique({ where: { workspaceId_id: key } });
  if (!request) return null;
  const { confirmedAt, expiresAt } = request;
  const isEnded = await hasEnded(tx, ctx, request);
  return { request, state: optInState({ confirmedAt, expiresAt, isEnded, now: ctx.now }) };
}

/**
 * Writes down that a yes was confirmed from the address itself, with its proof, in the caller's transaction; exactly
 * once, however often it is said. Answers where the question stands after; nothing is opened that the customer closed since.
 */
export async function confirmOptIn(
  tx: Db,
  ctx: ServiceContext,
  id: string,
  by: ConfirmedBy,
): Promise<OptInState | null> {
  const { workspaceId, now } = ctx;
  await tx.$queryRaw`
    SELECT 1 FROM opt_in_request WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const standing = await optInStanding(tx, ctx, id);
  if (standing?.state !== 'waiting') return standing?.state ?? null;
  const { request } = standing;
  const { customerId, channel } = request;
  if (channel !== 'email' && channel !== 'sms') throw new Error(`Nobody is asked by ${channel}.`);
  await recordConsent(tx, ctx, {
    ...{ customerId, channel, purpose: CONFIRMATION, status: 'granted', lawfulBasis: 'consent', ...by },
    ...{ textVersion: ASK_TEXT[channel], actor: 'customer', occurredAt: now, evidence: `opt-in:${id}` },
    addressHash: request.addressHash,
  });
  await tx.optInRequest.update({ where: { workspaceId_id: { workspaceId, id } }, data: { confirmedAt: now } });
  const { subjectRef } = await tx.customer.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: customerId } },
    select: { subjectRef: true },
  });
  const payload = { channel, requestId: id, via: by.source };
  await appendAudit(tx, ctx, { action: 'consent.confirmed', subject: `customer:${subjectRef}`, payload });
  return 'confirmed';
}

/** Questions that one of these numbers can answer with YES: the last one of each customer, where it is open. */
export async function openQuestions(
  tx: Db,
  ctx: ServiceContext,
  customerIds: readonly string[],
  channel: 'sms',
): Promise<string[]> {
  const rows = await tx.optInRequest.findMany({
    where: { workspaceId: ctx.workspaceId, customerId: { in: [...customerIds] }, channel, confirmedAt: null },
    orderBy: { createdAt: 'asc' },
    select: { id: true, customerId: true },
  });
  return [...new Map(rows.map(({ id, customerId }) => [customerId, id])).values()];
}

/** The customer said no since, or the address is closed, or it is theirs no longer. */
async function hasEnded(tx: Db, ctx: ServiceContext, request: OptInRequest): Promise<boolean> {
  const { workspaceId } = ctx;
  const { customerId, createdAt, addressHash: hash, toAddress } = request;
  const channel = ChannelId.parse(request.channel);
  if ((await closedAmong(tx, ctx, [{ channel, address: toAddress }])).size > 0) return true;
  const customer = await tx.customer.findFirst({ where: { workspaceId, id: customerId, erasedAt: null } });
  const address = channel === 'email' ? customer?.email : customer?.phone;
  if (!address || (await addressHash(workspaceId, channel, address)) !== hash) return true;
  const refusals = await tx.consentEvent.count({
    where: {
      ...{ workspaceId, customerId, status: 'withdrawn', occurredAt: { gte: createdAt } },
      OR: [{ purpose: EVERYTHING }, { channel, purpose: MARKETING }],
    },
  });
  return refusals > 0;
}
