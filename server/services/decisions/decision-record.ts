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
export type RecordTexts = { snapshot: Buffer; chosen: Buffer; verdicts: Buffer };

/** Every document of a decision in JSON, in UTF-8: what is hashed and what is packed. Canonical are those that are hashed. */
export type DocumentTexts = Record<keyof DecisionDocuments, Buffer>;

export function documentTexts(documents: DecisionDocuments): DocumentTexts {
  return {
    snapshot: canonical(documents.snapshot),
    candidates: Buffer.from(JSON.stringify(documents.candidates)),
    chosen: canonical(documents.chosen),
    verdicts: canonical(documents.verdicts),
    reasons: Buffer.from(JSON.stringify(documents.reasons)),
  };
}

/** The JSON of all documents together: what is packed. */
export function recordOf({ candidates, chosen, reasons, snapshot, verdicts }: DocumentTexts): Buffer {
  return Buffer.concat(inMembers({ candidates, chosen, reasons, snapshot, verdicts }));
}

/** SHA-256 of snapshot, chosen candidate and verdicts. */
export function recordHash(decided: { chosen: unknown; verdicts: unknown }, snapshot: unknown): string {
  const { chosen, verdicts } = decided;
  return hashOf({ snapshot: canonical(snapshot), chosen: canonical(chosen), verdicts: canonical(verdicts) });
}

/** Of the canonical JSON of the three together. */
function hashOf({ snapshot, chosen, verdicts }: RecordTexts): string {
  const hash = createHash('sha256');
  for (const part of inMembers({ chosen, snapshot, verdicts })) hash.update(part);
  return hash.digest('hex');
}

function canonical(document: unknown): Buffer {
  return Buffer.from(canonicalJson(document as Json));
}

/** The pieces of an object in JSON, with these members in this order. */
function inMembers(texts: Readonly<Record<string, Buffer>>): Buffer[] {
  const pieces = Object.entries(texts).flatMap(([name, text], nth) => [nameOf(name, nth === 0), text]);
  return [...pieces, END];
}

const END = Buffer.from('}');
const names = new Map<string, Buffer>();

/** A member's name as it stands in JSON, with what stands before it. */
function nameOf(name: string, isFirst: boolean): Buffer {
  const text = `${isFirst ? '{' : ','}"${name}":`;
  const known = names.get(text);
  if (known) return known;
  const made = Buffer.from(text);
  names.set(text, made);
  return made;
}
