import type { ServiceContext } from '../../context';

/**
 * How many decisions of an agent could teach something once their outcome is known: sent, and left alone for comparison.
 */
export async function measuredSoFar(
  ctx: ServiceContext,
  agentId: string,
): Promise<{ sent: number; leftAlone: number }> {
  const of = { workspaceId: ctx.workspaceId, agentId };
  const [sent, leftAlone] = await Promise.all([
    ctx.db.decision.count({ where: { ...of, outcome: 'executed' } }),
    ctx.db.decision.count({ where: { ...of, outcome: 'held_out', heldOut: true } }),
  ]);
  return { sent, leftAlone };
}
