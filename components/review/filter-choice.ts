import { type ChosenFacets, REVIEW_FACETS, type ReviewFacet } from '@/domain/review/filters';
import type { ReviewFilters } from '@/lib/review-filter-params';

const UUID = /^[0-9a-f]{8}-/;

/** What the address chooses of each filter. */
export function chosenOf({
  agent,
  campaign,
  action,
  channel,
  risk,
  sla,
  assignee,
  guardrail,
}: ReviewFilters): ChosenFacets {
  return {
    source: campaign ?? agent,
    action: agent && action ? `${agent}:${action}` : null,
    channel,
    risk,
    sla,
    assignee,
    guardrail,
  };
}

/** How many filters narrow the queue; an action stands for its agent too. */
export function chosenCount(filters: ReviewFilters): number {
  const chosen = chosenOf(filters);
  const isOne = Boolean(chosen.action && !filters.campaign);
  return REVIEW_FACETS.filter((facet) => chosen[facet]).length - (isOne ? 1 : 0);
}

/** What a choice changes in the address: a source is an agent or a campaign, and an action is of one agent. */
export function patchOf(facet: ReviewFacet, value: string | null): Partial<ReviewFilters> {
  if (facet === 'source') {
    const isCampaign = value !== null && UUID.test(value);
    return { agent: isCampaign ? null : value, campaign: isCampaign ? value : null, action: null };
  }
  if (facet === 'action') {
    const [agent = null, action = null] = value?.split(':') ?? [];
    return { agent, action, campaign: null };
  }
  return { [facet]: value };
}
