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
  const records: AuditRecord[] = [];
  let [ended, revived] = [0, 0];
  for (const before of outdated) {
    const decision = byId.get(before.id);
    if (!decision) continue;
    const fate = fateOf(decision, before.judged, examined.get(before.id));
    records.push(await settle(tx, ctx, policy, { decision, before, fate }));
    const waited = decision.outcome === 'in_review';
    if (waited && fate.end) ended += 1;
    if (!waited && !fate.end) revived += 1;
  }
  await appendAudit(tx, ctx, records);
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
    FROM review_rejudgement j
    JOIN decision d ON d.workspace_id = j.workspace_id AND d.id = j.decision_id
    LEFT JOIN ${itsCampaign}
    WHERE j.workspace_id = ${ctx.workspaceId}::uuid AND ${isRevivable(ctx)} AND ${outdated}
    ORDER BY d.id LIMIT ${BATCH - waiting.length} FOR UPDATE OF d SKIP LOCKED`;
  return [...waiting, ...blocked];
}

type Settled = { decision: Decision; before: Outdated; fate: Fate };

async function settle(
  tx: Db,
  ctx: ServiceContext,
  policy: PolicyInForce,
  { decision, before, fate }: Settled,
): Promise<AuditRecord> {
  const { verdicts, changes, end } = fate;
  const { workspaceId } = ctx;
  const judged = {
    cause: before.cause,
    wasVersion: before.judgedVersion,
    policyVersion: policy.version,
    judgedAt: ctx.now,
    verdicts: JSON.parse(JSON.stringify(verdicts)),
    changes: JSON.parse(JSON.stringify(changes)),
  };
  await tx.reviewRejudgement.upsert({
    where: { workspaceId_decisionId: { workspaceId, decisionId: decision.id } },
    create: { workspaceId, decisionId: decision.id, ...judged },
    update: judged,
  });
  const waited = decision.outcome === 'in_review';
  // What says the same as before is the same for whoever has it open.
  if (end || !waited || changes.length > 0) {
    const ended = end && {
      outcome: end.outcome,
      sendAt: null,
      outcomeReason: `${rejudgedWords(judged)}: ${end.reason}`,
    };
    const revived = !(waited || end) && { outcome: 'in_review', sendAt: sendAtOf(decision), outcomeReason: null };
    await tx.decision.updateMany({
      where: { workspaceId, id: decision.id },
      data: { version: { increment: 1 }, ...ended, ...revived },
    });
  }
  return {
    action: 'review.rejudged',
    subject: `decision:${decision.id}`,
    payload: {
      cause: before.cause,
      policy: policy.version,
      wasPolicy: before.judgedVersion,
      changed: changes.map(({ rule, was, now }) => `${rule}: ${was?.verdict ?? 'none'} to ${now?.verdict ?? 'none'}`),
      outcome: end?.outcome ?? 'in_review',
      ...(!waited && { was: decision.outcome }),
    },
  };
}

/** When its message was to leave, as it was decided. */
function sendAtOf({ chosen }: Decision): Date | null {
  const candidate = Candidate.nullable().parse(chosen);
  return candidate && new Date(candidate.sendAt);
}
