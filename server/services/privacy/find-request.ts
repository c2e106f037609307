import type { IdentifierKind, Regime, RequestKind, RequestStatus } from '@/domain/privacy/request';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { PrivacyRequest } from '../../generated/prisma/client';
import type { PrivacyRequestItem } from './types';

/** The stored request. Throws not_found also for another workspace's. */
export async function findRequest(tx: Db, ctx: ServiceContext, id: string): Promise<PrivacyRequest> {
  const { workspaceId } = ctx;
  const row = await tx.privacyRequest.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (!row) throw new ServiceError('not_found', 'There is no such request.');
  return row;
}

/** The same, locked until the transaction ends: two who press at once take their turns. */
export async function lockRequest(tx: Db, ctx: ServiceContext, id: string): Promise<PrivacyRequest> {
  await tx.$queryRaw`SELECT 1 FROM privacy_request
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return findRequest(tx, ctx, id);
}

/** A row as lists show it. */
export function toItem(row: PrivacyRequest): PrivacyRequestItem {
  const { id, identifier, customerId, source, receivedAt, dueAt, endedAt } = row;
  return {
    id,
    kind: row.kind as RequestKind,
    regime: row.regime as Regime,
    status: row.status as RequestStatus,
    identifierKind: row.identifierKind as IdentifierKind,
    identifier,
    customerId,
    source,
    receivedAt,
    dueAt,
    endedAt,
  };
}
