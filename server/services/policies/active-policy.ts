import type { PolicyInForce } from '@/domain/policies/in-force';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ensurePolicy } from './ensure-policy';
import { parsedPolicy } from './parsed-policy';

/** The policy in force in the workspace, and its version; writes the first one where there is none yet. */
export async function activePolicy(ctx: ServiceContext, tx: Db = ctx.db): Promise<PolicyInForce> {
  const [row] = await tx.$queryRaw<{ version: number; document: string }[]>`
    SELECT version, document::text AS document FROM policy_version
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND status = 'active' ORDER BY version DESC LIMIT 1`;
  if (!row) return ensurePolicy(tx, ctx);
  return { version: row.version, document: parsedPolicy(row.document) };
}
