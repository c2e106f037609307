import { GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
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
  /** How many of those were looked at: the latest of them. */
  looked: number;
  /** Of those: allowed when decided, and stopped by a later look at the world: while it waited, or when it was to leave. */
  later: number;
  /** Of those: stopped by no rule that is on record, such as on approval, or because nothing could be checked any more. */
  unnamed: number;
  /** What stopped most comes first. One decision may be stopped by several, so they may add up to more than `blocked`. */
  guardrails: BlockingGuardrail[];
};

/** Rules are counted over so many blocked decisions, the latest, however many there are. */
const MOST_LOOKED_AT = 50_000;

type Row = { guardrail: string | null; rule: string | null; count: number; later: number; example: string };

/**
 * What stops most decisions, by guardrail and rule: counted from their verdicts, and from what a later look found that
 * ended them, over the latest `most` that were blocked. Throws forbidden.
 */
export async function blockedReasons(
  ctx: ServiceContext,
  input: DecisionFilters,
  most = MOST_LOOKED_AT,
): Promise<BlockedReasons> {
  authorise(ctx, 'decisions.read');
  const filters = BlockedFilters.parse(input);
  const decided = await countDecisions(ctx, filters);
  const blocked = await countDecisions(ctx, { ...filters, outcomes: ['blocked'] });
  const where = conditions(ctx, filters);
  const findings = Prisma.sql`(verdict->>'guardrail') AS guardrail, (finding->>'rule') AS rule, (finding->>'reason') AS reason`;
  const rows = await ctx.db.$queryRaw<Row[]>`
    WITH blocked AS (
      SELECT d.workspace_id, d.id, d.decided_at, d.reviewed_at, d.verdicts FROM decision d
      WHERE ${where} AND d.outcome = 'blocked' ORDER BY d.decided_at DESC LIMIT ${most}),
    said AS (
      SELECT d.id, d.decided_at, ${findings}, false AS later
      FROM blocked d, jsonb_array_elements(d.verdicts) AS verdict, jsonb_array_elements(verdict->'findings') AS finding
      WHERE finding->>'verdict' = 'block'
      UNION ALL
      SELECT d.id, d.decided_at, ${findings}, true
      FROM blocked d JOIN review_rejudgement j ON j.workspace_id = d.workspace_id AND j.decision_id = d.id,
        jsonb_array_elements(j.verdicts) AS verdict, jsonb_array_elements(verdict->'findings') AS finding
      WHERE d.reviewed_at IS NULL AND finding->>'verdict' = 'block'
      UNION ALL
      SELECT d.id, d.decided_at, split_part(m.failure_code, '.', 1), m.failure_code, m.failure_reason, true
      FROM blocked d JOIN message m ON m.workspace_id = d.workspace_id AND m.decision_id = d.id
      WHERE m.status = 'cancelled' AND m.failure_code LIKE '%.%'
        AND split_part(m.failure_code, '.', 1) = ANY(${[...GUARDRAILS]}::text[]))
    SELECT guardrail, rule, count(DISTINCT id)::int AS count, count(DISTINCT id) FILTER (WHERE later)::int AS later,
      (array_agg(reason ORDER BY decided_at DESC))[1] AS example
    FROM said GROUP BY GROUPING SETS ((), (guardrail), (guardrail, rule))
    ORDER BY count DESC, guardrail, rule`;
  const all = rows.find(({ guardrail }) => guardrail === null);
  const looked = Math.min(blocked, most);
  const unnamed = looked - (all?.count ?? 0);
  return { decided, blocked, looked, later: (all?.later ?? 0) + unnamed, unnamed, guardrails: byGuardrail(rows) };
}

function conditions({ workspaceId }: ServiceContext, filters: DecisionFilters): Prisma.Sql {
  const { agentId, action, channel, from, to } = filters;
  return Prisma.join(
    [
      Prisma.sql`d.workspace_id = ${workspaceId}::uuid`,
      ...(agentId ? [Prisma.sql`d.agent_id = ${agentId}`] : []),
      ...(action ? [Prisma.sql`d.action = ${action}`] : []),
      ...(channel ? [Prisma.sql`d.channel = ${channel}`] : []),
      ...(from ? [Prisma.sql`d.decided_at >= ${from}`] : []),
      ...(to ? [Prisma.sql`d.decided_at < ${to}`] : []),
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
