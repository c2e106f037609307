'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Combine, Download, FileUp, UsersRound } from 'lucide-react';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { buttonStyles, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { NoMatch } from '@/components/ui/no-match';
import { plural } from '@/domain/shared/plural';
import { CUSTOMER_PAGE, CUSTOMER_SORTS, writeCustomerFilters } from '@/lib/customer-filter-params';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { customerColumns } from './customer-columns';
import { CustomerFilters } from './customer-filters';
import { useCustomerFilters } from './use-customer-filters';

/** The server counts no further. */
const COUNTED_TO = 10_000;

/** Everybody the shop has told us of, and where each of them stands. */
export function CustomersView() {
  const { person, may } = useWorkspace();
  if (!may('customers.read'))
    return <ForbiddenState role={person.role} right="customers.read" what="The customer list" />;
  return <Customers />;
}

/** The way to pairs that wait for a judgement; nothing while there are none. */
function PerhapsTheSame() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const count = useQuery(trpc.merges.count.queryOptions({ workspace: slug })).data ?? 0;
  if (count === 0) return null;
  return (
    <LinkButton href={to('/customers/merges')}>
      <Combine aria-hidden /> {plural(count, 'pair')} to judge
    </LinkButton>
  );
}

function Customers() {
  const { slug, currency, timezone, to } = useWorkspace();
  const trpc = useTRPC();
  const filters = useCustomerFilters();
  const { chosen, asked, set } = filters;
  const list = useInfiniteQuery({
    ...trpc.customers.list.infiniteQueryOptions(
      { workspace: slug, limit: CUSTOMER_PAGE, ...asked },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const total = list.data?.pages[0]?.total;
  const columns = useMemo(() => customerColumns(currency), [currency]);
  return (
    <PageBody>
      <PageHeader
        title="Customers"
        description="Everybody the shop has told us of: what they are worth, how welcome we are, what they have agreed to."
        actions={
          <>
            <PerhapsTheSame />
            <a
              href={writeCustomerFilters(`/api/exports/customers?workspace=${slug}`, chosen)}
              download
              className={buttonStyles({})}
            >
              <Download aria-hidden />
              Export {total === undefined ? '' : `${countWords(total)} `}as CSV
            </a>
          </>
        }
      />
      <CustomerFilters {...filters} />
      <Card aria-busy={list.isPlaceholderData}>
        <DataTable
          label="Customers"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowHref={(row) => to(`/customers/${row.id}`)}
          sort={{ id: chosen.sort, isDescending: chosen.order === 'desc' }}
          onSortChange={({ id, isDescending }) =>
            set({ sort: CUSTOMER_SORTS.find((sort) => sort === id), order: isDescending ? 'desc' : 'asc' })
          }
          error={list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
          empty={<NoCustomers isFiltered={filters.isFiltered} onClear={filters.clear} />}
          hasMore={list.hasNextPage}
          onLoadMore={() => void list.fetchNextPage()}
          isLoadingMore={list.isFetchingNextPage}
          countText={
            rows && total !== undefined
              ? `${formatCount(rows.length)} of ${countWords(total)} · times in ${timezone}`
              : undefined
          }
          skeletonRows={14}
        />
      </Card>
    </PageBody>
  );
}

function countWords(total: number): string {
  return total >= COUNTED_TO ? `${formatCount(COUNTED_TO)} or more` : formatCount(total);
}

function NoCustomers({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { to, may } = useWorkspace();
  if (isFiltered) return <NoMatch title="No customer fits these filters" onClear={onClear} />;
  return (
    <EmptyState
      icon={UsersRound}
      title="No customers yet"
      description="They appear with their first event: import a shop's log, or send events with the write key of this workspace."
      actions={
        may('imports.run') ? (
          <LinkButton href={to('/imports')} variant="primary">
            <FileUp aria-hidden /> Import a log
          </LinkButton>
        ) : null
      }
    />
  );
}
