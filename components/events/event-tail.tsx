'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Activity, KeyRound, SearchX } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { useDebounced } from '@/components/forms/use-debounced';
import { FilterRow } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Drawer } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchInput } from '@/components/ui/input';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { RecentEvent } from '@/server/services/events';
import { eventColumns } from './event-columns';
import { EventDetail } from './event-detail';
import { eventTitle, factsOf } from './event-summary';

const PAGE_SIZE = 50;
const LOOKED_AT = 100;
const REFRESH_MS = 3_000;

/** Accepted events, the last first. New ones wait behind a button, so that nothing moves under the cursor. */
export function EventTail() {
  const { slug, currency } = useWorkspace();
  const trpc = useTRPC();
  const [typed, setTyped] = useQueryState('name', parseAsString.withDefault(''));
  const [open, setOpen] = useState<RecentEvent | null>(null);
  const name = useDebounced(typed.trim());
  const asked = { workspace: slug, ...(name && { name }) };
  const events = useInfiniteQuery({
    ...trpc.events.recent.infiniteQueryOptions(
      { ...asked, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => events.data?.pages.flatMap((page) => page.items), [events.data]);
  const latest = useQuery(
    trpc.events.recent.queryOptions({ ...asked, limit: LOOKED_AT }, { refetchInterval: REFRESH_MS }),
  );
  const columns = useMemo(() => eventColumns(currency, setOpen), [currency]);
  const arrived = countNewer(latest.data?.items, rows?.[0]);
  return (
    <div className="flex flex-col gap-3">
      <FilterRow>
        <SearchInput label="Search by name" value={typed} onValueChange={(next) => void setTyped(next || null)} />
        {arrived > 0 ? (
          <Button onClick={() => void events.refetch()}>
            Show {arrived >= LOOKED_AT ? `${LOOKED_AT} or more new events` : plural(arrived, 'new event')}
          </Button>
        ) : null}
      </FilterRow>
      <Card aria-busy={events.isPlaceholderData}>
        <DataTable
          label="Accepted events"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          error={
            events.error && !events.data
              ? { message: events.error.message, onRetry: () => void events.refetch() }
              : null
          }
          empty={<NoEvents isFiltered={name !== ''} onClear={() => void setTyped(null)} />}
          hasMore={events.hasNextPage}
          onLoadMore={() => void events.fetchNextPage()}
          isLoadingMore={events.isFetchingNextPage}
        />
      </Card>
      <Drawer
        open={open !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setOpen(null);
        }}
        title={open ? eventTitle(factsOf(open)) : ''}
        className="w-[min(92vw,560px)]"
      >
        {open ? <EventDetail event={open} /> : null}
      </Drawer>
    </div>
  );
}

/** How many of the latest came after the first of the list; ids rise with time. */
function countNewer(latest: readonly RecentEvent[] | undefined, first: RecentEvent | undefined): number {
  if (!latest) return 0;
  return first ? latest.filter(({ id }) => BigInt(id) > BigInt(first.id)).length : 0;
}

function NoEvents({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { to, may } = useWorkspace();
  if (isFiltered)
    return (
      <EmptyState
        icon={SearchX}
        title="No event of that name"
        description="Nothing accepted so far is called like this."
        actions={<Button onClick={onClear}>Clear the search</Button>}
      />
    );
  return (
    <EmptyState
      icon={Activity}
      title="No events yet"
      description="Point the Segment client you already have at this address, with a write key of this workspace; or import a log."
      actions={
        <>
          {may('imports.run') ? <LinkButton href={to('/imports')}>Import a log</LinkButton> : null}
          {may('settings.manage') ? (
            <LinkButton href={to('/settings/write-keys')}>
              <KeyRound aria-hidden /> Write keys
            </LinkButton>
          ) : null}
        </>
      }
    />
  );
}
