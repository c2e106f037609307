'use client';

import { Activity, ArrowUp, Pause, Play } from 'lucide-react';
import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { useDebounced } from '@/components/forms/use-debounced';
import { FilterRow } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchInput } from '@/components/ui/input';
import { NoMatch } from '@/components/ui/no-match';
import { formatCount } from '@/lib/format';
import type { RecentEvent } from '@/server/services/events';
import { EventDrawer } from './event-drawer';
import { eventColumns } from './tail-columns';
import { useReading } from './use-reading';
import { useTail } from './use-tail';

const MAX_NAME = 100;

/** Accepted events, newest first. They flow by themselves until somebody points at, tabs into or scrolls the list. */
export function LiveTail() {
  const { currency, timezone, to } = useWorkspace();
  const [chosen, setChosen] = useQueryStates({
    q: parseAsString.withDefault(''),
    paused: parseAsBoolean.withDefault(false),
  });
  const [open, setOpen] = useState<RecentEvent | null>(null);
  const reading = useReading();
  const name = useDebounced(chosen.q.trim().slice(0, MAX_NAME));
  const isFlowing = !chosen.paused && !reading.isReading && open === null;
  const { list, rows, fresh, showLatest } = useTail({ name, isFlowing, isPaused: chosen.paused });
  const columns = eventColumns({
    currency,
    timezone,
    customerHref: (id) => to(`/customers/${id}`),
    onOpen: setOpen,
  });
  return (
    <div className="flex flex-col gap-3">
      <FilterRow>
        <SearchInput
          label="Search events by name"
          placeholder="Event name"
          value={chosen.q}
          onValueChange={(q) => void setChosen({ q: q || null })}
        />
        <Button onClick={() => void setChosen({ paused: chosen.paused ? null : true })}>
          {chosen.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
          {chosen.paused ? 'Go on' : 'Pause'}
        </Button>
        <output className="text-table text-fg-muted">
          {chosen.paused
            ? 'Paused: nothing new is asked for.'
            : isFlowing
              ? 'New events come in by themselves.'
              : 'The list stands still while you read it.'}
        </output>
      </FilterRow>
      <div ref={reading.region} className="relative">
        {fresh.count > 0 && !isFlowing ? (
          <div className="pointer-events-none sticky top-(--sticky-top) z-11 -mb-9 flex h-9 items-center justify-center">
            <Button variant="primary" size="sm" className="pointer-events-auto rounded-full" onClick={showLatest}>
              <ArrowUp aria-hidden />
              {freshWords(fresh)}
            </Button>
          </div>
        ) : null}
        <Card aria-busy={list.isPlaceholderData}>
          <DataTable
            label="Accepted events"
            columns={columns}
            rows={rows}
            rowId={(event) => event.id}
            error={
              list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null
            }
            empty={<NoEvents isFiltered={name !== ''} onClear={() => void setChosen({ q: null })} />}
            hasMore={list.hasNextPage}
            onLoadMore={() => void list.fetchNextPage()}
            isLoadingMore={list.isFetchingNextPage}
            countText={rows ? `${formatCount(rows.length)} shown · times in ${timezone}` : undefined}
            skeletonRows={12}
          />
        </Card>
      </div>
      <EventDrawer event={open} onClose={() => setOpen(null)} />
    </div>
  );
}

function freshWords({ count, isAtLeast }: { count: number; isAtLeast: boolean }): string {
  return `${formatCount(count)}${isAtLeast ? ' or more' : ''} new`;
}

function NoEvents({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { to } = useWorkspace();
  if (isFiltered)
    return (
      <NoMatch
        title="No event has such a name"
        description="The search looks for a part of an event's name, such as Order or Product Viewed."
        clearLabel="Clear search"
        onClear={onClear}
      />
    );
  return (
    <EmptyState
      icon={Activity}
      title="No events yet"
      description="The first one appears here within seconds: point the Segment client of your shop at this address, or import a log of its past."
      actions={
        <>
          <LinkButton href={to('/events?tab=connect')} variant="primary">
            Connect a shop
          </LinkButton>
          <LinkButton href={to('/imports')}>Import a log</LinkButton>
        </>
      }
    />
  );
}
