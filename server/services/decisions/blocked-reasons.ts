import { GuardrailId } from '@/domain/guardrails/verdict';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { DecisionFilters } from './decision-filters';
import { countDecisions } from './list-decisions';

/** Which blocked decisions are looked at. */
export const BlockedFilters = DecisionFilters.pick({
  agentId: true,
  action: true,
  channel: true,
  from: true,
  to: true,
});

/** One rule that stopped decisions, with the words of its latest no. */
export type BlockingRule = { rule: string; count: number; example: string };
export type BlockingGuardrail = { guardrail: GuardrailId; count: number; rules: BlockingRule[] };

export type BlockedReasons = {
  decided: number;
  blocked: number;
  /** Of those: allowed when decided, and stopped by a later look at the world. */
  later: number;
  /** What stopped most comes first. One decision may be stopped by several, so they may add up to more than `blocked`. */
  guardrails: BlockingGuardrail[];
};

type Row = { guardrail: string | null; rule: string | null; count: number; example: string };

/** What stops most decisions, by guardrail and rule, counted from their verdicts. Throws forbidden. */
export async function blockedReasons(ctx: ServiceContext, input: DecisionFilters): Promise<BlockedReasons> {
  authorise(ctx, 'decisions.read');
  const filters = BlockedFilters.parse(input);
  const decided = await countDecisions(ctx, filters);
  const blocked = await countDecisions(ctx, { ...filters, outcomes: ['blocked'] });
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT verdict->>'guardrail' AS guardrail, finding->>'rule' AS rule, count(DISTINCT id)::int AS count,
      (array_agg(finding->>'reason' ORDER BY decided_at DESC))[1] AS example
    FROM decision, jsonb_array_elements(verdicts) AS verdict, jsonb_array_elements(verdict->'findings') AS finding
    WHERE ${conditions(ctx, filters)} AND outcome = 'blocked' AND finding->>'verdict' = 'block'
    GROUP BY GROUPING SETS ((), (verdict->>'guardrail'), (verdict->>'guardrail', finding->>'rule'))
    ORDER BY count DESC, guardrail, rule`;
  const atOnce = rows.find(({ guardrail }) => guardrail === null)?.count ?? 0;
  return { decided, blocked, later: blocked - atOnce, guardrails: byGuardrail(rows) };
}

function conditions({ workspaceId }: ServiceContext, filters: DecisionFilters): Prisma.Sql {
  const { agentId, action, channel, from, to } = filters;
  return Prisma.join(
    [
      Prisma.sql`workspace_id = ${workspaceId}::uuid`,
      ...(agentId ? [Prisma.sql`agent_id = ${agentId}`] : []),
      ...(action ? [Prisma.sql`action = ${action}`] : []),
      ...(channel ? [Prisma.sql`channel = ${channel}`] : []),
      ...(from ? [Prisma.sql`decided_at >= ${from}`] : []),
      ...(to ? [Prisma.sql`decided_at < ${to}`] : []),
    ],
    ' AND ',
  );
}

function byGuardrail(rows: readonly Row[]): BlockingGuardrail[] {
  return rows
    .filter(({ guardrail, rule }) => guardrail !== null && rule === null)
    .map(({ guardrail, count }) => ({
      guardrail: GuardrailId.parse(guardrail),
      count,
      rules: rows.flatMap((row) =>
        row.guardrail === guardrail && row.rule !== null
          ? [{ rule: row.rule, count: row.count, example: row.example }]
          : [],
      ),
    }));
}
