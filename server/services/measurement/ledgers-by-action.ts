import type { Ledger } from '@/domain/measurement/ledger';
import { authorise, type ServiceContext } from '../../context';
import { LEDGER_SUMS, ledgerOf, ledgerRows } from './ledger-query';
import { type RangeInput, resolveRange, spanOf } from './range';

/** What is counted of one action of an agent; `action` is null for decisions to do nothing. */
export type AgentLedger = { agentId: string; action: string | null; ledger: Ledger };

type Row = Ledger & { agentId: string; action: string | null };

/** The sums behind every figure, by agent and action, over a range of days. Right: measurement.read. */
export async function ledgersByAction(ctx: ServiceContext, input: RangeInput): Promise<AgentLedger[]> {
  authorise(ctx, 'measurement.read');
  const span = await spanOf(ctx, resolveRange(ctx, input));
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT d.agent_id AS "agentId", d.action, ${LEDGER_SUMS}
    FROM (${ledgerRows(ctx, span)}) AS ledger
    JOIN decision d ON d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = ledger.decision_id
    GROUP BY d.agent_id, d.action`;
  return rows.map(({ agentId, action, ...sums }) => ({ agentId, action, ledger: ledgerOf(sums) }));
}
