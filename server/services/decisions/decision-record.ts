import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@/domain/audit/canonical-json';
import { SAMPLED_REVIEW } from '@/domain/autonomy/sampled-review';
import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import type { DecisionDocuments } from '@/domain/decisions/specimen';
import type { AuditRecord } from '../../audit';
import { factsHash, toldHash } from './audited-hashes';
import type { DecidedBy } from './store-decisions';

/**
 * The audit entry of a decision: what was decided, by which versions, what each guardrail said, and the hash of the
 * full record, so that a later change of the decision's row shows. The customer appears as a pseudonym.
 */
export function decisionRecord(
  made: { id: string; decided: Decided; customer: { isSimulated: boolean } },
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
      facts: factsHash({ ...decided, isSimulated: made.customer.isSimulated }),
      told: toldHash(decided),
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

/** SHA-256 of snapshot, chosen candidate and verdicts as a decision was made: `record` of its entry `decision.made`. */
export function recordHash({ snapshot, chosen, verdicts }: Record<keyof RecordTexts, unknown>): string {
  return hashOf({ snapshot: canonical(snapshot), chosen: canonical(chosen), verdicts: canonical(verdicts) });
}

/**
 * SHA-256 of what a person's verdict leaves beside the record: the choice, and what the guardrails said of an edit (null
 * where there was none). It is `stored` in the entry of that verdict.
 */
export function storedHash({ chosen, judgedVerdicts }: { chosen: unknown; judgedVerdicts: unknown }): string {
  return digestOf({ chosen: canonical(chosen), judgedVerdicts: canonical(judgedVerdicts) });
}

/** Of the canonical JSON of the three together. */
function hashOf({ snapshot, chosen, verdicts }: RecordTexts): string {
  return digestOf({ chosen, snapshot, verdicts });
}

function digestOf(texts: Readonly<Record<string, Buffer>>): string {
  const hash = createHash('sha256');
  for (const part of inMembers(texts)) hash.update(part);
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
