import { blockingFindings } from '@/domain/decisions/judge-candidate';
import type { Verdict } from '@/domain/guardrails/verdict';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { changesBetween, type RejudgeCause, type RuleChange, rejudgedWords } from '@/domain/review/rejudged';
import { type AuditRecord, appendAudit } from '../../audit';
import { createContext, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Decision } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { readVerdicts } from '../decisions';
import { type Reexamined, reexamine } from '../guardrails';
import { activePolicy } from '../policies';
import { wholeRows } from '../records';

/** Decisions judged again in one transaction. */
const BATCH = 50;
/** Transactions of one call: a campaign that is changed meanwhile is never behind, and what is left is found by the next. */
const BATCHES = 20;

/** How many were judged again, and how many of them wait no longer because of it. */
export type Rejudged = { rejudged: number; ended: number };

/**
 * Judges waiting decisions again that were last judged under another policy than the one in force, or before their
 * campaign changed. What is blocked now, or overtaken, leaves the inbox with its reason and is never sent; the others
 * go on waiting with the verdicts of now, and whoever has one open is told that it changed. Batch after batch, each in
 * a transaction of its own: what a killed turn left is found by the next one, and nothing is judged twice. One that a
 * person is judging right now is left to them.
 */
export async function rejudgeReviews(ctx: ServiceContext): Promise<Rejudged> {
  const sum = { rejudged: 0, ended: 0 };
  for (let batch = 0; batch < BATCHES; batch++) {
    const some = await inTransaction(ctx, (tx) => rejudgeSome(tx, ctx));
    sum.rejudged += some.rejudged;
    sum.ended += some.ended;
    if (some.rejudged < BATCH) break;
  }
  return sum;
}

/** One batch, for a function that works in turns. */
export async function rejudgeTurnOf({ workspaceId }: { workspaceId: string }) {
  const ctx = await createContext(workspaceId, { kind: 'job', name: 'review-rejudge' });
  const { rejudged, ended } = await inTransaction(ctx, (tx) => rejudgeSome(tx, ctx));
  return { done: rejudged < BATCH, status: `${rejudged} judged again, ${ended} ended` };
}

type Outdated = { id: string; cause: RejudgeCause; judgedVersion: number; judged: unknown };

async function rejudgeSome(tx: Db, ctx: ServiceContext): Promise<Rejudged> {
  const policy = await activePolicy(ctx, tx);
  const outdated = await lockOutdated(tx, ctx, policy.version);
  if (outdated.length === 0) return { rejudged: 0, ended: 0 };
  const rows = await tx.decision.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: outdated.map(({ id }) => id) } },
  });
  const decisions = await wholeRows(tx, ctx, rows);
  const examined = await reexamine(tx, ctx, decisions, { lockBudgets: false, policy });
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  const records: AuditRecord[] = [];
  let ended = 0;
  for (const before of outdated) {
    const decision = byId.get(before.id);
    if (!decision) continue;
    const fate = fateOf(decision, before, examined.get(before.id));
    records.push(await settle(tx, ctx, policy, { decision, before, fate }));
    if (fate.end) ended += 1;
  }
  await appendAudit(tx, ctx, records);
  return { rejudged: outdated.length, ended };
}

function lockOutdated(tx: Db, ctx: ServiceContext, version: number): Promise<Outdated[]> {
  return tx.$queryRaw<Outdated[]>`
    SELECT d.id, coalesce(j.policy_version, d.policy_version) AS "judgedVersion", j.verdicts AS judged,
      CASE WHEN coalesce(j.policy_version, d.policy_version) <> ${version} THEN 'policy' ELSE 'campaign' END AS cause
    FROM decision d
    LEFT JOIN review_rejudgement j ON j.workspace_id = d.workspace_id AND j.decision_id = d.id
    LEFT JOIN campaign c ON c.workspace_id = d.workspace_id AND c.id = (d.chosen ->> 'campaignId')::uuid
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.outcome = 'in_review'
      AND (coalesce(j.policy_version, d.policy_version) <> ${version}
        OR c.updated_at > coalesce(j.judged_at, d.decided_at))
    ORDER BY d.id LIMIT ${BATCH} FOR UPDATE OF d SKIP LOCKED`;
}

/** What becomes of a waiting decision; `end` is null where it goes on waiting. */
type Fate = {
  verdicts: Verdict[];
  changes: RuleChange[];
  end: { outcome: 'blocked' | 'cancelled'; reason: string } | null;
};

function fateOf(decision: Decision, { judged }: Outdated, found: Reexamined | undefined): Fate {
  const before = readVerdicts(judged ?? decision.verdicts);
  if (!found) {
    const end = { outcome: 'blocked', reason: 'It cannot be checked again.' } as const;
    return { verdicts: before, changes: [], end };
  }
  const { verdicts } = found.judged;
  const changes = changesBetween(before, verdicts);
  if (found.overtaken) {
    return { verdicts, changes, end: { outcome: 'cancelled', reason: found.overtaken.reason } };
  }
  const blocking = blockingFindings(verdicts);
  if (blocking.length === 0) return { verdicts, changes, end: null };
  const reason = blocking.map((finding) => finding.reason).join(' ');
  return { verdicts, changes, end: { outcome: 'blocked', reason } };
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
  // What says the same as before is the same for whoever has it open.
  if (end || changes.length > 0) {
    const ending = end && {
      outcome: end.outcome,
      sendAt: null,
      outcomeReason: `${rejudgedWords(judged)}: ${end.reason}`,
    };
    await tx.decision.updateMany({
      where: { workspaceId, id: decision.id },
      data: { version: { increment: 1 }, ...ending },
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
    },
  };
}
