import { Policy } from '@/domain/policies/policy';
import { firstDifference } from '@/domain/replay/first-difference';
import type { Question, Replayable, Replayed } from '@/domain/replay/replay-decision';
import type { ServiceContext } from '../../context';
import { tenantPool } from '../../db';
import { DECIDING_CODE } from '../../deciding-code';
import { everyLearntModel } from '../learning';
import { type Packed, unpacking } from '../records';

/** A decision as it stands on record, with what it takes to make it again. */
export type RecordedDecision = Replayable & { id: string; decidedAt: Date; policyVersion: number };

/** What came of one decision. Its documents are let go of as soon as that is known. */
export type Came = Pick<RecordedDecision, 'id' | 'decidedAt' | 'summary' | 'policyVersion' | 'isOfThisCode'> & {
  came: Replayed;
};

/** The last decision that is counted: what comes after it, by its moment and then its id, is not. */
export type Counted = { at: Date; id: string };

type StoredDecision = Omit<RecordedDecision, 'isOfThisCode'> & Packed;

// Of a packed record nothing else has to be read: it is as it was made. Where nothing is packed, an edit wrote what the
// guardrails say of the new words over what they said; the verdict keeps what stood before.
const SELECT = `
  SELECT id, decided_at AS "decidedAt", agent_id AS "agentId", trigger_key AS "triggerKey", summary,
    held_out AS "heldOut", outside_cohort AS "outsideCohort", autonomy_level AS "autonomyLevel", review_by AS "reviewBy",
    record, specimen_id AS "specimenId", outcome = 'failed' AND chosen IS NULL AS "isBroken", record IS NULL AND reviewed_at IS NOT NULL AS "isReviewed",
    CASE WHEN record IS NULL THEN chosen END AS chosen,
    CASE WHEN record IS NULL THEN candidates END AS candidates,
    CASE WHEN record IS NULL THEN reasons END AS reasons,
    CASE WHEN record IS NULL THEN snapshot END AS snapshot,
    CASE WHEN record IS NULL THEN COALESCE((SELECT v.before -> 'verdicts' FROM review_verdict v
      WHERE v.workspace_id = decision.workspace_id AND v.decision_id = decision.id
        AND v.verdict = 'edit' AND v.undone_at IS NULL
      ORDER BY v.given_at DESC LIMIT 1), judged_verdicts, verdicts) END AS verdicts,
    policy_version AS "policyVersion", model_versions AS "modelVersions",
    (SELECT f.outcome FROM decision_footprint f
      WHERE f.workspace_id = decision.workspace_id AND f.decision_id = decision.id AND f.code = $2) AS "firstOutcome"
  FROM decision WHERE workspace_id = $1`;

/** So many decisions with all they were made on, in no order; those that are gone are left out. */
export async function readDecisions(ctx: ServiceContext, ids: readonly string[]): Promise<RecordedDecision[]> {
  // As SQL of its own: through Prisma the same rows take half as long again to read.
  const { rows } = await tenantPool(ctx.workspaceId).query<StoredDecision>({
    name: 'replay-some',
    text: `${SELECT} AND id = ANY($3::uuid[])`,
    values: [ctx.workspaceId, DECIDING_CODE, ids],
  });
  return asMade(ctx, rows);
}

/** One decision with all it was made on; null where it is gone. */
export async function readDecision(ctx: ServiceContext, id: string): Promise<RecordedDecision | null> {
  const { rows } = await tenantPool(ctx.workspaceId).query<StoredDecision>({
    name: 'replay-one',
    text: `${SELECT} AND id = $3`,
    values: [ctx.workspaceId, DECIDING_CODE, id],
  });
  const [made] = await asMade(ctx, rows);
  return made ?? null;
}

async function asMade(ctx: ServiceContext, rows: readonly StoredDecision[]): Promise<RecordedDecision[]> {
  const madeOf = await unpacking(ctx.db, ctx, rows);
  return rows.map((row) => {
    const made = madeOf(row);
    const { firstOutcome = null } = row;
    // What is not packed may have been written to since it was made: by an edit, or by an erasure.
    return { ...row, ...made, isOfThisCode: firstOutcome !== null, firstOutcome: made && firstOutcome };
  });
}

/** What to ask of a decision by the version it was made under. */
export type Questions = (policyVersion: number) => Question;

/**
 * The policies of then beside the one that is tried (null: those of then). Where both say the same the one of then is
 * asked, so that nothing is decided twice.
 */
export async function loadQuestions(ctx: ServiceContext, tried: Policy | null): Promise<Questions> {
  const learnt = await everyLearntModel(ctx);
  const rows = await ctx.db.policyVersion.findMany({ where: { workspaceId: ctx.workspaceId } });
  const questions = new Map<number, Question>();
  for (const { version, document } of rows) {
    const parsed = Policy.safeParse(document);
    const then = parsed.success ? parsed.data : null;
    const isSame = tried !== null && firstDifference(then, tried) === null;
    questions.set(version, { original: then, tried: isSame ? null : tried, learnt });
  }
  return (policyVersion) => questions.get(policyVersion) ?? { original: null, tried };
}
