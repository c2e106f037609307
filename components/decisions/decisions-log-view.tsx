'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download, FilterX, ListChecks, X } from 'lucide-react';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, buttonStyles } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Select } from '@/components/ui/select';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { DECISION_PAGE } from '@/lib/decision-filter-params';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { channelName } from './channel-icon';
import { DaysFilter } from './days-filter';
import { decisionColumns } from './decision-columns';
import { OutcomeFilter } from './outcome-filter';
import { useDecisionFilters } from './use-decision-filters';

const ANY = 'any';

/** Every decision there has been, also those not to act, each leading to its whole story. */
export function DecisionsLogView() {
  const { person, may } = useWorkspace();
  if (!may('decisions.read')) return <ForbiddenState role={person.role} right="decisions.read" what="The log" />;
  return <DecisionsLog />;
}

function DecisionsLog() {
  const trpc = useTRPC();
  const { slug, currency, timezone, to } = useWorkspace();
  const filters = useDecisionFilters();
  const { asked } = filters;
  const list = useInfiniteQuery(
    trpc.decisions.list.infiniteQueryOptions(
      { workspace: slug, limit: DECISION_PAGE, ...asked },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: (before) => before },
    ),
  );
  const count = useQuery(trpc.decisions.count.queryOptions({ workspace: slug, ...asked }));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const columns = useMemo(() => decisionColumns(currency), [currency]);
  return (
    <PageBody>
      <PageHeader
        title="Decisions"
        description="Every decision the agents took, also those not to act, and what came of it."
        actions={
          <a
            href={`/api/exports/decisions?workspace=${slug}${filters.query ? `&${filters.query}` : ''}`}
            download
            className={buttonStyles({})}
          >
            <Download aria-hidden />
            Export {count.data === undefined ? '' : `${formatCount(count.data)} `}as CSV
          </a>
        }
      />
      <Filters {...filters} />
      <Card aria-busy={list.isPlaceholderData}>
        <DataTable
          label="Decisions"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowHref={(row) => to(`/decisions/${row.id}`)}
          error={
            list.isError && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null
          }
          empty={<NoDecisions isFiltered={filters.isFiltered} onClear={filters.clear} />}
          hasMore={list.hasNextPage}
          onLoadMore={() => void list.fetchNextPage()}
          isLoadingMore={list.isFetchingNextPage}
          countText={rows && count.data !== undefined ? countWords(rows.length, count.data, timezone) : undefined}
          skeletonRows={12}
        />
      </Card>
    </PageBody>
  );
}

function countWords(shown: number, total: number, timezone: string): string {
  return `${formatCount(Math.min(shown, total))} of ${formatCount(total)} · times in ${timezone}`;
}

function Filters({ chosen, set, clear, isFiltered }: ReturnType<typeof useDecisionFilters>) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const facets = useQuery(trpc.decisions.facets.queryOptions({ workspace: slug }));
  const pairs = facets.data ?? [];
  const agents = new Map(pairs.map(({ agentId, agentName }) => [agentId, agentName]));
  const actions = pairs.filter(({ agentId }) => !chosen.agent || chosen.agent === agentId);
  return (
    <FilterRow>
      <OutcomeFilter value={chosen.outcome} onValueChange={(outcome) => set({ outcome })} />
      <DaysFilter value={chosen.range} onValueChange={(range) => set({ range })} />
      <Select
        label="Agent"
        className="w-auto"
        options={[{ value: ANY, label: 'Any agent' }, ...[...agents].map(([value, label]) => ({ value, label }))]}
        value={chosen.agent ?? ANY}
        onValueChange={(agent) => set({ agent: agent === ANY ? null : agent })}
      />
      <Select
        label="Action"
        className="w-auto"
        options={[
          { value: ANY, label: 'Any action' },
          ...actions.map(({ action, actionName }) => ({ value: action, label: actionName })),
        ]}
        value={chosen.action ?? ANY}
        onValueChange={(action) => set({ action: action === ANY ? null : action })}
      />
      <Select
        label="Channel"
        className="w-auto"
        options={[
          { value: ANY, label: 'Any channel' },
          ...CHANNELS.map((channel) => ({ value: channel, label: channelName(channel) })),
        ]}
        value={chosen.channel ?? ANY}
        onValueChange={(channel) => set({ channel: channel === ANY ? null : channel })}
      />
      {chosen.customer ? (
        <Button onClick={() => set({ customer: null })}>
          One customer <X aria-label="Remove this filter" />
        </Button>
      ) : null}
      {isFiltered ? (
        <Button variant="ghost" onClick={clear}>
          Clear filters
        </Button>
      ) : null}
    </FilterRow>
  );
}

function NoDecisions({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return (
      <EmptyState
        icon={FilterX}
        title="No decision fits these filters"
        description="There are others. Loosen a filter, or clear them all."
        actions={
          <Button variant="primary" onClick={onClear}>
            Clear filters
          </Button>
        }
      />
    );
  return (
    <EmptyState
      icon={ListChecks}
      title="No decisions yet"
      description="The agents decide once a cart has been left for two hours, or a customer has been away for 90 days. Their decisions appear here, also those not to act."
    />
  );
}
