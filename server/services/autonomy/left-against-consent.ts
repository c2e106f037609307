import type { Breach } from '@/domain/autonomy/breach';
import { MARKETING } from '@/domain/guardrails/consent-record';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';

/** Most of them that are named. */
const NAMED = 20;

/**
 * Messages that had left since an instant though their receiver had withdrawn consent before: the shop told us only later.
 * Of the decisions `d` that a condition leaves.
 */
export async function leftAgainstConsent(
  tx: Db,
  ctx: ServiceContext,
  since: Date,
  only: Prisma.Sql = Prisma.sql`true`,
): Promise<Breach> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT d.id FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
    CROSS JOIN LATERAL (
      SELECT status FROM consent_event c
      WHERE c.workspace_id = m.workspace_id AND c.customer_id = m.customer_id AND c.channel = m.channel
        AND c.purpose = ${MARKETING} AND c.occurred_at < m.accepted_at
      ORDER BY c.occurred_at DESC, c.id DESC LIMIT 1) last
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.accepted_at >= ${since} AND ${only}
      AND m.delivered_at >= ${since} AND last.status = 'withdrawn'
    ORDER BY m.accepted_at LIMIT ${NAMED}`;
  return { guardrail: 'consent', decisions: rows.map(({ id }) => id), foundBy: 'records' };
}
