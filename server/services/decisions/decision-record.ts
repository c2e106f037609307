import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@/domain/audit/canonical-json';
import { SAMPLED_REVIEW } from '@/domain/autonomy/sampled-review';
import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import type { AuditRecord } from '../../audit';

/**
 * The audit entry of a decision: what was decided, by which versions, what each guardrail said, and the hash of the
 * full record, so that a later change of the decision's row shows. The customer appears as a pseudonym.
 */
export function decisionRecord(
  made: { id: string; decided: Decided },
  subjectRef: string,
  snapshot: Snapshot,
  policyVersion: number,
  texts: RecordTexts,
): AuditRecord {
  const { decided } = made;
  return {
    action: 'decision.made',
    subject: `decision:${made.id}`,
    payload: {
      customer: subjectRef,
      agentId: decided.agentId,
      trigger: snapshot.trigger.kind,
      action: decided.chosen?.action ?? null,
      channel: decided.chosen?.channel ?? null,
      percentOff: decided.chosen?.offer?.percentOff ?? null,
      outcome: decided.outcome,
      autonomyLevel: decided.autonomyLevel,
      isSampled: decided.reasons.some(({ factor }) => factor === SAMPLED_REVIEW),
      verdicts: Object.fromEntries(decided.verdicts.map(({ guardrail, verdict }) => [guardrail, verdict])),
      policyVersion,
      models: { ...ORDER_PRIORS.versions },
      record: hashOf(texts),
    },
  };
}

/** What the hash of a record is over, each part in canonical JSON: the same after a trip through the database. */
export type RecordTexts = { snapshot: string; chosen: string; verdicts: string };

/** The parts of a record that are hashed, as texts. */
export function recordTexts(decided: { chosen: unknown; verdicts: unknown }, snapshot: unknown): RecordTexts {
  const text = (part: unknown) => canonicalJson(part as Json);
  return { snapshot: text(snapshot), chosen: text(decided.chosen), verdicts: text(decided.verdicts) };
}

/** SHA-256 of snapshot, chosen candidate and verdicts. */
export function recordHash(decided: { chosen: unknown; verdicts: unknown }, snapshot: unknown): string {
  return hashOf(recordTexts(decided, snapshot));
}

/** Of the canonical JSON of the three together. */
function hashOf({ snapshot, chosen, verdicts }: RecordTexts): string {
  return createHash('sha256')
    .update(`{"chosen":${chosen},"snapshot":${snapshot},"verdicts":${verdicts}}`)
    .digest('hex');
}
