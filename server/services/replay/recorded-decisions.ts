import { Policy } from '@/domain/policies/policy';
import { firstDifference } from '@/domain/replay/first-difference';
import type { Question, Replayable } from '@/domain/replay/replay-decision';
import type { ServiceContext } from '../../context';
import { tenantPool } from '../../db';
import type { Period } from './period';

/** A decision as it stands on record, with what it takes to make it again. */
export type RecordedDecision = Replayable & { id: string; decidedAt: Date; policyVersion: number };

/** The last decision that is counted: what comes after it, by its moment and then its id, is not. */
export type Counted = { at: Date; id: string };

// An edit writes what the guardrails say of the new words over what they said; the verdict keeps what stood before.
const SELECT = `
  SELECT id, decided_at AS "decidedAt", agent_id AS "agentId", trigger_key AS "triggerKey", summary,
    held_out AS "heldOut", autonomy_level AS "autonomyLevel", review_by AS "reviewBy",
    reviewed_at IS NOT NULL AS "isReviewed", chosen, candidates, reasons, snapshot,
    COALESCE((SELECT v.before -> 'verdicts' FROM review_verdict v
      WHERE v.workspace_id = decision.workspace_id AND v.decision_id = decision.id
        AND v.verdict = 'edit' AND v.undone_at IS NULL
      ORDER BY v.given_at DESC LIMIT 1), verdicts) AS verdicts,
    policy_version AS "policyVersion", model_versions AS "modelVersions"
  FROM decision WHERE workspace_id = $1`;

// As SQL of its own: through Prisma the same rows take half as long again to read.
const NEXT = `${SELECT}
    AND decided_at >= $2::timestamptz AND decided_at < $3
    AND ($4::text IS NULL OR agent_id = $4) AND ($5::text IS NULL OR action = $5)
    AND ($6::text IS NULL OR channel = $6)
    AND ($7::uuid IS NULL OR (decided_at, id) > ($2::timestamptz, $7::uuid))
  ORDER BY decided_at, id LIMIT $8`;

/** The next decisions of a period with all they were made on, earliest first. */
export async function readDecisions(
  ctx: ServiceContext,
  { fromAt, toAt, agentId, action, channel }: Period,
  counted: Counted | null,
  take: number,
): Promise<RecordedDecision[]> {
  const { rows } = await tenantPool(ctx.workspaceId).query<RecordedDecision>({
    name: 'replay-next',
    text: NEXT,
    values: [
      ctx.workspaceId,
      counted?.at ?? fromAt,
      toAt,
      agentId ?? null,
      action ?? null,
      channel ?? null,
      counted?.id ?? null,
      take,
    ],
  });
  return rows;
}

/** One decision with all it was made on; null where it is gone. */
export async function readDecision(ctx: ServiceContext, id: string): Promise<RecordedDecision | null> {
  const { rows } = await tenantPool(ctx.workspaceId).query<RecordedDecision>({
    name: 'replay-one',
    text: `${SELECT} AND id = $2`,
    values: [ctx.workspaceId, id],
  });
  return rows[0] ?? null;
}

/** What to ask of a decision by the version it was made under. */
export type Questions = (policyVersion: number) => Question;

/**
 * The policies of then beside the one that is tried (null: those of then). Where both say the same the one of then is
 * asked, so that nothing is decided twice.
 */
export async function loadQuestions(ctx: ServiceContext, tried: Policy | null): Promise<Questions> {
  const rows = await ctx.db.policyVersion.findMany({ where: { workspaceId: ctx.workspaceId } });
  const questions = new Map<number, Question>();
  for (const { version, document } of rows) {
    const parsed = Policy.safeParse(document);
    const then = parsed.success ? parsed.data : null;
    const isSame = tried !== null && firstDifference(then, tried) === null;
    questions.set(version, { original: then, tried: isSame ? null : tried });
  }
  return (policyVersion) => questions.get(policyVersion) ?? { original: null, tried };
}
