import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import { answerOf } from '@/domain/replay/answer';
import type { Footprint } from '@/domain/replay/footprint';
import { plainSql } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { DECIDING_CODE } from '../../deciding-code';
import { recordTexts } from './decision-record';

/** A decision that is to be stored. */
export type DecisionToStore = {
  id: string;
  decided: Decided;
  snapshot: Snapshot;
  customer: { id: string; isSimulated: boolean };
  /** What of the policy it depends on. */
  footprint: Footprint;
};

/** A decision on its way to the database: its plain columns, and its documents as the JSON texts they are stored from. */
export type DecisionRow = { columns: ReturnType<typeof columnsOf>; documents: ReturnType<typeof documentsOf> };

const DOCUMENTS = ['snapshot', 'candidates', 'chosen', 'verdicts', 'reasons'] as const;

/** Stands between the JSON texts of one parameter: no JSON text holds it, a control character is always escaped. */
const BETWEEN = '\u001f';

const STORE = `
  WITH row AS (
    SELECT * FROM ROWS FROM (
      json_to_recordset($2::json) AS (id uuid, customer_id uuid, agent_id text, trigger text,
        trigger_key text, action text, channel text, outcome text, confidence float8, confidence_kind text,
        value_cents int, summary text, autonomy_level int, held_out boolean, outside_cohort boolean, send_at timestamptz,
        review_by timestamptz, outcome_reason text, is_simulated boolean, campaign_id uuid, footprint text,
        expected_value_cents float8, discount_cents int),
      unnest(string_to_array($3, chr(31))),
      unnest(string_to_array($4, chr(31))),
      unnest(string_to_array($5, chr(31))),
      unnest(string_to_array($6, chr(31))),
      unnest(string_to_array($7, chr(31)))
    ) AS row(id, customer_id, agent_id, trigger, trigger_key, action, channel, outcome, confidence, confidence_kind,
      value_cents, summary, autonomy_level, held_out, outside_cohort, send_at, review_by, outcome_reason, is_simulated, campaign_id,
      footprint, expected_value_cents, discount_cents, snapshot, candidates, chosen, verdicts, reasons)
  ), stored AS (
    INSERT INTO decision (workspace_id, id, customer_id, agent_id, trigger, trigger_key, action, channel, outcome,
      confidence, confidence_kind, value_cents, summary, snapshot, candidates, chosen, verdicts, reasons,
      policy_version, model_versions, autonomy_level, held_out, outside_cohort, decided_at, send_at, review_by, outcome_reason,
      is_simulated, author_id)
    SELECT $1::uuid, id, customer_id, agent_id, trigger, trigger_key, action, channel, outcome,
      confidence, confidence_kind, value_cents, summary, snapshot::jsonb, candidates::jsonb,
      nullif(chosen, 'null')::jsonb, verdicts::jsonb, reasons::jsonb,
      $8::int, $9::jsonb, autonomy_level, held_out, outside_cohort, $10::timestamptz,
      send_at, review_by, outcome_reason, is_simulated,
      (SELECT author_id FROM campaign WHERE workspace_id = $1::uuid AND campaign.id = row.campaign_id)
    FROM row
    ON CONFLICT (workspace_id, agent_id, trigger_key) DO NOTHING
    RETURNING id
  ), noted AS (
    INSERT INTO decision_footprint (workspace_id, decision_id, policy_version, code, footprint, outcome, probability,
      expected_value_cents, discount_cents)
    SELECT $1::uuid, id, $8::int, $11::text, footprint, outcome, confidence,
      expected_value_cents, discount_cents
    FROM row JOIN stored USING (id)
    WHERE $11::text IS NOT NULL
  )
  SELECT id FROM stored`;

/** Writes a decision's texts, most of the work of storing it: it can be done while the database stores others. */
export function decisionRow(decision: DecisionToStore): DecisionRow {
  return { columns: columnsOf(decision), documents: documentsOf(decision) };
}

/**
 * Stores decisions in one statement and answers the ids of those that are new: a trigger answered before keeps its
 * first answer. What comes of a campaign keeps its author, who may not approve it. The documents travel as texts side by
 * side, not as parts of one JSON value, which the database would read twice: half the time of the statement. What each
 * depends on is kept beside it for replays.
 */
export async function storeDecisions(
  tx: Db,
  ctx: ServiceContext,
  policyVersion: number,
  rows: readonly DecisionRow[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const texts = (name: keyof DecisionRow['documents']) => rows.map(({ documents }) => documents[name]).join(BETWEEN);
  const stored = await plainSql(tx).query<{ id: string }>({
    name: 'store-decisions',
    text: STORE,
    values: [
      ctx.workspaceId,
      JSON.stringify(rows.map((row) => row.columns)),
      ...DOCUMENTS.map(texts),
      policyVersion,
      JSON.stringify(ORDER_PRIORS.versions),
      ctx.now,
      DECIDING_CODE,
    ],
  });
  return new Set(stored.rows.map((row) => row.id));
}

function columnsOf({ id, decided, snapshot, customer, footprint }: DecisionToStore) {
  const { chosen } = decided;
  const { expectedValueCents, discountCents } = answerOf(decided);
  return {
    id,
    customer_id: customer.id,
    agent_id: decided.agentId,
    trigger: snapshot.trigger.kind,
    trigger_key: decided.triggerKey,
    action: chosen?.action ?? null,
    channel: chosen?.channel ?? null,
    outcome: decided.outcome,
    confidence: chosen?.probability ?? null,
    confidence_kind: chosen?.probabilityKind ?? null,
    value_cents: chosen ? Math.round(chosen.expectedValueCents) : null,
    summary: decided.summary,
    autonomy_level: decided.autonomyLevel,
    held_out: decided.heldOut,
    outside_cohort: decided.outsideCohort,
    send_at: decided.sendAt,
    review_by: decided.reviewBy,
    outcome_reason: decided.outcomeReason,
    is_simulated: customer.isSimulated,
    campaign_id: chosen?.campaignId ?? null,
    footprint,
    expected_value_cents: expectedValueCents,
    discount_cents: discountCents,
  };
}

/** Snapshot, chosen candidate and verdicts in canonical form, which is what is hashed as well. */
function documentsOf({ decided, snapshot }: DecisionToStore) {
  return {
    ...recordTexts(decided, snapshot),
    candidates: JSON.stringify(decided.considered),
    reasons: JSON.stringify(decided.reasons),
  };
}
