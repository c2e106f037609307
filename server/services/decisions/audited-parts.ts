import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '@/domain/audit/canonical-json';
import type { RecordPart } from '@/domain/decisions/decision-file';
import { ALLOWED_TO_SEND } from '@/domain/decisions/outcome';
import type { AuditEntry, Decision, Message } from '../../generated/prisma/client';
import { messageHash } from '../delivery';

/** What of an entry is compared. */
export type AuditedEntry = Pick<AuditEntry, 'at' | 'actor' | 'action' | 'payload'>;

/** What of a message a customer reads. */
export type SentWords = Pick<Message, 'subject' | 'html' | 'text'>;

type Row = Pick<
  Decision,
  | 'agentId'
  | 'trigger'
  | 'triggerKey'
  | 'policyVersion'
  | 'modelVersions'
  | 'autonomyLevel'
  | 'heldOut'
  | 'outsideCohort'
  | 'isSimulated'
  | 'decidedAt'
  | 'summary'
  | 'outcome'
  | 'outcomeReason'
  | 'reviewedAt'
  | 'reviewedById'
  | 'reviewReason'
  | 'reviewNote'
>;

/** SHA-256 of what is fixed when a decision is made and stands in no document: `facts` of its entry. */
export function factsHash(facts: Pick<Row, 'triggerKey' | 'heldOut' | 'outsideCohort' | 'isSimulated'>): string {
  const { heldOut, isSimulated, outsideCohort, triggerKey } = facts;
  return sha256(canonicalJson({ heldOut, isSimulated, outsideCohort, triggerKey }));
}

/** SHA-256 of the words of a decision: `told` of the entry that made it, and of an edit's. */
export function toldHash({ triggerKey, summary }: Pick<Row, 'triggerKey' | 'summary'>): string {
  return sha256(canonicalJson({ summary, triggerKey }));
}

/** SHA-256 of what a person said with a verdict: `said` of its entry. The key of its occasion keeps it from being guessed. */
export function saidHash({
  triggerKey,
  reviewReason,
  reviewNote,
}: Pick<Row, 'triggerKey' | 'reviewReason' | 'reviewNote'>) {
  return sha256(canonicalJson({ note: reviewNote, reason: reviewReason, triggerKey }));
}

const Said = z.object({
  record: z.string().optional(),
  agentId: z.string().optional(),
  trigger: z.string().optional(),
  policyVersion: z.number().optional(),
  autonomyLevel: z.number().optional(),
  models: z.record(z.string(), z.string()).optional(),
  outcome: z.string().optional(),
  facts: z.string().optional(),
  told: z.string().optional(),
  said: z.string().optional(),
  message: z.string().optional(),
  reason: z.string().optional(),
  hasNote: z.boolean().optional(),
});
type Entry = AuditedEntry & { said: z.infer<typeof Said> };

/** Verdicts of people, and what a decision is after them. */
const VERDICTS: Readonly<Record<string, string>> = {
  'review.approved': 'approved',
  'review.edited': 'edited',
  'review.rejected': 'rejected',
  'review.approved_blocked': 'blocked',
  'review.edited_blocked': 'blocked',
  'review.approved_cancelled': 'cancelled',
  'review.edited_cancelled': 'cancelled',
};
/** What else moves a decision that waits for a person. */
const MOVES: Readonly<Record<string, string>> = {
  'review.expired': 'expired',
  'review.withdrawn': 'cancelled',
  'review.undone': 'in_review',
  'decision.failed': 'failed',
  'decision.displaced': 'cancelled',
};
/** What becomes of one that may be sent: its messages and the delivery's own entries tell which. */
const AFTERWARDS = ['executed', 'cancelled', 'failed', 'blocked', 'expired'];

/**
 * The parts of a decision's row, and of what was sent, that say something else than its entries in the audit log. Older
 * entries say less: what they do not hold is not compared.
 */
export function partsThatDiffer(
  row: Row,
  messages: readonly SentWords[],
  audited: readonly AuditedEntry[],
): RecordPart[] {
  const entries = audited.map((entry) => ({ ...entry, said: Said.safeParse(JSON.parse(entry.payload)).data ?? {} }));
  const made = entries.find(({ said }) => said.record !== undefined);
  if (!made) return [];
  const verdict = standingVerdict(entries);
  const differing: Record<Exclude<RecordPart, 'record' | 'standing'>, boolean> = {
    facts: !areFacts(row, made, verdict),
    outcome: !isOutcome(row, made, entries),
    review: !isReview(row, verdict),
    message: !areSent(messages, entries),
  };
  return (['facts', 'outcome', 'review', 'message'] as const).filter((part) => differing[part]);
}

function areFacts(row: Row, { at, said }: Entry, verdict: Entry | undefined): boolean {
  const models = said.models && canonicalJson(said.models);
  const told = verdict?.action === 'review.edited' ? verdict.said.told : said.told;
  return [
    at.getTime() === row.decidedAt.getTime(),
    isSame(said.agentId, row.agentId),
    isSame(said.trigger, row.trigger),
    isSame(said.policyVersion, row.policyVersion),
    isSame(said.autonomyLevel, row.autonomyLevel),
    isSame(models, canonicalJson(z.record(z.string(), z.string()).catch({}).parse(row.modelVersions))),
    isSame(said.facts, factsHash(row)),
    isSame(told, toldHash(row)),
  ].every(Boolean);
}

/** What the last entry that moved it made of it, or what may become of that without anybody's verdict. */
function isOutcome({ outcome, outcomeReason }: Row, made: Entry, entries: readonly Entry[]): boolean {
  const moves = entries.flatMap((entry) => {
    const to =
      entry.action === 'review.rejudged' ? entry.said.outcome : (VERDICTS[entry.action] ?? MOVES[entry.action]);
    return to ? [{ to, entry }] : [];
  });
  const first = made.action === 'decision.failed' ? 'failed' : made.said.outcome;
  const last = moves.at(-1);
  const stands = last?.to ?? first;
  if (!stands) return true;
  if (outcome !== stands)
    return (ALLOWED_TO_SEND as readonly string[]).includes(stands) && AFTERWARDS.includes(outcome);
  const reason = last?.entry.action === 'review.withdrawn' ? last.entry.said.reason : undefined;
  return reason === undefined || reason.includes('[') || reason === outcomeReason;
}

function isReview(row: Row, verdict: Entry | undefined): boolean {
  if (!verdict) return row.reviewedAt === null && row.reviewedById === null && row.reviewNote === null;
  const { at, actor, action, said } = verdict;
  return [
    row.reviewedAt?.getTime() === at.getTime(),
    actor === (row.reviewedById ? `user:${row.reviewedById}` : actor) &&
      actor.startsWith('user:') === Boolean(row.reviewedById),
    action !== 'review.rejected' || isSame(said.reason, row.reviewReason),
    isSame(said.hasNote, Boolean(row.reviewNote)),
    isSame(said.said, saidHash(row)),
  ].every(Boolean);
}

function areSent(messages: readonly SentWords[], entries: readonly Entry[]): boolean {
  const known = new Set(entries.flatMap(({ said }) => said.message ?? []));
  return known.size === 0 || messages.every((message) => known.has(messageHash(message)));
}

/** The last verdict of a person, unless it was taken back. */
function standingVerdict(entries: readonly Entry[]): Entry | undefined {
  const last = entries.findLast(({ action }) => action in VERDICTS || action === 'review.undone');
  return last?.action === 'review.undone' ? undefined : last;
}

function isSame(audited: string | number | boolean | undefined, stored: string | number | boolean | null): boolean {
  return audited === undefined || audited === stored;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
