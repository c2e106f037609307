import type { z } from 'zod';
import { customerName } from '@/domain/customers/customer-name';
import type { Certificate } from '@/domain/privacy/certificate';
import { extendedDueAt, PRESSING_MS } from '@/domain/privacy/deadline';
import { nextStatus, type RequestMove, type RequestView } from '@/domain/privacy/request';
import { after } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import type { Prisma } from '../../generated/prisma/client';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { namesOf } from '../audit';
import { plansOfCopy } from './copy-plans';
import { findRequest, toItem } from './find-request';
import { readProgress, stageOf } from './progress';
import { ListRequestsInput, type PrivacyRequestItem, RequestIdInput } from './types';

const MOVES: readonly RequestMove[] = ['verify', 'run', 'refuse', 'extend'];
const ENDED = ['done', 'refused'];
const OPEN = { status: { notIn: ENDED } };

/** Requests: open ones by deadline, the nearest first; the others by when they came, the last first. */
export async function listRequests(
  ctx: ServiceContext,
  input: z.input<typeof ListRequestsInput>,
): Promise<Page<PrivacyRequestItem>> {
  authorise(ctx, 'privacy.manage');
  const { show, kind, limit, cursor } = ListRequestsInput.parse(input);
  const from = cursor ? readCursor(MomentKey, cursor) : null;
  const isOpenList = show === 'open' || show === 'overdue';
  const key = isOpenList ? 'dueAt' : 'receivedAt';
  const order = isOpenList ? 'asc' : 'desc';
  const side = isOpenList ? 'gt' : 'lt';
  const rows = await ctx.db.privacyRequest.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(kind && { kind }),
      AND: [
        whereOf(show, ctx.now),
        from ? { OR: [{ [key]: { [side]: from.at } }, { [key]: from.at, id: { [side]: from.id } }] } : {},
      ],
    },
    orderBy: [{ [key]: order }, { id: order }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row[key].toISOString(), id: row.id }));
  return { ...page, items: page.items.map(toItem) };
}

function whereOf(show: RequestView, now: Date): Prisma.PrivacyRequestWhereInput {
  switch (show) {
    case 'open':
      return OPEN;
    case 'overdue':
      return { ...OPEN, dueAt: { lt: now } };
    case 'ended':
      return { status: { in: ENDED } };
    case 'all':
      return {};
  }
}

/** How many requests are open, and how many of those press: are over their term, or will be within a week. */
export async function countRequests(ctx: ServiceContext): Promise<{ open: number; pressing: number; overdue: number }> {
  authorise(ctx, 'privacy.manage');
  const where = { workspaceId: ctx.workspaceId, ...OPEN };
  const soon = after(ctx.now, PRESSING_MS);
  const [open, pressing, overdue] = await Promise.all([
    ctx.db.privacyRequest.count({ where }),
    ctx.db.privacyRequest.count({ where: { ...where, dueAt: { gte: ctx.now, lte: soon } } }),
    ctx.db.privacyRequest.count({ where: { ...where, dueAt: { lt: ctx.now } } }),
  ]);
  return { open, pressing, overdue };
}

/**
 * One request with its history in the audit log, what can be done with it now, how far it is, the tables a copy would
 * have, and its certificate.
 */
export async function getRequest(ctx: ServiceContext, input: z.input<typeof RequestIdInput>) {
  authorise(ctx, 'privacy.manage');
  const { requestId } = RequestIdInput.parse(input);
  const row = await findRequest(ctx.db, ctx, requestId);
  const { note, extendedAt, extensionReason, verifiedAt, verification, startedAt, refusalReason } = row;
  const item = toItem(row);
  const extendsTo = row.extendedAt ? null : extendedDueAt(item.kind, item.regime, row.receivedAt);
  const canExtend = extendsTo !== null && ctx.now <= row.dueAt;
  const progress = readProgress(row.progress);
  return {
    ...item,
    ...{ note, extendedAt, extensionReason, verifiedAt, verification, startedAt, refusalReason },
    customer: await customerOf(ctx, item),
    history: await historyOf(ctx, requestId),
    moves: MOVES.filter(
      (move) => nextStatus(item.kind, item.status, move) !== null && (move !== 'extend' || canExtend),
    ),
    extendsTo: canExtend ? extendsTo : null,
    progress: { ...progress, stage: stageOf(progress) },
    copy: plansOfCopy(row)?.map(({ table, called }) => ({ table, called })) ?? null,
    certificate: row.certificate as Certificate | null,
    certificateHash: row.certificateHash,
    canReturn: await ctx.db.erasureTombstone.count({ where: { workspaceId: ctx.workspaceId, requestId } }),
  };
}

export type PrivacyRequestDetail = Awaited<ReturnType<typeof getRequest>>;

/** Who the request is about, by name; null where nobody is known by it, or nobody any more. */
async function customerOf(
  ctx: ServiceContext,
  { customerId }: PrivacyRequestItem,
): Promise<{ id: string; name: string } | null> {
  if (!customerId) return null;
  const customer = await ctx.db.customer.findFirst({
    where: { workspaceId: ctx.workspaceId, id: customerId, erasedAt: null },
    select: { id: true, externalId: true, email: true, firstName: true, lastName: true },
  });
  return customer && { id: customer.id, name: customerName(customer) };
}

/** What the audit log tells of the request, the first entry first. */
async function historyOf(ctx: ServiceContext, requestId: string) {
  const rows = await ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, subject: `privacy_request:${requestId}` },
    orderBy: { seq: 'asc' },
    select: { seq: true, at: true, actor: true, action: true },
  });
  const names = await namesOf(
    ctx,
    rows.map(({ actor }) => actor),
  );
  return rows.map(({ seq, ...row }) => ({ ...row, seq: seq.toString(), actorName: names.get(row.actor) ?? null }));
}
