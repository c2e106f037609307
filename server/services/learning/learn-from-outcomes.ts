import { buildEvidence } from '@/domain/models/learnt/build-evidence';
import { judgeVersion, type VersionVerdict } from '@/domain/models/learnt/judge-version';
import type { OrderEvidence } from '@/domain/models/learnt/order-evidence';
import { ORDER_MODEL } from '@/domain/models/order-priors';
import { after, DAY } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { LearntVersion } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { sha256OfJson } from '../../sha256';
import { activePolicy } from '../policies';
import { lockLearning, type Standing, standingOf, writeChange } from './in-force';
import { measuredDecisions } from './measured-decisions';

/** What came of looking: the newest version, and whether it was made now. */
export type Learnt = { version: number | null; isNew: boolean };

/**
 * Learns from the outcomes known at the last midnight (UTC) and keeps that as a version; puts it in force where its
 * probabilities came true out of time, else says why not. Once a day however often it is called: the same outcomes make
 * the same version, and no second one. For the jobs of the product; it asks for no right.
 */
export async function learnFromOutcomes(ctx: ServiceContext): Promise<Learnt> {
  const to = new Date(Math.floor(ctx.now.getTime() / DAY) * DAY);
  const newest = await newestVersion(ctx.db, ctx);
  if (newest && newest.toAt >= to) return { version: newest.version, isNew: false };
  const { document: policy } = await activePolicy(ctx);
  const from = after(to, -policy.learning.lookBackDays * DAY);
  const rows = await measuredDecisions(ctx, { from, to }, policy.attribution);
  if (rows.length === 0) return { version: newest?.version ?? null, isNew: false };
  const evidence = buildEvidence(rows, policy, { from, to });
  return inTransaction(ctx, (tx) => keep(tx, ctx, evidence));
}

function newestVersion(tx: Db, { workspaceId }: ServiceContext): Promise<LearntVersion | null> {
  return tx.learntVersion.findFirst({ where: { workspaceId, modelId: ORDER_MODEL }, orderBy: { version: 'desc' } });
}

async function keep(tx: Db, ctx: ServiceContext, evidence: OrderEvidence): Promise<Learnt> {
  await lockLearning(tx, ctx);
  const newest = await newestVersion(tx, ctx);
  const contentHash = hashOf(evidence);
  if (newest && (newest.contentHash === contentHash || newest.toAt >= new Date(evidence.to))) {
    return { version: newest.version, isNew: false };
  }
  const version = (newest?.version ?? 0) + 1;
  const before = await standingOf(tx, ctx);
  const verdict = judgeVersion(evidence, before);
  await tx.learntVersion.create({
    data: {
      ...{ workspaceId: ctx.workspaceId, modelId: ORDER_MODEL, version, contentHash },
      document: evidence,
      rows: evidence.rows,
      toAt: new Date(evidence.to),
      error: evidence.calibration.error,
      tested: evidence.calibration.tested,
      verdict: verdict.verdict,
      reason: verdict.reason,
      builtAt: ctx.now,
    },
  });
  await putInForce(tx, ctx, { version, before, verdict });
  await appendAudit(tx, ctx, {
    action: verdict.verdict === 'in_force' ? 'learning.in_force' : 'learning.kept',
    subject: `model:${ORDER_MODEL}`,
    payload: {
      version,
      before: before.version,
      contentHash,
      rows: evidence.rows,
      to: evidence.to,
      error: evidence.calibration.error,
      tested: evidence.calibration.tested,
      withdrawn: verdict.withdraws ? before.version : null,
      reason: verdict.reason,
    },
  });
  return { version, isNew: true };
}

type Judged = { version: number; before: Standing; verdict: VersionVerdict };

async function putInForce(tx: Db, ctx: ServiceContext, { version, before, verdict }: Judged): Promise<void> {
  const { reason } = verdict;
  if (verdict.verdict === 'in_force') await writeChange(tx, ctx, before, { version, cause: 'built', reason });
  else if (verdict.withdraws) await writeChange(tx, ctx, before, { version: null, cause: 'withdrawn', reason });
}

/** Of what was learnt, whenever that was: the period moves on each day, also where nothing happens. */
function hashOf({ from: _from, to: _to, ...learnt }: OrderEvidence): string {
  return sha256OfJson(learnt);
}
