import type { PolicyInForce } from '@/domain/policies/in-force';
import { plainSql } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ensurePolicy, firstPolicyIn } from './ensure-policy';
import { parsedPolicy } from './parsed-policy';

const ACTIVE = `
  SELECT version, document::text AS document FROM policy_version
  WHERE workspace_id = $1::uuid AND status = 'active' ORDER BY version DESC LIMIT 1`;

/** The policy in force in the workspace, and its version; writes the first one where there is none yet. */
export async function activePolicy(ctx: ServiceContext, tx: Db = ctx.db): Promise<PolicyInForce> {
  const { rows } = await plainSql(tx).query<{ version: number; document: string }>({
    name: 'active-policy',
    text: ACTIVE,
    values: [ctx.workspaceId],
  });
  const [row] = rows;
  if (!row) return ensurePolicy(tx, ctx, firstPolicyIn(ctx.workspace.currency));
  return { version: row.version, document: parsedPolicy(row.document) };
}
