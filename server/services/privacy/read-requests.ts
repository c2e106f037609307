import { z } from 'zod';
import type { Certificate } from '@/domain/privacy/certificate';
import { extendedDueAt } from '@/domain/privacy/deadline';
import { type RequestMove, statusAfter } from '@/domain/privacy/request';
import { authorise, type ServiceContext } from '../../context';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { findRequest, toItem } from './find-request';
import { readProgress } from './progress';
import { ListRequestsInput, type PrivacyRequestItem, RequestIdInput } from './types';

const Cursor = z.object({ at: z.iso.datetime(), id: z.uuid() });
const MOVES: readonly RequestMove[] = ['verify', 'run', 'refuse', 'extend'];
const ENDED = ['done', 'refused'];

/** Requests: open ones by deadline, the nearest first; the others by when they came, the last first. */
export async function listRequests(
  ctx: ServiceContext,
  input: z.input<typeof ListRequestsInput>,
): Promise<Page<PrivacyRequestItem>> {
  authorise(ctx, 'privacy.manage');
  const { show, limit, cursor } = ListRequestsInput.parse(input);
  const from = cursor ? readCursor(Cursor, cursor) : null;
  const isOpenList = show === 'open';
  const key = isOpenList ? 'dueAt' : 'receivedAt';
  const order = isOpenList ? 'asc' : 'desc';
  const side = isOpenList ? 'gt' : 'lt';
  const rows = await ctx.db.privacyRequest.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(show === 'open' && { status: { notIn: ENDED } }),
      ...(show === 'ended' && { status: { in: ENDED } }),
      ...(from && { OR: [{ [key]: { [side]: from.at } }, { [key]: from.at, id: { [side]: from.id } }] }),
    },
    orderBy: [{ [key]: order }, { id: order }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row[key].toISOString(), id: row.id }));
  return { ...page, items: page.items.map(toItem) };
}

/** One request with its history, what can be done with it now, how far it is, and its certificate. */
export async function getRequest(ctx: ServiceContext, input: z.input<typeof RequestIdInput>) {
  authorise(ctx, 'privacy.manage');
  const { requestId } = RequestIdInput.parse(input);
  const row = await findRequest(ctx.db, ctx, requestId);
  const { note, extendedAt, extensionReason, verifiedAt, verification, startedAt, refusalReason } = row;
  const item = toItem(row);
  const extendsTo = row.extendedAt ? null : extendedDueAt(item.kind, item.regime, row.receivedAt);
  const canExtend = extendsTo !== null && ctx.now <= row.dueAt;
  return {
    ...item,
    ...{ note, extendedAt, extensionReason, verifiedAt, verification, startedAt, refusalReason },
    moves: MOVES.filter((move) => statusAfter(item.status, move) !== null && (move !== 'extend' || canExtend)),
    extendsTo: canExtend ? extendsTo : null,
    progress: readProgress(row.progress),
    certificate: row.certificate as Certificate | null,
    certificateHash: row.certificateHash,
    canReturn: await ctx.db.erasureTombstone.count({ where: { workspaceId: ctx.workspaceId, requestId } }),
  };
}

export type PrivacyRequestDetail = Awaited<ReturnType<typeof getRequest>>;
