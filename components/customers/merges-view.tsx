'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronLeft, UserRoundCheck } from 'lucide-react';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Link } from '@/components/ui/link';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import { MergePair } from './merge-pair';

/** Pairs of customers who may be one person, side by side, for a person to judge. */
export function MergesView() {
  const { person, may } = useWorkspace();
  if (!may('customers.read')) return <ForbiddenState role={person.role} right="customers.read" what="This list" />;
  return <Merges />;
}

function Merges() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.merges.suggestions.infiniteQueryOptions({ workspace: slug }, { getNextPageParam: (page) => page.nextCursor }),
  );
  const pairs = list.data?.pages.flatMap((page) => page.items);
  return (
    <PageBody>
      <PageHeader
        back={
          <Link href={to('/customers')} className="inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-fg">
            <ChevronLeft aria-hidden className="size-3.5" /> Customers
          </Link>
        }
        title="Perhaps the same person"
        description="Two known customers are never merged by themselves. Those who share an address, or whom the shop has called one, wait here for your judgement. A merge can be undone."
      />
      {list.error && !list.data ? (
        <ErrorState description={list.error.message} onRetry={() => void list.refetch()} />
      ) : pairs === undefined ? (
        <Skeleton className="h-64 w-full" />
      ) : pairs.length === 0 ? (
        <EmptyState
          icon={UserRoundCheck}
          title="Nobody is here twice"
          description="When two customers share an e-mail address or a telephone number, or an alias call names two of them, the pair is shown here."
        />
      ) : (
        <ul className="flex flex-col gap-4">
          {pairs.map((pair) => (
            <li key={pair.id}>
              <MergePair pair={pair} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <Button className="self-center" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </PageBody>
  );
}
