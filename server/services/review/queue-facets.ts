import { z } from 'zod';
import { actionName, agentName } from '@/domain/agents/agent-cards';
import { CHANNEL_NAMES, isChannel } from '@/domain/channels/channel-ids';
import { GUARDRAIL_NAMES } from '@/domain/guardrails/guardrail-ids';
import { GuardrailId } from '@/domain/guardrails/verdict';
import {
  type FacetGroup,
  facetCounts,
  MINE,
  NO_GUARDRAIL,
  NOBODYS,
  REVIEW_RISKS,
  type ReviewFacet,
  SLA_STATE_NAMES,
  SLA_STATES,
} from '@/domain/review/filters';
import { REVIEW_QUEUES } from '@/domain/review/queues';
import { authorise, type ServiceContext } from '../../context';
import { activePolicy } from '../policies';
import { conditionOf, facetColumns } from './queue-query';
import { giverOf } from './verdict-log';

/** What a list of the inbox is narrowed by. */
export const QueueFiltersInput = {
  agentId: z.string().max(32).optional(),
  campaignId: z.uuid().optional(),
  action: z.string().max(48).optional(),
  channel: z.string().max(16).optional(),
  risk: z.enum(REVIEW_RISKS).optional(),
  sla: z.enum(SLA_STATES).optional(),
  assignee: z.union([z.literal(MINE), z.literal(NOBODYS), z.uuid()]).optional(),
  guardrail: z.union([z.literal(NO_GUARDRAIL), GuardrailId]).optional(),
};

export const ReviewFacetsInput = z.object({
  queue: z.enum(REVIEW_QUEUES).exclude(['done']).default('all'),
  ...QueueFiltersInput,
});

/** One value of a filter and how many decisions it would leave. */
export type FacetOption = { value: string; name: string; count: number };
export type ReviewFacets = Record<ReviewFacet, FacetOption[]>;

type Row = {
  agentId: string;
  campaignId: string | null;
  action: string | null;
  channel: string | null;
  assigneeId: string | null;
  risk: string;
  sla: string;
  askedBy: string[];
  count: number;
};

/**
 * What one part of the inbox can be narrowed by: of each filter its values, and how many decisions each would leave while
 * the other filters hold. Throws forbidden.
 */
export async function reviewFacets(
  ctx: ServiceContext,
  input: z.input<typeof ReviewFacetsInput>,
): Promise<ReviewFacets> {
  authorise(ctx, 'review.read');
  const { queue, agentId, campaignId, ...chosen } = ReviewFacetsInput.parse(input);
  const { document } = await activePolicy(ctx);
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT facets.*, count(*)::int AS count FROM (
      SELECT ${facetColumns(ctx, document)}
      FROM decision d LEFT JOIN review_desk r ON r.workspace_id = d.workspace_id AND r.decision_id = d.id
      WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND ${conditionOf(ctx, queue, document)}) AS facets
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;
  const groups = rows.map((row) => groupOf(ctx, row));
  const action = chosen.action ? `${agentId}:${chosen.action}` : null;
  const counts = facetCounts(groups, { ...chosen, action, source: campaignId ?? (action ? null : agentId) });
  const names = await namesOf(ctx, rows);
  const options = (facet: ReviewFacet, known: readonly string[] = []) =>
    [...new Set([...known, ...counts[facet].keys()])].map((value) => ({
      value,
      name: names(facet, value),
      count: counts[facet].get(value) ?? 0,
    }));
  const byName = (facet: ReviewFacet) => options(facet).toSorted((a, b) => a.name.localeCompare(b.name));
  return {
    source: byName('source'),
    action: byName('action'),
    channel: byName('channel'),
    risk: options('risk', REVIEW_RISKS),
    sla: options('sla', SLA_STATES),
    assignee: options('assignee', [MINE, NOBODYS]),
    guardrail: byName('guardrail'),
  };
}

function groupOf(ctx: ServiceContext, row: Row): FacetGroup {
  const { agentId, campaignId, action, channel, assigneeId, risk, sla, askedBy, count } = row;
  return {
    count,
    values: {
      source: campaignId ? [agentId, campaignId] : [agentId],
      action: action ? [`${agentId}:${action}`] : [],
      channel: channel ? [channel] : [],
      risk: [risk],
      sla: [sla],
      assignee: assigneeId ? [assigneeId, ...(assigneeId === giverOf(ctx) ? [MINE] : [])] : [NOBODYS],
      guardrail: askedBy.length > 0 ? askedBy : [NO_GUARDRAIL],
    },
  };
}

/** What people call each value. */
async function namesOf(ctx: ServiceContext, rows: readonly Row[]) {
  const { db, workspaceId } = ctx;
  const [campaigns, people] = await Promise.all([
    db.campaign.findMany({
      where: { workspaceId, id: { in: rows.flatMap(({ campaignId }) => campaignId ?? []) } },
      select: { id: true, name: true },
    }),
    db.user.findMany({
      where: { id: { in: rows.flatMap(({ assigneeId }) => assigneeId ?? []) } },
      select: { id: true, name: true },
    }),
  ]);
  const known = new Map([...campaigns, ...people].map(({ id, name }) => [id, name]));
  const fixed: Record<string, string> = {
    ...SLA_STATE_NAMES,
    ...GUARDRAIL_NAMES,
    [MINE]: 'Me',
    [NOBODYS]: 'Nobody',
    [NO_GUARDRAIL]: 'The agent or its level',
    high: 'High',
    mid: 'Medium',
    low: 'Low',
  };
  return (facet: ReviewFacet, value: string): string => {
    const [agentId = '', action = ''] = value.split(':');
    if (facet === 'action') return actionName(agentId, action);
    if (facet === 'channel') return isChannel(value) ? CHANNEL_NAMES[value] : value;
    if (facet === 'source') return known.has(value) ? `Campaign “${known.get(value)}”` : `${agentName(value)} agent`;
    return known.get(value) ?? fixed[value] ?? value;
  };
}
