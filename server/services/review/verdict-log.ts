import { v7 } from 'uuid';
import { z } from 'zod';
import { Candidate } from '@/domain/decisions/candidate';
import { Verdict } from '@/domain/guardrails/verdict';
import type { Policy } from '@/domain/policies/policy';
import { type ReviewVerdict, undoUntil } from '@/domain/review/review-item';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Decision, ReviewDesk, ReviewVerdict as StoredVerdict } from '../../generated/prisma/client';
import { noteAttended } from './attend';
import type { Seen } from './verdict-input';

/** A verdict that is given on leaving comes within this time, in seconds. */
const CLOSED_LATELY_S = 10;

const ResultOutcome = z.enum(['approved', 'edited', 'rejected', 'blocked', 'cancelled']);

/** What became of it. `blocked` and `cancelled`: approved too late, the world had changed; `reason` says how. */
export type ReviewResult = {
  decisionId: string;
  outcome: z.infer<typeof ResultOutcome>;
  reason: string | null;
  sendAt: Date | null;
  /** Until when it can be taken back, in the workspace's clock; null where it cannot. */
  undoUntil: Date | null;
};

const Instant = z.coerce.date().nullable();
const Level = z.object({ level: z.number(), approvedStreak: z.number(), rejectedStreak: z.number() });

/** What stood before a verdict, as an undo puts it back. */
export const Before = z.object({
  chosen: Candidate.nullable(),
  summary: z.string(),
  valueCents: z.number().nullable(),
  verdicts: z.array(Verdict),
  sendAt: Instant,
  autonomy: z.array(
    z.object({
      agentId: z.string(),
      action: z.string(),
      from: Level,
      to: Level,
      times: z.object({ levelSince: Instant, confirmedAt: Instant }),
    }),
  ),
  spell: z
    .object({
      id: z.uuid(),
      startedAt: z.coerce.date(),
      nextWaveAt: Instant,
      endedAs: z.string().nullable(),
      endedAt: Instant,
    })
    .nullable(),
  /** A campaign's way that it was a step of. */
  way: z
    .object({
      campaignId: z.uuid(),
      customerId: z.uuid(),
      occurrence: z.string(),
      nextStep: z.number(),
      nextStepAt: Instant,
      endedAs: z.string().nullable(),
      endedAt: Instant,
    })
    .nullable(),
  /** What people had arranged around it. */
  desk: z
    .object({
      assigneeId: z.uuid().nullable(),
      assignedById: z.uuid().nullable(),
      snoozedUntil: Instant,
      changesNote: z.string().nullable(),
      changesById: z.uuid().nullable(),
    })
    .nullable(),
});
export type Before = z.infer<typeof Before>;

/** What was done, and what an undo needs to know of it. Approvals that end in a stop cannot be taken back. */
export type Done = {
  outcome: ReviewResult['outcome'];
  reason: string | null;
  sendAt: Date | null;
  before: Omit<Before, 'desk'> | null;
};

/** Writes a verdict down, in the transaction that carries it out. Answers what its giver is told. */
export async function logVerdict(
  tx: Db,
  ctx: ServiceContext,
  decision: Decision,
  seen: Seen,
  { outcome, reason, sendAt, before }: Done,
  policy: Policy,
): Promise<ReviewResult & { verdictId: string }> {
  const { answer } = seen;
  const until = before && canUndo(ctx) ? undoUntil(ctx.now, policy) : null;
  const giver = giverOf(ctx);
  await noteAttended(tx, ctx);
  const openedAt = await openedBy(tx, ctx, decision.id, giver);
  const desk = await clearDesk(tx, ctx, decision.id);
  const verdictId = v7();
  await tx.reviewVerdict.create({
    data: {
      id: verdictId,
      workspaceId: ctx.workspaceId,
      decisionId: decision.id,
      key: seen.key ?? v7(),
      verdict: answer.verdict,
      outcome,
      version: seen.version,
      reason: answer.verdict === 'reject' ? answer.reason : null,
      note: answer.note ?? null,
      givenById: giver,
      isSimulated: isSimulated(ctx),
      readyAt: decision.decidedAt,
      openedAt,
      givenAt: ctx.now,
      undoUntil: until,
      before: JSON.parse(JSON.stringify(before ? { ...before, desk: desk && arrangedOn(desk) } : {})),
    },
  });
  return { verdictId, decisionId: decision.id, outcome, reason, sendAt, undoUntil: until };
}

/** Since when a person has had a decision open; null where they have not, or closed it some time ago. */
async function openedBy(
  tx: Db,
  { workspaceId }: ServiceContext,
  decisionId: string,
  personId: string | null,
): Promise<Date | null> {
  const [desk] = await tx.$queryRaw<{ openedAt: Date }[]>`
    SELECT claimed_at AS "openedAt" FROM review_desk
    WHERE workspace_id = ${workspaceId}::uuid AND decision_id = ${decisionId}::uuid
      AND claimed_by_id = ${personId}::uuid AND claimed_until > clock_timestamp() - make_interval(secs => ${CLOSED_LATELY_S})`;
  return desk?.openedAt ?? null;
}

/** A decision that is judged is on nobody's desk any more; answers what stood there. */
async function clearDesk(tx: Db, { workspaceId }: ServiceContext, decisionId: string): Promise<ReviewDesk | null> {
  const desk = await tx.reviewDesk.findUnique({ where: { workspaceId_decisionId: { workspaceId, decisionId } } });
  if (desk) await tx.reviewDesk.deleteMany({ where: { workspaceId, decisionId } });
  return desk;
}

function arrangedOn({ assigneeId, assignedById, snoozedUntil, changesNote, changesById }: ReviewDesk): Before['desk'] {
  return { assigneeId, assignedById, snoozedUntil, changesNote, changesById };
}

/** Nobody sits at the key of a simulated verdict who could take it back. */
export function canUndo(ctx: ServiceContext): boolean {
  return ctx.actor.kind === 'user' && !isSimulated(ctx);
}

/** Whether another press asks for no more than what was done; of an edit's words nobody knows, and none may be lost. */
function saysTheSame(answer: ReviewVerdict, { reason, note }: StoredVerdict): boolean {
  if (answer.verdict === 'edit') return false;
  return answer.verdict === 'approve' || (answer.reason === reason && (answer.note || null) === note);
}

/** The same press, or the same person's same verdict, told again: answered like the first time. */
export async function repeatedVerdict(
  tx: Db,
  ctx: ServiceContext,
  decision: Decision,
  seen: Seen,
): Promise<ReviewResult | null> {
  const { workspaceId } = ctx;
  const known = seen.key
    ? await tx.reviewVerdict.findUnique({ where: { workspaceId_key: { workspaceId, key: seen.key } } })
    : null;
  if (known && known.decisionId !== decision.id) {
    throw new ServiceError('conflict', 'This verdict was given on another decision.');
  }
  if (known?.undoneAt) throw new ServiceError('conflict', 'This verdict was taken back.');
  const verdict = known ?? (await standingVerdict(tx, ctx, decision.id));
  if (!verdict || verdict.givenById !== giverOf(ctx) || verdict.verdict !== seen.answer.verdict) return null;
  if (!known && !saysTheSame(seen.answer, verdict)) return null;
  return {
    decisionId: decision.id,
    outcome: ResultOutcome.parse(verdict.outcome),
    reason: decision.outcomeReason,
    sendAt: decision.sendAt,
    undoUntil: verdict.undoUntil,
  };
}

/** The verdict that holds on a decision: the last one that was not taken back. */
export function standingVerdict(tx: Db, ctx: ServiceContext, decisionId: string): Promise<StoredVerdict | null> {
  return tx.reviewVerdict.findFirst({
    where: { workspaceId: ctx.workspaceId, decisionId, undoneAt: null },
    orderBy: { givenAt: 'desc' },
  });
}

/** The columns of a decision that every verdict changes. */
export function judgedColumns(ctx: ServiceContext, note: string | null) {
  return { version: { increment: 1 }, reviewedAt: ctx.now, reviewedById: giverOf(ctx), reviewNote: note };
}

/** The person who acts; null for jobs. */
export function giverOf({ actor }: ServiceContext): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}

function isSimulated({ actor }: ServiceContext): boolean {
  return actor.kind === 'user' && actor.isSimulated;
}

/** A verdict of a simulated person says so wherever it is read. */
export function reviewRecord(
  ctx: ServiceContext,
  decision: Decision,
  action: AuditRecord['action'],
  facts: AuditRecord['payload'] & object,
): AuditRecord {
  const simulated = isSimulated(ctx) ? { simulated: true } : {};
  return { action, subject: `decision:${decision.id}`, payload: { version: decision.version, ...facts, ...simulated } };
}
