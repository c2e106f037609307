'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartBarDecreasing, Download, ListChecks, Radio } from 'lucide-react';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, buttonStyles, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { NoMatch } from '@/components/ui/no-match';
import { writeDecisionFilters } from '@/lib/decision-filter-params';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { decisionColumns } from './decision-columns';
import { DecisionFilterRow } from './decision-filter-row';
import { LiveNotice } from './live-notice';
import { SelectionBar } from './selection-bar';
import { useDecisionFilters } from './use-decision-filters';
import { useLiveDecisions } from './use-live-decisions';
import { useRowSelection } from './use-row-selection';

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
  const live = useLiveDecisions(asked);
  const { list, rows } = live;
  const count = useQuery(trpc.decisions.count.queryOptions({ workspace: slug, ...asked }));
  const columns = useMemo(() => decisionColumns(currency), [currency]);
  const selection = useRowSelection(rows);
  return (
    <PageBody>
      <PageHeader
        title="Decisions"
        description="Every decision the agents took, also those not to act, and what came of it."
        actions={
          <>
            <Button aria-pressed={live.isLive} aria-keyshortcuts="L" onClick={live.toggle}>
              <Radio aria-hidden className={live.isLive ? 'text-good' : undefined} /> {live.isLive ? 'Live' : 'Go live'}
            </Button>
            <LinkButton href={to('/decisions/blocked')}>
              <ChartBarDecreasing aria-hidden /> What stops most
            </LinkButton>
            <a
              href={writeDecisionFilters(`/api/exports/decisions?workspace=${slug}`, filters.chosen)}
              download
              className={buttonStyles({})}
            >
              <Download aria-hidden />
              Export {count.data === undefined ? '' : `${formatCount(count.data)} `}as CSV
            </a>
          </>
        }
      />
      <DecisionFilterRow {...filters} />
      <LiveNotice live={live} />
      <div ref={live.region} className="relative">
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
            selection={selection.ofTable}
          />
        </Card>
      </div>
      <SelectionBar selection={selection} />
    </PageBody>
  );
}

function countWords(shown: number, total: number, timezone: string): string {
  return `${formatCount(Math.min(shown, total))} of ${formatCount(total)} · times in ${timezone}`;
}

function NoDecisions({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) return <NoMatch title="No decision fits these filters" onClear={onClear} />;
  return (
    <EmptyState
      icon={ListChecks}
      title="No decisions yet"
      description="The agents decide once a cart has been left for two hours, or a customer has been away for 90 days. Their decisions appear here, also those not to act."
    />
  );
}
