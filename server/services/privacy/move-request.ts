import type { z } from 'zod';
import type { AuditAction } from '@/domain/audit/actions';
import { extendedDueAt } from '@/domain/privacy/deadline';
import { nextStatus, type RequestMove } from '@/domain/privacy/request';
import { appendAudit } from '../../audit';
import { actorRef, authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Prisma } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { liftTombstones } from '../consent';
import { lockRequest, toItem } from './find-request';
import { findPerson } from './receive-request';
import { type PrivacyRequestItem, ReasonInput, RequestIdInput, VerifyRequestInput } from './types';

/** Writes down how the person proved who they are. Throws conflict for a request that is past that. */
export async function verifyRequest(ctx: ServiceContext, input: z.input<typeof VerifyRequestInput>): Promise<void> {
  const { requestId, verification } = VerifyRequestInput.parse(input);
  await move(ctx, requestId, 'verify', 'privacy.verified', async () => ({
    verification,
    verifiedAt: ctx.now,
    verifiedBy: actorRef(ctx.actor),
  }));
}

/** Ends a request without doing what was asked, for a reason that can be told. */
export async function refuseRequest(ctx: ServiceContext, input: z.input<typeof ReasonInput>): Promise<void> {
  const { requestId, reason } = ReasonInput.parse(input);
  await move(ctx, requestId, 'refuse', 'privacy.refused', async () => ({ refusalReason: reason, endedAt: ctx.now }));
}

/** Takes the longer term the law gives, once and before the first one is over, for a reason the person is told. */
export async function extendRequest(ctx: ServiceContext, input: z.input<typeof ReasonInput>): Promise<void> {
  const { requestId, reason } = ReasonInput.parse(input);
  await move(ctx, requestId, 'extend', 'privacy.extended', async (_tx, item) => {
    const until = extendedDueAt(item.kind, item.regime, item.receivedAt);
    if (!until) throw new ServiceError('invalid', 'For this request the law gives no extension.');
    if (item.dueAt.getTime() === until.getTime()) throw new ServiceError('conflict', 'It has been extended already.');
    if (ctx.now > item.dueAt) throw new ServiceError('conflict', 'Its term is over: it can no longer be extended.');
    return { dueAt: until, extendedAt: ctx.now, extensionReason: reason };
  });
}

/**
 * Begins to do what was asked; a job goes on with it. A wish not to be sold or written to needs no proof of who asks, all
 * else does: conflict until then. The person is looked up once more: they may have become known since.
 */
export async function runRequest(ctx: ServiceContext, input: z.input<typeof RequestIdInput>): Promise<void> {
  const { requestId } = RequestIdInput.parse(input);
  await move(ctx, requestId, 'run', 'privacy.started', async (tx, item) => {
    const { identifier, identifierKind } = item;
    const customerId = item.customerId ?? (identifier ? await findPerson(tx, ctx, identifierKind, identifier) : null);
    return { customerId, startedAt: ctx.now, startedBy: actorRef(ctx.actor) };
  });
  await ctx.publish('privacy/requested', { workspaceId: ctx.workspaceId, requestId });
}

/**
 * Lets an erased person be known again, who has come back by their own wish: takes away what keeps them out. What was
 * erased stays erased. Throws conflict where nothing keeps them out.
 */
export async function letReturn(ctx: ServiceContext, input: z.input<typeof ReasonInput>): Promise<void> {
  authorise(ctx, 'privacy.manage');
  const { requestId, reason } = ReasonInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    await lockRequest(tx, ctx, requestId);
    const lifted = await liftTombstones(tx, ctx, requestId);
    if (lifted === 0) throw new ServiceError('conflict', 'Nothing keeps this person out.');
    const subject = `privacy_request:${requestId}`;
    await appendAudit(tx, ctx, { action: 'privacy.return_allowed', subject, payload: { reason, lifted } });
  });
}

type Changes = (tx: Db, item: PrivacyRequestItem) => Promise<Prisma.PrivacyRequestUpdateManyMutationInput>;

async function move(
  ctx: ServiceContext,
  requestId: string,
  name: RequestMove,
  action: AuditAction,
  changesOf: Changes,
): Promise<void> {
  authorise(ctx, 'privacy.manage');
  await inTransaction(ctx, async (tx) => {
    const item = toItem(await lockRequest(tx, ctx, requestId));
    const status = nextStatus(item.kind, item.status, name);
    if (!status) throw new ServiceError('conflict', refusalOf(item, name));
    const data = { ...(await changesOf(tx, item)), status };
    await tx.privacyRequest.updateMany({ where: { workspaceId: ctx.workspaceId, id: requestId }, data });
    const { kind, regime } = item;
    await appendAudit(tx, ctx, { action, subject: `privacy_request:${requestId}`, payload: { kind, regime, status } });
  });
}

function refusalOf({ status }: PrivacyRequestItem, name: RequestMove): string {
  if (name === 'run' && status === 'received') return 'First write down how the person proved who they are.';
  return `This can no longer be done: the request is ${status}.`;
}
