import { z } from 'zod';
import { AGENT_CARDS } from '@/domain/agents/agent-cards';
import { authorise, type ServiceContext } from '../../context';
import type { Prisma } from '../../generated/prisma/client';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { activePolicy } from '../policies';
import { DecisionFilters, whereOf } from './decision-filters';
import { LIST_COLUMNS, surroundings, toListItem } from './decision-view';
import type { DecisionListItem } from './types';

export const ListDecisionsInput = DecisionFilters.extend({
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListDecisionsInput = z.input<typeof ListDecisionsInput>;

/** Decisions, the latest first, a page at a time. Throws forbidden, and invalid for a cursor that is none of ours. */
export async function listDecisions(ctx: ServiceContext, input: ListDecisionsInput): Promise<Page<DecisionListItem>> {
  authorise(ctx, 'decisions.read');
  const { cursor, limit, ...filters } = ListDecisionsInput.parse(input);
  const where: Prisma.DecisionWhereInput = {
    AND: [whereOf(ctx, filters), ...(cursor ? [afterKey(readCursor(MomentKey, cursor))] : [])],
  };
  const rows = await ctx.db.decision.findMany({
    where,
    select: LIST_COLUMNS,
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row.decidedAt.toISOString(), id: row.id }));
  const { document } = await activePolicy(ctx);
  const around = await surroundings(ctx, document, page.items);
  return { ...page, items: page.items.map((row) => toListItem(ctx, row, around)) };
}

/** How many decisions the filters leave. */
export async function countDecisions(ctx: ServiceContext, input: DecisionFilters): Promise<number> {
  authorise(ctx, 'decisions.read');
  return ctx.db.decision.count({ where: whereOf(ctx, DecisionFilters.parse(input)) });
}

/** Somebody who has judged decisions. */
export type DecisionReviewer = { id: string; name: string };

/** Who has judged decisions of this workspace, by name. Reads one row a person, however many verdicts. Throws forbidden. */
export async function decisionReviewers(ctx: ServiceContext): Promise<DecisionReviewer[]> {
  authorise(ctx, 'decisions.read');
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE known AS (
      (SELECT given_by_id AS id FROM review_verdict
       WHERE workspace_id = ${ctx.workspaceId}::uuid AND given_by_id IS NOT NULL ORDER BY given_by_id LIMIT 1)
      UNION ALL
      SELECT (SELECT v.given_by_id FROM review_verdict v
              WHERE v.workspace_id = ${ctx.workspaceId}::uuid AND v.given_by_id > known.id
              ORDER BY v.given_by_id LIMIT 1)
      FROM known WHERE known.id IS NOT NULL)
    SELECT id FROM known WHERE id IS NOT NULL`;
  return ctx.db.user.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
}

export type DecisionFacet = { agentId: string; agentName: string; action: string; actionName: string };

/** What can be filtered by: each action of each agent there is, by their cards. Throws forbidden. */
export async function decisionFacets(ctx: ServiceContext): Promise<DecisionFacet[]> {
  authorise(ctx, 'decisions.read');
  return AGENT_CARDS.flatMap(({ id: agentId, name: agentName, actions }) =>
    actions.map(({ id: action, name: actionName }) => ({ agentId, agentName, action, actionName })),
  );
}

function afterKey({ at, id }: z.infer<typeof MomentKey>): Prisma.DecisionWhereInput {
  const decidedAt = new Date(at);
  return { OR: [{ decidedAt: { lt: decidedAt } }, { decidedAt, id: { lt: id } }] };
}
