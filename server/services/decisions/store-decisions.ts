import type { Decided } from '@/domain/decisions/decided';
import { reasonsOutline, snapshotOutline, verdictsOutline } from '@/domain/decisions/outline';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { documentsOf } from '@/domain/decisions/specimen';
import type { Models } from '@/domain/models/models';
import { answerOf } from '@/domain/replay/answer';
import type { Footprint } from '@/domain/replay/footprint';
import { plainSql } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { DECIDING_CODE } from '../../deciding-code';
import { pack, type Specimen } from '../records';
import { documentTexts, type RecordTexts, recordOf } from './decision-record';

/** A decision that is to be stored. */
export type DecisionToStore = {
  id: string;
  decided: Decided;
  snapshot: Snapshot;
  customer: { id: string; isSimulated: boolean };
  /** What of the policy it depends on. */
  footprint: Footprint;
};

/** The versions a batch is decided by. */
export type DecidedBy = { readonly policyVersion: number; readonly models: Models['versions'] };

/** A decision on its way to the database: its columns, the outline of its documents among them, and its record, packed. */
export type DecisionRow = {
  columns: ReturnType<typeof columnsOf> & { record: string; specimen_id: string };
  /** What the hash of the record is over. */
  texts: RecordTexts;
  specimen: Specimen;
};

const STORE = `
  WITH row AS (
    SELECT * FROM json_to_recordset($2::json) AS row(id uuid, customer_id uuid, agent_id text, trigger text,
      trigger_key text, action text, channel text, outcome text, confidence float8, confidence_kind text,
      value_cents int, summary text, snapshot jsonb, chosen jsonb, verdicts jsonb, reasons jsonb, record text,
      specimen_id uuid, autonomy_level int, held_out boolean, outside_cohort boolean, send_at timestamptz,
      review_by timestamptz, outcome_reason text, is_simulated boolean, campaign_id uuid, footprint text,
      spans real[], expected_value_cents float8, discount_cents int, is_asked boolean)
  ), kept AS (
    INSERT INTO decision_specimen (workspace_id, id, text)
    SELECT $1::uuid, id, text FROM unnest($3::uuid[], $4::text[]) AS specimen(id, text) ORDER BY id
    ON CONFLICT DO NOTHING
  ), stored AS (
    INSERT INTO decision (workspace_id, id, customer_id, agent_id, trigger, trigger_key, action, channel, outcome,
      confidence, confidence_kind, value_cents, summary, snapshot, candidates, chosen, verdicts, reasons, record,
      specimen_id, policy_version, model_versions, autonomy_level, held_out, outside_cohort, decided_at, send_at,
      review_by, outcome_reason, is_simulated, asked_by_id, author_id)
    SELECT $1::uuid, id, customer_id, agent_id, trigger, trigger_key, action, channel, outcome,
      confidence, confidence_kind, value_cents, summary, snapshot, '[]', chosen, verdicts, reasons,
      decode(record, 'base64'), specimen_id, $5::int, $6::jsonb, autonomy_level, held_out, outside_cohort,
      $7::timestamptz, send_at, review_by, outcome_reason, is_simulated,
      CASE WHEN is_asked THEN $9::uuid END,
      (SELECT author_id FROM campaign WHERE workspace_id = $1::uuid AND campaign.id = row.campaign_id)
    FROM row
    ON CONFLICT (workspace_id, agent_id, trigger_key) DO NOTHING
    RETURNING id
  ), noted AS (
    INSERT INTO decision_footprint (workspace_id, decision_id, policy_version, code, footprint, spans, outcome,
      probability, expected_value_cents, discount_cents)
    SELECT $1::uuid, id, $5::int, $8::text, footprint, spans, outcome, confidence,
      expected_value_cents, discount_cents
    FROM row JOIN stored USING (id)
    WHERE $8::text IS NOT NULL
  )
  SELECT id FROM stored`;

/** Writes a decision's texts, most of the work of storing it: it can be done while the database stores others. */
export function decisionRow(decision: DecisionToStore, specimen: Specimen): DecisionRow {
  const { decided, snapshot } = decision;
  const texts = documentTexts(documentsOf(decided, snapshot));
  const record = pack(recordOf(texts), specimen).toString('base64');
  return { columns: { ...columnsOf(decision), record, specimen_id: specimen.id }, texts, specimen };
}

/**
 * Stores decisions in one statement and answers the ids of those that are new: a trigger answered before keeps its
 * first answer. What comes of a campaign keeps its author, and what somebody asked for whoever asked: neither may approve it. The specimens their records are
 * packed against go along, and what each depends on is kept beside it for replays.
 */
export async function storeDecisions(
  tx: Db,
  ctx: ServiceContext,
  { policyVersion, models }: DecidedBy,
  rows: readonly DecisionRow[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const specimens = new Map(rows.map(({ specimen }) => [specimen.id, specimen.text]));
  const stored = await plainSql(tx).query<{ id: string }>({
    name: 'store-decisions',
    text: STORE,
    values: [
      ctx.workspaceId,
      JSON.stringify(rows.map((row) => row.columns)),
      [...specimens.keys()],
      [...specimens.values()],
      policyVersion,
      JSON.stringify(models),
      ctx.now,
      DECIDING_CODE,
      ctx.actor.kind === 'user' ? ctx.actor.userId : null,
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
    snapshot: snapshotOutline(snapshot),
    chosen,
    verdicts: verdictsOutline(decided.verdicts),
    reasons: reasonsOutline(decided.reasons),
    autonomy_level: decided.autonomyLevel,
    held_out: decided.heldOut,
    outside_cohort: decided.outsideCohort,
    send_at: decided.sendAt,
    review_by: decided.reviewBy,
    outcome_reason: decided.outcomeReason,
    is_simulated: customer.isSimulated,
    campaign_id: chosen?.campaignId ?? null,
    footprint: footprint.reads,
    spans: footprint.spans,
    expected_value_cents: expectedValueCents,
    discount_cents: discountCents,
    is_asked: snapshot.trigger.kind === 'on_demand' || snapshot.again !== undefined,
  };
}
