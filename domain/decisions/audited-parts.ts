import { z } from 'zod';
import { canonicalJson } from '../audit/canonical-json';
import type { RecordPart } from './decision-file';
import { ALLOWED_TO_SEND } from './outcome';

/** What of an audit entry is compared; `payload` is its JSON. */
export type AuditedEntry = {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly payload: string;
};

/** What a decision's row says now, and the hashes of what the log holds only as hashes: `messages` of what was sent under it. */
export type StoredDecision = {
  readonly agentId: string;
  readonly trigger: string;
  readonly policyVersion: number;
  readonly modelVersions: unknown;
  readonly autonomyLevel: number;
  readonly decidedAt: Date;
  readonly outcome: string;
  readonly outcomeReason: string | null;
  readonly reviewedAt: Date | null;
  readonly reviewedById: string | null;
  readonly reviewReason: string | null;
  readonly reviewNote: string | null;
  readonly hashes: {
    readonly facts: string;
    readonly told: string;
    readonly said: string;
    readonly messages: readonly string[];
  };
  /** Whether a message of it arrived. */
  readonly hasArrived: boolean;
};

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
export function partsThatDiffer(stored: StoredDecision, audited: readonly AuditedEntry[]): RecordPart[] {
  const entries = audited.map((entry) => ({ ...entry, said: Said.safeParse(JSON.parse(entry.payload)).data ?? {} }));
  const made = entries.find(({ said }) => said.record !== undefined);
  if (!made) return [];
  const verdict = standingVerdict(entries);
  const differing: Record<Exclude<RecordPart, 'record' | 'standing'>, boolean> = {
    facts: !areFacts(stored, made, verdict),
    outcome: !isOutcome(stored, made, entries),
    review: !isReview(stored, verdict),
    message: !areSent(stored.hashes.messages, entries),
  };
  return (['facts', 'outcome', 'review', 'message'] as const).filter((part) => differing[part]);
}

function areFacts(row: StoredDecision, { at, said }: Entry, verdict: Entry | undefined): boolean {
  const models = said.models && canonicalJson(said.models);
  const told = verdict?.action === 'review.edited' ? verdict.said.told : said.told;
  return [
    at.getTime() === row.decidedAt.getTime(),
    isSame(said.agentId, row.agentId),
    isSame(said.trigger, row.trigger),
    isSame(said.policyVersion, row.policyVersion),
    isSame(said.autonomyLevel, row.autonomyLevel),
    isSame(models, canonicalJson(z.record(z.string(), z.string()).catch({}).parse(row.modelVersions))),
    isSame(said.facts, row.hashes.facts),
    isSame(told, row.hashes.told),
  ].every(Boolean);
}

/** What the last entry that moved it made of it, or what may become of that without anybody's verdict. */
function isOutcome(
  { outcome, outcomeReason, hasArrived }: StoredDecision,
  made: Entry,
  entries: readonly Entry[],
): boolean {
  const moves = entries.flatMap((entry) => {
    const to =
      entry.action === 'review.rejudged' ? entry.said.outcome : (VERDICTS[entry.action] ?? MOVES[entry.action]);
    return to ? [{ to, entry }] : [];
  });
  const first = made.action === 'decision.failed' ? 'failed' : made.said.outcome;
  const last = moves.at(-1);
  const stands = last?.to ?? first;
  if (!stands) return true;
  if (hasArrived && outcome !== 'executed') return false;
  if (outcome !== stands)
    return (ALLOWED_TO_SEND as readonly string[]).includes(stands) && AFTERWARDS.includes(outcome);
  const reason = last?.entry.action === 'review.withdrawn' ? last.entry.said.reason : undefined;
  return reason === undefined || reason.includes('[') || reason === outcomeReason;
}

function isReview(row: StoredDecision, verdict: Entry | undefined): boolean {
  if (!verdict) return row.reviewedAt === null && row.reviewedById === null && row.reviewNote === null;
  const { at, actor, action, said } = verdict;
  return [
    row.reviewedAt?.getTime() === at.getTime(),
    actor === (row.reviewedById ? `user:${row.reviewedById}` : actor) &&
      actor.startsWith('user:') === Boolean(row.reviewedById),
    action !== 'review.rejected' || isSame(said.reason, row.reviewReason),
    isSame(said.hasNote, Boolean(row.reviewNote)),
    isSame(said.said, row.hashes.said),
  ].every(Boolean);
}

function areSent(messages: readonly string[], entries: readonly Entry[]): boolean {
  const written = entries.findLastIndex(({ said }) => said.message !== undefined);
  if (written < 0) return true;
  const isTakenBack = entries.slice(written).some(({ action }) => action === 'review.undone');
  if (messages.length === 0) return isTakenBack;
  const known = new Set(entries.flatMap(({ said }) => said.message ?? []));
  return messages.every((message) => known.has(message));
}

/** The last verdict of a person, unless it was taken back. */
function standingVerdict(entries: readonly Entry[]): Entry | undefined {
  const last = entries.findLast(({ action }) => action in VERDICTS || action === 'review.undone');
  return last?.action === 'review.undone' ? undefined : last;
}

function isSame(audited: string | number | boolean | undefined, stored: string | number | boolean | null): boolean {
  return audited === undefined || audited === stored;
}
