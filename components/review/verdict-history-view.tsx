'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download, History } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { buttonStyles } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { NoMatch } from '@/components/ui/no-match';
import { HOUR } from '@/domain/shared/time';
import { useTRPC } from '@/lib/trpc/client';
import { askedVerdicts, VERDICT_PAGE, verdictFilterParams, writeVerdictFilters } from '@/lib/verdict-filter-params';
import { InboxTabs } from './inbox-tabs';
import { VERDICT_COLUMNS } from './verdict-columns';
import { VerdictFigures } from './verdict-figures';
import { VerdictFilterRow } from './verdict-filter-row';

const NOTHING = { reviewer: null, agent: null, verdict: null, range: null } as const;

/** What people decided, why, and how long it took them; each verdict leads to its receipt. */
export function VerdictHistoryView() {
  const { person, may } = useWorkspace();
  if (!may('review.read')) return <ForbiddenState role={person.role} right="review.read" what="The review inbox" />;
  return <VerdictHistory />;
}

function VerdictHistory() {
  const trpc = useTRPC();
  const { slug, now, timezone, to } = useWorkspace();
  const [chosen, setChosen] = useQueryStates(verdictFilterParams, { history: 'push' });
  // Relative ranges move once an hour, not with every tick of the clock.
  const hour = Math.floor(now.getTime() / HOUR);
  const asked = useMemo(() => askedVerdicts(chosen, new Date(hour * HOUR), timezone), [chosen, hour, timezone]);
  const figures = useQuery(trpc.review.historyFigures.queryOptions({ workspace: slug, ...asked }));
  const list = useInfiniteQuery(
    trpc.review.history.infiniteQueryOptions(
      { workspace: slug, limit: VERDICT_PAGE, ...asked },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items), [list.data]);
  const isFiltered = Object.keys(asked).length > 0;
  return (
    <PageBody>
      <PageHeader
        title="What reviewers decided"
        description="Every verdict with its reason, who gave it, and how long it took."
        back={<BackLink href={to('/inbox')}>Review inbox</BackLink>}
        actions={
          <a
            href={writeVerdictFilters(`/api/exports/verdicts?workspace=${slug}`, chosen)}
            download
            className={buttonStyles({})}
          >
            <Download aria-hidden /> Export as CSV
          </a>
        }
      />
      <InboxTabs current="history" />
      <VerdictFilterRow
        chosen={chosen}
        isFiltered={isFiltered}
        onChange={(change) => void setChosen(change)}
        onClear={() => void setChosen(NOTHING)}
      />
      <VerdictFigures figures={figures.data} />
      <Card>
        <DataTable
          label="Verdicts"
          columns={VERDICT_COLUMNS}
          rows={rows}
          rowId={({ id }) => id}
          rowHref={({ decisionId }) => to(`/decisions/${decisionId}`)}
          error={list.isError && !rows ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
          empty={
            isFiltered ? (
              <NoMatch title="No verdict fits these filters" onClear={() => void setChosen(NOTHING)} />
            ) : (
              <EmptyState
                icon={History}
                title="Nobody has judged a decision yet"
                description="Each approval, edit and rejection stands here with its reason and how long it took."
              />
            )
          }
          hasMore={list.hasNextPage}
          onLoadMore={() => void list.fetchNextPage()}
          isLoadingMore={list.isFetchingNextPage}
        />
      </Card>
    </PageBody>
  );
}
