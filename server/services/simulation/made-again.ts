import { GUARDRAILS, type GuardrailId } from '@/domain/guardrails/guardrail-ids';
import { after } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { getReplay, replayTurn, startReplay } from '../replay';

/** What came of making every decision of a workspace again under the policy it was made under, and what they covered. */
export type MadeAgain = {
  decisions: number;
  /** To the last word as they stand on record: outcome, candidate, time, every finding and reason. */
  same: number;
  /** Agents that decided, by id, in the order of the alphabet. */
  agents: string[];
  /** How often each guardrail spoke, and said something else than pass. */
  guardrails: { id: GuardrailId; spoke: number; objected: number }[];
};

const TURN_MS = 60_000;

/** Makes all decisions again, as a replay on record. Right: that of a replay. */
export async function makeAgain(ctx: ServiceContext): Promise<MadeAgain> {
  // The end of a period is not part of it, and something was decided at this very moment.
  const period = { from: new Date(0), to: after(ctx.now, 1) };
  const { id: runId } = await startReplay(ctx, { tried: { kind: 'then' }, ...period }, { isDriven: true });
  while (!(await replayTurn(ctx, { runId, budgetMs: TURN_MS })).done);
  const { done, tally } = await getReplay(ctx, { runId });
  return { decisions: done, same: tally.same, ...(await coveredBy(ctx)) };
}

async function coveredBy({ db, workspaceId }: ServiceContext): Promise<Pick<MadeAgain, 'agents' | 'guardrails'>> {
  const [agents, said] = await Promise.all([
    db.decision.groupBy({ by: ['agentId'], where: { workspaceId }, orderBy: { agentId: 'asc' } }),
    db.$queryRaw<{ id: string; spoke: number; objected: number }[]>`
      SELECT verdict->>'guardrail' AS id, count(*)::int AS spoke,
        count(*) FILTER (WHERE verdict->>'verdict' <> 'pass')::int AS objected
      FROM decision d, jsonb_array_elements(d.verdicts) AS verdict
      WHERE d.workspace_id = ${workspaceId}::uuid GROUP BY 1`,
  ]);
  const guardrails = GUARDRAILS.map((id) => ({ spoke: 0, objected: 0, ...said.find((row) => row.id === id), id }));
  return { agents: agents.map(({ agentId }) => agentId), guardrails };
}
