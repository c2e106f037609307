import type { Ledger } from '@/domain/measurement/ledger';
import { authorise, type ServiceContext } from '../../context';
import { LEDGER_SUMS, ledgerHours, ledgerOf } from './ledger-query';
import { type RangeInput, resolveRange, spanOf } from './range';

/** What is counted of one action of an agent; `action` is null for decisions to do nothing. */
export type AgentLedger = { agentId: string; action: string | null; ledger: Ledger };

type Row = Ledger & { agentId: string; action: string };

/** The sums behind every figure, by agent and action, over a range of days. Right: measurement.read. */
export async function ledgersByAction(ctx: ServiceContext, input: RangeInput): Promise<AgentLedger[]> {
  authorise(ctx, 'measurement.read');
  const span = await spanOf(ctx, resolveRange(ctx, input));
  const hours = await ledgerHours(ctx, span);
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT agent_id AS "agentId", action, ${LEDGER_SUMS} FROM (${hours}) AS ledger
    WHERE agent_id <> '' GROUP BY agent_id, action`;
  return rows.map(({ agentId, action, ...sums }) => ({ agentId, action: action || null, ledger: ledgerOf(sums) }));
}
