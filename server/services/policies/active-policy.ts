import type { PolicyInForce } from '@/domain/policies/in-force';
import { Policy } from '@/domain/policies/policy';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ensurePolicy } from './ensure-policy';

/** The policy in force in the workspace, and its version; writes the first one where there is none yet. */
export async function activePolicy(ctx: ServiceContext, tx: Db = ctx.db): Promise<PolicyInForce> {
  const row = await tx.policyVersion.findFirst({
    where: { workspaceId: ctx.workspaceId, status: 'active' },
    orderBy: { version: 'desc' },
  });
  if (!row) return ensurePolicy(tx, ctx);
  return { version: row.version, document: Policy.parse(row.document) };
}
