'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { REVIEW_FACET_NAMES, REVIEW_FACETS, type ReviewFacet } from '@/domain/review/filters';
import { SECOND } from '@/domain/shared/time';
import { formatCount } from '@/lib/format';
import { askedFilters, type ReviewFilters } from '@/lib/review-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import type { FacetOption } from '@/server/services/review';
import { chosenCount, chosenOf, patchOf } from './filter-choice';

const EVERYTHING = '*';
const REFRESH_MS = 30 * SECOND;

type QueueFiltersProps = {
  filters: ReviewFilters;
  onChoose: (facet: ReviewFacet, next: Partial<ReviewFilters>) => void;
  onClear: () => void;
  /** Escape, anywhere among the filters. */
  onClose: () => void;
  /** The filter that was just changed, or that a key asked for: the keyboard goes on there. */
  focusOn: ReviewFacet | null;
};

/** Narrows what waits, with how many each choice would leave. */
export function QueueFilters({ filters, onChoose, onClear, onClose, focusOn }: QueueFiltersProps) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const { queue, ...narrowed } = filters;
  const facets = useQuery(
    trpc.review.facets.queryOptions(
      { workspace: slug, queue: queue === 'done' ? 'all' : queue, ...askedFilters(narrowed) },
      { refetchInterval: REFRESH_MS },
    ),
  );
  const panel = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (focusOn) panel.current?.querySelector<HTMLElement>(`[data-facet="${focusOn}"] button`)?.focus();
  }, [focusOn]);
  const chosen = chosenOf(filters);
  return (
    <fieldset
      ref={panel}
      id="inbox-filters"
      onKeyDown={(event) => {
        // An open list is elsewhere in the document, and its Escape closes itself.
        if (event.key !== 'Escape' || event.defaultPrevented || !event.currentTarget.contains(event.target as Node))
          return;
        event.preventDefault();
        onClose();
      }}
      className="mt-2 grid min-w-0 grid-cols-2 gap-1.5"
    >
      <legend className="sr-only">Filters</legend>
      {REVIEW_FACETS.map((facet) => {
        const value = chosen[facet] ?? EVERYTHING;
        return (
          <div key={facet} data-facet={facet} className="min-w-0">
            <Select
              label={REVIEW_FACET_NAMES[facet]}
              options={optionsOf(facet, facets.data?.[facet] ?? [], value)}
              value={value}
              onValueChange={(next) => onChoose(facet, patchOf(facet, next === EVERYTHING ? null : next))}
              className="w-full min-w-0"
            />
          </div>
        );
      })}
      {chosenCount(filters) > 0 ? (
        <Button size="sm" variant="ghost" className="justify-self-start" onClick={onClear}>
          Clear the filters
        </Button>
      ) : null}
    </fieldset>
  );
}

/** What is chosen stays to be seen, also where it leaves nothing. */
function optionsOf(facet: ReviewFacet, options: readonly FacetOption[], chosen: string) {
  const listed = options.map(({ value, name, count }) => ({ value, label: `${name} (${formatCount(count)})` }));
  const isListed = chosen === EVERYTHING || listed.some(({ value }) => value === chosen);
  return [
    { value: EVERYTHING, label: `${REVIEW_FACET_NAMES[facet]}: all` },
    ...listed,
    ...(isListed ? [] : [{ value: chosen, label: `${REVIEW_FACET_NAMES[facet]}: chosen (0)` }]),
  ];
}
