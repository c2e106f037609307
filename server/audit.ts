import { canonicalJson, type Json } from '@/domain/audit/canonical-json';
import { actorRef, type ServiceContext } from './context';
import type { Db } from './db';

/** What was done, to what. `subject` is "kind:id" or a customer's pseudonym; the payload never holds personal data. */
export type AuditRecord = { action: string; subject: string; payload: Json };

/**
 * Appends to the workspace's hash chain, in the order given, within the caller's transaction. Call it last: the
 * chain's head stays locked until commit.
 */
export async function appendAudit(
  tx: Pick<Db, '$queryRaw'>,
  ctx: Pick<ServiceContext, 'workspaceId' | 'actor' | 'now'>,
  records: AuditRecord | readonly AuditRecord[],
): Promise<void> {
  const list: readonly AuditRecord[] = Array.isArray(records) ? records : [records as AuditRecord];
  if (list.length === 0) return;
  const actor = actorRef(ctx.actor);
  const at = ctx.now.toISOString();
  const entries = JSON.stringify(
    list.map((record) => ({
      at,
      actor,
      action: record.action,
      subject: record.subject,
      payload: canonicalJson(record.payload),
    })),
  );
  await tx.$queryRaw`SELECT audit_append(${ctx.workspaceId}::uuid, ${entries}::jsonb)::text`;
}
