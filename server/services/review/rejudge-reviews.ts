import { Candidate } from '@/domain/decisions/candidate';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { type RejudgeCause, rejudgedWords } from '@/domain/review/rejudged';
import { type AuditRecord, appendAudit } from '../../audit';
import { createContext, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { type Decision, Prisma } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { reexamine } from '../guardrails';
import { activePolicy } from '../policies';
import { wholeRows } from '../records';
import { type Fate, fateOf, isRevivable } from './fates';

/** Decisions judged again in one transaction. */
const BATCH = 50;
/** Transactions of one call: a campaign that is changed meanwhile is never behind, and what is left is found by the next. */
const BATCHES = 20;

/** How many were judged again, how many of them wait no longer because of it, and how many wait again. */
export type Rejudged = { rejudged: number; ended: number; revived: number };

/**
 * Judges waiting decisions again that were last judged under another policy than the one in force, or before their
 * campaign changed. What is blocked now, or overtaken, leaves the inbox with its reason and is never sent; the others
 * go on waiting with the verdicts of now, and whoever has one open is told that it changed. What was blocked in this way
 * and no longer is comes back to the inbox, unless its moment has passed. Batch after batch, each in
 * a transaction of its own: what a killed turn left is found by the next one, and nothing is judged twice. One that a
 * person is judging right now is left to them.
 */
export async function rejudgeReviews(ctx: ServiceContext): Promise<Rejudged> {
  const sum = { rejudged: 0, ended: 0, revived: 0 };
  for (let batch = 0; batch < BATCHES; batch++) {
    const some = await inTransaction(ctx, (tx) => rejudgeSome(tx, ctx));
    sum.rejudged += some.rejudged;
    sum.ended += some.ended;
    sum.revived += some.revived;
    if (some.rejudged < BATCH) break;
  }
  return sum;
}

/** One batch, for a function that works in turns. */
export async function rejudgeTurnOf({ workspaceId }: { workspaceId: string }) {
  const ctx = await createContext(workspaceId, { kind: 'job', name: 'review-rejudge' });
  const { rejudged, ended, revived } = await inTransaction(ctx, (tx) => rejudgeSome(tx, ctx));
  return { done: rejudged < BATCH, status: `${rejudged} judged again, ${ended} ended, ${revived} wait again` };
}

type Outdated = { id: string; cause: RejudgeCause; judgedVersion: number; judged: unknown };

async function rejudgeSome(tx: Db, ctx: ServiceContext): Promise<Rejudged> {
  const policy = await activePolicy(ctx, tx);
  const outdated = await lockOutdated(tx, ctx, policy.version);
  if (outdated.length === 0) return { rejudged: 0, ended: 0, revived: 0 };
  const rows = await tx.decision.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: outdated.map(({ id }) => id) } },
  });
  const decisions = await wholeRows(tx, ctx, rows);
  const examined = await reexamine(tx, ctx, decisions, { lockBudgets: false, policy });
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  const settled: Settled[] = [];
  let [ended, revived] = [0, 0];
  for (const before of outdated) {
    const decision = byId.get(before.id);
    if (!decision) continue;
    const fate = fateOf(decision, before.judged, examined.get(before.id));
    settled.push({ decision, before, fate });
    const waited = decision.outcome === 'in_review';
    if (waited && fate.end) ended += 1;
    if (!waited && !fate.end) revived += 1;
  }
  await settle(tx, ctx, policy, settled);
  return { rejudged: outdated.length, ended, revived };
}

async function lockOutdated(tx: Db, ctx: ServiceContext, version: number): Promise<Outdated[]> {
  const outdated = Prisma.sql`(coalesce(j.policy_version, d.policy_version) <> ${version}
    OR c.updated_at > coalesce(j.judged_at, d.decided_at))`;
  const columns = Prisma.sql`d.id, coalesce(j.policy_version, d.policy_version) AS "judgedVersion", j.verdicts AS judged,
    CASE WHEN coalesce(j.policy_version, d.policy_version) <> ${version} THEN 'policy' ELSE 'campaign' END AS cause`;
  const itsCampaign = Prisma.sql`campaign c
    ON c.workspace_id = d.workspace_id AND c.id = (d.chosen ->> 'campaignId')::uuid`;
  const waiting = await tx.$queryRaw<Outdated[]>`
    SELECT ${columns}
    FROM decision d
    LEFT JOIN review_rejudgement j ON j.workspace_id = d.workspace_id AND j.decision_id = d.id
    LEFT JOIN ${itsCampaign}
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.outcome = 'in_review' AND ${outdated}
    ORDER BY d.id LIMIT ${BATCH} FOR UPDATE OF d SKIP LOCKED`;
  if (waiting.length === BATCH) return waiting;
  const blocked = await tx.$queryRaw<Outdated[]>`
    SELECT ${columns}
    FROM decision d
    JOIN review_rejudgement j ON j.workspace_id = d.workspace_id AND j.decision_id = d.id
    LEFT JOIN ${itsCampaign}
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND ${isRevivable(ctx)} AND ${outdated}
    ORDER BY d.id LIMIT ${BATCH - waiting.length} FOR UPDATE OF d SKIP LOCKED`;
  return [...waiting, ...blocked];
}

type Settled = { decision: Decision; before: Outdated; fate: Fate };

/** Keeps what was found of each, moves those on that it changes anything for, and writes it down. */
async function settle(tx: Db, ctx: ServiceContext, policy: PolicyInForce, settled: readonly Settled[]): Promise<void> {
  const { workspaceId } = ctx;
  const found = settled.map(({ decision, before, fate: { verdicts, changes } }) => ({
    id: decision.id,
    cause: before.cause,
    was: before.judgedVersion,
    verdicts,
    changes,
  }));
  await tx.$executeRaw`
    INSERT INTO review_rejudgement
      (workspace_id, decision_id, cause, was_version, policy_version, judged_at, verdicts, changes)
    SELECT ${workspaceId}::uuid, id, cause, was, ${policy.version}, ${ctx.now}, verdicts, changes
    FROM json_to_recordset(${JSON.stringify(found)}::json)
      AS found(id uuid, cause text, was int, verdicts jsonb, changes jsonb)
    ON CONFLICT (workspace_id, decision_id) DO UPDATE SET cause = excluded.cause, was_version = excluded.was_version,
      policy_version = excluded.policy_version, judged_at = excluded.judged_at, verdicts = excluded.verdicts,
      changes = excluded.changes`;
  // What says the same as before is the same for whoever has it open.
  const moved = settled.flatMap((one) => (isMoved(one) ? [movedOf(one, policy.version)] : []));
  await tx.$executeRaw`
    UPDATE decision d SET version = d.version + 1, outcome = moved.outcome, send_at = moved.send_at,
      outcome_reason = moved.reason
    FROM json_to_recordset(${JSON.stringify(moved)}::json)
      AS moved(id uuid, outcome text, send_at timestamptz, reason text)
    WHERE d.workspace_id = ${workspaceId}::uuid AND d.id = moved.id`;
  await appendAudit(
    tx,
    ctx,
    settled.map((one) => recordOf(one, policy.version)),
  );
}

function isMoved({ decision, fate: { end, changes } }: Settled): boolean {
  return end !== null || decision.outcome !== 'in_review' || changes.length > 0;
}

/** How a decision stands from now on, as its row says it. */
function movedOf({ decision, before: { cause }, fate: { end } }: Settled, policyVersion: number) {
  const { id } = decision;
  if (end) {
    return {
      id,
      outcome: end.outcome,
      send_at: null,
      reason: `${rejudgedWords({ cause, policyVersion })}: ${end.reason}`,
    };
  }
  const sendAt = decision.outcome === 'in_review' ? decision.sendAt : sendAtOf(decision);
  return { id, outcome: 'in_review', send_at: sendAt, reason: null };
}

function recordOf({ decision, before, fate: { changes, end } }: Settled, policyVersion: number): AuditRecord {
  return {
    action: 'review.rejudged',
    subject: `decision:${decision.id}`,
    payload: {
      cause: before.cause,
      policy: policyVersion,
      wasPolicy: before.judgedVersion,
      changed: changes.map(({ rule, was, now }) => `${rule}: ${was?.verdict ?? 'none'} to ${now?.verdict ?? 'none'}`),
      outcome: end?.outcome ?? 'in_review',
      ...(decision.outcome !== 'in_review' && { was: decision.outcome }),
    },
  };
}

/** When its message was to leave, as it was decided. */
function sendAtOf({ chosen }: Decision): Date | null {
  const candidate = Candidate.nullable().parse(chosen);
  return candidate && new Date(candidate.sendAt);
}
