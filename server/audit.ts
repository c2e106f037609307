import type { AuditAction } from '@/domain/audit/actions';
import { canonicalJson, type Json } from '@/domain/audit/canonical-json';
import { maskIdentifiers } from '@/domain/audit/mask-identifiers';
import { plainSql } from './bound-client';
import { actorRef, type ServiceContext } from './context';

/**
 * What was done, to what. `subject` is "kind:id" or a customer's pseudonym; the payload holds no personal data: what
 * looks like an e-mail address or a telephone number is masked on its way in.
 */
export type AuditRecord = { action: AuditAction; subject: string; payload: Json };

const APPEND = 'SELECT audit_append($1::uuid, $2::jsonb)::text';

/**
 * Appends to the workspace's hash chain, in the order given, within the caller's transaction `tx`. Call it last: the
 * chain's head stays locked until commit. Many records in one call cost little more than one.
 */
export async function appendAudit(
  tx: object,
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
      payload: canonicalJson(maskIdentifiers(record.payload)),
    })),
  );
  await plainSql(tx).query({ name: 'audit-append', text: APPEND, values: [ctx.workspaceId, entries] });
}
