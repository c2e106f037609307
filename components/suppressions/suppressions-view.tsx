'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { AtSign, Download, MailX, Plus, SearchX } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useQueryStates } from 'nuqs';
import { type ReactNode, useMemo, useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { useDebounced } from '@/components/forms/use-debounced';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, buttonStyles, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchInput } from '@/components/ui/input';
import { NoMatch } from '@/components/ui/no-match';
import { Select } from '@/components/ui/select';
import { SkeletonLines } from '@/components/ui/skeleton';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import {
  SUPPRESSED_CHANNELS,
  SUPPRESSION_REASONS,
  type SuppressedChannel,
  type SuppressionReason,
} from '@/domain/suppressions/suppression';
import { formatCount } from '@/lib/format';
import {
  askedSuppressions,
  SUPPRESSION_PAGE,
  suppressionFilterParams,
  writeSuppressionFilters,
} from '@/lib/suppression-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import type { SuppressionItem } from '@/server/services/suppressions';
import { suppressionColumns } from './suppression-columns';
import { REASON_WORDS } from './suppression-words';

const loading = () => <SkeletonLines lines={6} />;
const AddSuppressionForm = dynamic(() => import('./add-suppression-form').then((module) => module.AddSuppressionForm), {
  ssr: false,
  loading,
});
const RemoveSuppressionForm = dynamic(
  () => import('./remove-suppression-form').then((module) => module.RemoveSuppressionForm),
  { ssr: false, loading },
);

/** Addresses that must not be written to: why, since when, by whom; one can be looked for, added and taken off. */
export function SuppressionsView() {
  const { slug, timezone, may, to } = useWorkspace();
  const [chosen, setChosen] = useQueryStates(suppressionFilterParams);
  const [typed, setTyped] = useState('');
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<SuppressionItem | null>(null);
  const address = useDebounced(typed.trim().slice(0, LONGEST));
  const isSearching = address !== '';
  const found = useFound(address);
  const list = useList(chosen);
  const columns = useMemo(
    () =>
      suppressionColumns({
        mayRemove: may('suppressions.edit'),
        mayOverride: may('suppressions.override'),
        onRemove: setRemoved,
      }),
    [may],
  );
  const addButton = may('suppressions.edit') ? (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add address
    </Button>
  ) : null;
  return (
    <PageBody>
      <PageHeader
        title="Suppression list"
        description="Addresses that must not be written to, whatever anybody consented to. They are kept as keyed hashes only: the list shows none, and only a whole address can be looked for."
        actions={
          <>
            <a
              href={writeSuppressionFilters(`/api/exports/suppressions?workspace=${encodeURIComponent(slug)}`, chosen)}
              download
              className={buttonStyles({})}
            >
              <Download aria-hidden /> Export as CSV
            </a>
            {may('imports.run') ? <LinkButton href={to('/imports')}>Import a CSV</LinkButton> : null}
            {addButton}
          </>
        }
      />
      <FilterRow>
        <SearchInput
          label="Look for a whole address"
          placeholder="Whole e-mail address or number"
          className="sm:w-72"
          value={typed}
          onValueChange={setTyped}
        />
        {isSearching ? null : (
          <>
            <Select
              label="Reason"
              className="sm:w-52"
              options={REASONS}
              value={chosen.reason ?? ANY}
              onValueChange={(reason) => void setChosen({ reason: reason === ANY ? null : reason })}
            />
            <Select
              label="Channel"
              className="sm:w-44"
              options={CHANNELS}
              value={chosen.channel ?? ANY}
              onValueChange={(channel) => void setChosen({ channel: channel === ANY ? null : channel })}
            />
          </>
        )}
      </FilterRow>
      <Card>
        {isSearching ? (
          <DataTable
            label="Entries of this address"
            columns={columns}
            rows={found.rows}
            rowId={rowId}
            error={found.error}
            empty={<NotListed isAddress={found.isAddress} action={addButton} />}
            countText={`All entries of this address · times in ${timezone}`}
            skeletonRows={1}
          />
        ) : (
          <DataTable
            label="Suppression list"
            columns={columns}
            rows={list.rows}
            rowId={rowId}
            error={list.error}
            empty={
              chosen.reason || chosen.channel ? (
                <NoMatch title="No entry fits these filters" onClear={() => void setChosen(null)} />
              ) : (
                <EmptyState
                  icon={MailX}
                  title="Nobody is on the list"
                  description="Unsubscribes, STOP messages, hard bounces, complaints and erasures are put here by themselves; a colleague can add an address by hand."
                  actions={addButton}
                />
              )
            }
            hasMore={list.hasMore}
            onLoadMore={list.onLoadMore}
            isLoadingMore={list.isLoadingMore}
            countText={list.rows ? `${formatCount(list.rows.length)} shown · times in ${timezone}` : undefined}
            skeletonRows={6}
          />
        )}
      </Card>
      <Dialog
        open={isAdding}
        onOpenChange={setAdding}
        title="Add to the suppression list"
        description="Nothing is sent to the address any more, from now on. What waits for it is cancelled when its time comes."
      >
        <AddSuppressionForm address={address} onDone={() => setAdding(false)} />
      </Dialog>
      <Dialog
        open={removed !== null}
        onOpenChange={(isOpen) => (isOpen ? null : setRemoved(null))}
        title="Take this address off the list?"
        description="It no longer stands in the way of a message. That grants no consent: whoever said no has still said no."
      >
        {removed ? <RemoveSuppressionForm item={removed} onDone={() => setRemoved(null)} /> : null}
      </Dialog>
    </PageBody>
  );
}

/** The list as the filters leave it, a page at a time. */
function useList(chosen: Parameters<typeof askedSuppressions>[0]) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const list = useInfiniteQuery({
    ...trpc.suppressions.list.infiniteQueryOptions(
      { workspace: slug, limit: SUPPRESSION_PAGE, ...askedSuppressions(chosen) },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  return {
    rows,
    error: list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null,
    hasMore: list.hasNextPage,
    onLoadMore: () => void list.fetchNextPage(),
    isLoadingMore: list.isFetchingNextPage,
  };
}

/** Where one address stands on the list; nothing is asked while none is typed. */
function useFound(address: string) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const found = useQuery(
    trpc.suppressions.find.queryOptions({ workspace: slug, address }, { enabled: address !== '' }),
  );
  return {
    rows: found.data === null ? NONE : found.data,
    isAddress: found.data !== null,
    error: found.error && !found.data ? { message: found.error.message, onRetry: () => void found.refetch() } : null,
  };
}

function NotListed({ isAddress, action }: { isAddress: boolean; action: ReactNode }) {
  return isAddress ? (
    <EmptyState
      icon={SearchX}
      title="This address is not on the list"
      description="Whether it may be written to is for consent and the other guardrails to say."
      actions={action}
    />
  ) : (
    <EmptyState
      icon={AtSign}
      title="Type the whole address"
      description="Addresses are kept as hashes: a part of one, or a name, finds nothing. An e-mail address, or a number such as +44 7700 900123."
    />
  );
}

/** No address is longer. */
const LONGEST = 320;
const NONE: SuppressionItem[] = [];
const ANY = 'any';
const REASONS: readonly { value: SuppressionReason | typeof ANY; label: string }[] = [
  { value: ANY, label: 'Every reason' },
  ...SUPPRESSION_REASONS.map((value) => ({ value, label: REASON_WORDS[value].label })),
];
const CHANNELS: readonly { value: SuppressedChannel | typeof ANY; label: string }[] = [
  { value: ANY, label: 'Every channel' },
  ...SUPPRESSED_CHANNELS.map((value) => ({ value, label: CHANNEL_NAMES[value] })),
];

function rowId({ channel, addressHashes }: SuppressionItem): string {
  return `${channel}:${addressHashes.join(',')}`;
}
