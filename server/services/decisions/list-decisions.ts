import { z } from 'zod';
import { actionName, agentName } from '@/domain/agents/registry';
import { ChannelId } from '@/domain/channels/channel';
import { Outcome } from '@/domain/decisions/outcome';
import { authorise, type ServiceContext } from '../../context';
import type { Prisma } from '../../generated/prisma/client';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { activePolicy } from '../policies';
import { LIST_COLUMNS, surroundings, toListItem } from './decision-view';
import type { DecisionListItem } from './types';

/** Which decisions; every filter narrows. Instants in the workspace's clock, `to` exclusive. */
export const DecisionFilters = z.object({
  outcomes: z.array(Outcome).max(12).optional(),
  agentId: z.string().max(32).optional(),
  action: z.string().max(48).optional(),
  channel: ChannelId.optional(),
  customerId: z.uuid().optional(),
  from: z.date().optional(),
  to: z.date().optional(),
});
export type DecisionFilters = z.infer<typeof DecisionFilters>;

export const ListDecisionsInput = DecisionFilters.extend({
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListDecisionsInput = z.input<typeof ListDecisionsInput>;

const Key = z.object({ at: z.iso.datetime(), id: z.uuid() });

/** Decisions, the latest first, a page at a time. Throws forbidden, and invalid for a cursor that is none of ours. */
export async function listDecisions(ctx: ServiceContext, input: ListDecisionsInput): Promise<Page<DecisionListItem>> {
  authorise(ctx, 'decisions.read');
  const { cursor, limit, ...filters } = ListDecisionsInput.parse(input);
  const where: Prisma.DecisionWhereInput = {
    AND: [whereOf(ctx, filters), ...(cursor ? [afterKey(readCursor(Key, cursor))] : [])],
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

export type DecisionFacet = { agentId: string; agentName: string; action: string; actionName: string };

/** What can be filtered by: the agents and actions there have been. */
export async function decisionFacets(ctx: ServiceContext): Promise<DecisionFacet[]> {
  authorise(ctx, 'decisions.read');
  const rows = await ctx.db.decision.groupBy({
    by: ['agentId', 'action'],
    where: { workspaceId: ctx.workspaceId, action: { not: null } },
    orderBy: [{ agentId: 'asc' }, { action: 'asc' }],
  });
  return rows.flatMap(({ agentId, action }) =>
    action === null
      ? []
      : [{ agentId, action, agentName: agentName(agentId), actionName: actionName(agentId, action) }],
  );
}

function whereOf(ctx: ServiceContext, filters: DecisionFilters): Prisma.DecisionWhereInput {
  const { outcomes, from, to, agentId, action, channel, customerId } = filters;
  return {
    workspaceId: ctx.workspaceId,
    agentId,
    action,
    channel,
    customerId,
    ...(outcomes && outcomes.length > 0 && { outcome: { in: outcomes } }),
    ...((from || to) && { decidedAt: { gte: from, lt: to } }),
  };
}

function afterKey({ at, id }: z.infer<typeof Key>): Prisma.DecisionWhereInput {
  const decidedAt = new Date(at);
  return { OR: [{ decidedAt: { lt: decidedAt } }, { decidedAt, id: { lt: id } }] };
}
