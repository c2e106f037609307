import { createLoader, createParser, createSerializer, parseAsStringLiteral } from 'nuqs/server';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import { MINE, NO_GUARDRAIL, NOBODYS, REVIEW_RISKS, SLA_STATES } from '@/domain/review/filters';
import { REVIEW_QUEUES } from '@/domain/review/queues';
import { parseAsId, parseAsName } from './decision-filter-params';

/** Lines of the inbox that come at once. */
export const REVIEW_PAGE = 50;

const parseAsAssignee = createParser({
  parse: (value) => (value === MINE || value === NOBODYS ? value : parseAsId.parse(value)),
  serialize: (value: string) => value,
});

/** Which part of the inbox, and what of it, in the URL; what cannot be read is none. */
export const reviewFilterParams = {
  queue: parseAsStringLiteral(REVIEW_QUEUES).withDefault('all'),
  agent: parseAsName,
  action: parseAsName,
  channel: parseAsStringLiteral(CHANNELS),
  campaign: parseAsId,
  risk: parseAsStringLiteral(REVIEW_RISKS),
  sla: parseAsStringLiteral(SLA_STATES),
  assignee: parseAsAssignee,
  guardrail: parseAsStringLiteral([...GUARDRAILS, NO_GUARDRAIL]),
};

/** Name of the query parameter that holds the decision on screen. */
export const SELECTED = 'sel';

/** Reads the decision on screen from the address: `const { sel } = await loadSelection(searchParams)`. */
export const loadSelection = createLoader({ [SELECTED]: parseAsId });

/** Reads them in a page: `const filters = await loadReviewFilters(searchParams)`. */
export const loadReviewFilters = createLoader(reviewFilterParams);
export type ReviewFilters = Awaited<ReturnType<typeof loadReviewFilters>>;

/** All filters of a part, let go. */
export const NO_FILTERS = {
  agent: null,
  action: null,
  channel: null,
  campaign: null,
  risk: null,
  sla: null,
  assignee: null,
  guardrail: null,
} as const satisfies Omit<ReviewFilters, 'queue'>;

/** The filters as an address says them: "?risk=high", or nothing. */
export const writeReviewFilters = createSerializer(reviewFilterParams);

/** What the server is asked for, from what the URL says. */
export function askedReviews({ queue, ...filters }: ReviewFilters) {
  return { limit: REVIEW_PAGE, queue, ...askedFilters(filters) };
}

/** The filters as the server reads them. */
export function askedFilters({ agent, campaign, ...filters }: Omit<ReviewFilters, 'queue'>) {
  const { action, channel, risk, sla, assignee, guardrail } = filters;
  return {
    ...(agent && { agentId: agent }),
    ...(campaign && { campaignId: campaign }),
    ...(action && { action }),
    ...(channel && { channel }),
    ...(risk && { risk }),
    ...(sla && { sla }),
    ...(assignee && { assignee }),
    ...(guardrail && { guardrail }),
  };
}
