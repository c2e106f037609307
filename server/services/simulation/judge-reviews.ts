import { Candidate } from '@/domain/decisions/candidate';
import { seededRng } from '@/domain/shared/random';
import { after } from '@/domain/shared/time';
import { handlingMs, onDutyFrom, type PlannedVerdict, planVerdict } from '@/domain/simulation/approver';
import { TWIN } from '@/domain/simulation/parameters';
import type { ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { decideReview } from '../review';
import { approverDesk } from './desk-of';

/** The simulated approver of a workspace: who they are on the record, and what their chance follows from. */
export type SimulatedApprover = { userId: string; seed: string };

/** Decisions looked at in one step of the clock, at most. */
const OPEN = 1_000;

type Waiting = {
  id: string;
  version: number;
  decidedAt: Date;
  reviewBy: Date | null;
  trigger: string;
  chosen: unknown;
};

/**
 * Lets the simulated approver work up to `until`: one decision after the other, the most pressing first, within their
 * hours, each verdict at its own instant and through the same service as a person's. What they do not get to waits, and
 * expires like anybody's. With `staysLate` they do not leave before nothing waits. Told again after a kill, they go on
 * behind their last verdict. Returns how many they judged.
 */
export async function judgeReviews(
  ctx: ServiceContext,
  approver: SimulatedApprover,
  { until, staysLate = false }: { until: Date; staysLate?: boolean },
): Promise<number> {
  const open = await waiting(ctx, until);
  if (open.length === 0) return 0;
  let freeAt = await lastVerdictOf(ctx, approver);
  const desk = await approverDesk(ctx, approver.userId);
  let judged = 0;
  for (const decision of open) {
    const rng = seededRng(`${approver.seed}:verdict:${decision.key}`);
    const from = freeAt && freeAt > decision.decidedAt ? freeAt : decision.decidedAt;
    const done = after(onDutyFrom(from, ctx.workspace.timezone, TWIN.approver), handlingMs(rng, TWIN.approver));
    if (done > until && !staysLate) break;
    const at = done < until ? done : until;
    if (decision.reviewBy && decision.reviewBy < at) continue;
    const facts = { percentOff: Candidate.nullable().parse(decision.chosen)?.offer?.percentOff ?? null };
    if (await give({ ...desk, now: at }, decision, planVerdict(rng, facts, TWIN.approver))) judged++;
    freeAt = at;
  }
  return judged;
}

/** Keyed by what is the same in every telling of a history: ids are not. */
async function waiting(ctx: ServiceContext, until: Date): Promise<(Waiting & { key: string })[]> {
  const { workspaceId } = ctx;
  const rows = await ctx.db.decision.findMany({
    where: { workspaceId, outcome: 'in_review', decidedAt: { lte: until } },
    select: {
      id: true,
      version: true,
      decidedAt: true,
      reviewBy: true,
      trigger: true,
      chosen: true,
      customerId: true,
    },
    orderBy: [{ reviewBy: 'asc' }, { decidedAt: 'asc' }, { id: 'asc' }],
    take: OPEN,
  });
  const customers = await ctx.db.customer.findMany({
    where: { workspaceId, id: { in: rows.map((row) => row.customerId) } },
    select: { id: true, externalId: true },
  });
  const names = new Map(customers.map(({ id, externalId }) => [id, externalId ?? id]));
  return rows.map((row) => ({
    ...row,
    key: `${row.decidedAt.toISOString()}:${row.trigger}:${names.get(row.customerId)}`,
  }));
}

async function lastVerdictOf(ctx: ServiceContext, { userId }: SimulatedApprover): Promise<Date | null> {
  const last = await ctx.db.decision.aggregate({
    where: { workspaceId: ctx.workspaceId, reviewedById: userId },
    _max: { reviewedAt: true },
  });
  return last._max.reviewedAt;
}

/** A verdict that the service refuses (somebody was quicker, the role may not) leaves the decision as it is. */
async function give(desk: ServiceContext, { id, version }: Waiting, plan: PlannedVerdict): Promise<boolean> {
  try {
    await decideReview(desk, { decisionId: id, version, ...plan });
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}
