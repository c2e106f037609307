import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@/domain/audit/canonical-json';
import { SAMPLED_REVIEW } from '@/domain/autonomy/sampled-review';
import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import type { DecisionDocuments } from '@/domain/decisions/specimen';
import type { AuditRecord } from '../../audit';
import type { DecidedBy } from './store-decisions';

/**
 * The audit entry of a decision: what was decided, by which versions, what each guardrail said, and the hash of the
 * full record, so that a later change of the decision's row shows. The customer appears as a pseudonym.
 */
export function decisionRecord(
  made: { id: string; decided: Decided },
  subjectRef: string,
  snapshot: Snapshot,
  { policyVersion, models }: DecidedBy,
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
      models: { ...models },
      record: hashOf(texts),
    },
  };
}

/** What the hash of a record is over, each part in canonical JSON: the same after a trip through the database. */
export type RecordTexts = { snapshot: string; chosen: string; verdicts: string };

/** Every document of a decision in JSON; canonical are those that are hashed. */
export type DocumentTexts = Record<keyof DecisionDocuments, string>;

export function documentTexts(documents: DecisionDocuments): DocumentTexts {
  const text = (part: unknown) => canonicalJson(part as Json);
  return {
    snapshot: text(documents.snapshot),
    candidates: JSON.stringify(documents.candidates),
    chosen: text(documents.chosen),
    verdicts: text(documents.verdicts),
    reasons: JSON.stringify(documents.reasons),
  };
}

/** The JSON of all documents together: what is packed. */
export function recordOf({ candidates, chosen, reasons, snapshot, verdicts }: DocumentTexts): string {
  return `{"candidates":${candidates},"chosen":${chosen},"reasons":${reasons},"snapshot":${snapshot},"verdicts":${verdicts}}`;
}

/** SHA-256 of snapshot, chosen candidate and verdicts. */
export function recordHash(decided: { chosen: unknown; verdicts: unknown }, snapshot: unknown): string {
  const text = (part: unknown) => canonicalJson(part as Json);
  return hashOf({ snapshot: text(snapshot), chosen: text(decided.chosen), verdicts: text(decided.verdicts) });
}

/** Of the canonical JSON of the three together. */
function hashOf({ snapshot, chosen, verdicts }: RecordTexts): string {
  return createHash('sha256')
    .update(`{"chosen":${chosen},"snapshot":${snapshot},"verdicts":${verdicts}}`)
    .digest('hex');
}
