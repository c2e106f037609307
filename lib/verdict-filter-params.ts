import { createLoader, createSerializer, parseAsStringLiteral } from 'nuqs/server';
import { resolveRange } from './date-range';
import { parseAsDays, parseAsId, parseAsName } from './decision-filter-params';

/** What a person can say to a decision. */
export const VERDICT_CHOICES = ['approve', 'edit', 'reject'] as const;

/** Verdicts that come at once. */
export const VERDICT_PAGE = 50;

/** Filters of the history of verdicts in the URL, the same on the server and in the browser; what cannot be read is none. */
export const verdictFilterParams = {
  reviewer: parseAsId,
  agent: parseAsName,
  verdict: parseAsStringLiteral(VERDICT_CHOICES),
  range: parseAsDays,
};

/** Reads them in a page or route: `const filters = await loadVerdictFilters(searchParams)`. */
export const loadVerdictFilters = createLoader(verdictFilterParams);
export type ChosenVerdicts = Awaited<ReturnType<typeof loadVerdictFilters>>;

/** The filters as an address says them: "?verdict=reject", or nothing. */
export const writeVerdictFilters = createSerializer(verdictFilterParams);

/** What the server is asked for, from what the URL says; days are those of the workspace's zone. */
export function askedVerdicts({ reviewer, agent, verdict, range }: ChosenVerdicts, now: Date, timezone: string) {
  const span = range ? resolveRange(range, 'off', now, timezone) : null;
  return {
    ...(reviewer && { reviewerId: reviewer }),
    ...(agent && { agentId: agent }),
    ...(verdict && { verdict }),
    ...(span && { from: span.from, to: span.to }),
  };
}
