import { createLoader, parseAsStringLiteral } from 'nuqs/server';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { REVIEW_QUEUES } from '@/domain/review/queues';
import { parseAsId, parseAsName } from './decision-filter-params';

/** Lines of the inbox that come at once. */
export const REVIEW_PAGE = 50;

/** Which part of the inbox, and what of it, in the URL; what cannot be read is none. */
export const reviewFilterParams = {
  queue: parseAsStringLiteral(REVIEW_QUEUES).withDefault('all'),
  agent: parseAsName,
  action: parseAsName,
  channel: parseAsStringLiteral(CHANNELS),
};

/** Name of the query parameter that holds the decision on screen. */
export const SELECTED = 'sel';

/** Reads the decision on screen from the address: `const { sel } = await loadSelection(searchParams)`. */
export const loadSelection = createLoader({ [SELECTED]: parseAsId });

/** Reads them in a page: `const filters = await loadReviewFilters(searchParams)`. */
export const loadReviewFilters = createLoader(reviewFilterParams);
export type ReviewFilters = Awaited<ReturnType<typeof loadReviewFilters>>;

/** What the server is asked for, from what the URL says. */
export function askedReviews({ queue, agent, action, channel }: ReviewFilters) {
  return {
    limit: REVIEW_PAGE,
    queue,
    ...(agent && { agentId: agent }),
    ...(action && { action }),
    ...(channel && { channel }),
  };
}
