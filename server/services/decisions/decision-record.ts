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
      record: recordHash(decided, snapshot),
    },
  };
}

/** SHA-256 of snapshot, chosen candidate and verdicts, in canonical JSON: the same after a trip through the database. */
export function recordHash(decided: { chosen: unknown; verdicts: unknown }, snapshot: unknown): string {
  const content = { snapshot, chosen: decided.chosen, verdicts: decided.verdicts };
  return createHash('sha256')
    .update(canonicalJson(content as unknown as Json))
    .digest('hex');
}
