import { z } from 'zod';
import { LIFECYCLE_STAGES } from '@/domain/customers/lifecycle-stages';
import { Outcome } from '@/domain/decisions/outcome';
import { actorMay, authorise, type ServiceContext } from '../../context';
import type { Prisma } from '../../generated/prisma/client';
import { activePolicy } from '../policies';
import { LIST_COLUMNS, surroundings, toListItem } from './decision-view';
import { findDecision } from './get-decision';
import type { SimilarDecisions } from './types';

/** Most decisions that are counted: the latest ones say most about the next one. */
const COUNTED = 200;
const SHOWN = 5;

const Staged = z.object({ customer: z.object({ stage: z.enum(LIFECYCLE_STAGES) }) });

/**
 * What came of the latest decisions before this one by the same agent, with the same action, for customers of the same
 * lifecycle stage, counted from their rows; null where nothing was done. Who may not see customers gets them whatever
 * the stage. Throws forbidden, and not_found also for another workspace's.
 */
export async function similarDecisions(
  ctx: ServiceContext,
  { decisionId }: { decisionId: string },
): Promise<SimilarDecisions | null> {
  authorise(ctx, 'decisions.read');
  const { workspaceId } = ctx;
  const { agentId, action, decidedAt, snapshot } = await findDecision(ctx, decisionId);
  if (action === null) return null;
  const stage = actorMay(ctx, 'customers.read') ? (Staged.safeParse(snapshot).data?.customer.stage ?? null) : null;
  const where: Prisma.DecisionWhereInput = {
    workspaceId,
    agentId,
    action,
    decidedAt: { lt: decidedAt },
    ...(stage && { snapshot: { path: ['customer', 'stage'], equals: stage } }),
  };
  const rows = await ctx.db.decision.findMany({
    where,
    select: LIST_COLUMNS,
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    take: COUNTED,
  });
  const latest = rows.slice(0, SHOWN);
  const { document } = await activePolicy(ctx);
  const around = await surroundings(ctx, document, latest);
  return {
    stage,
    total: rows.length,
    isCapped: rows.length === COUNTED,
    outcomes: countOutcomes(rows),
    ...(await whatCameOf(
      ctx,
      rows.map(({ id }) => id),
    )),
    latest: latest.map((row) => toListItem(ctx, row, around)),
  };
}

function countOutcomes(rows: readonly { outcome: string }[]): SimilarDecisions['outcomes'] {
  const counts = new Map<Outcome, number>();
  for (const row of rows) {
    const outcome = Outcome.parse(row.outcome);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts].map(([outcome, count]) => ({ outcome, count })).toSorted((a, b) => b.count - a.count);
}

type CameOf = Pick<SimilarDecisions, 'delivered' | 'opened' | 'clicked' | 'ordered' | 'creditedCents'>;

async function whatCameOf(ctx: ServiceContext, ids: readonly string[]): Promise<CameOf> {
  const touched = { workspaceId: ctx.workspaceId, decisionId: { in: [...ids] } };
  const messages = await ctx.db.message.aggregate({
    where: touched,
    _count: { deliveredAt: true, openedAt: true, clickedAt: true },
  });
  const credits = await ctx.db.attribution.groupBy({ by: ['decisionId'], where: touched, _sum: { creditCents: true } });
  return {
    delivered: messages._count.deliveredAt,
    opened: messages._count.openedAt,
    clicked: messages._count.clickedAt,
    ordered: credits.length,
    creditedCents: credits.reduce((sum, row) => sum + (row._sum.creditCents ?? 0), 0),
  };
}
