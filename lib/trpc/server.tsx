import 'server-only';
import {
  dehydrate,
  type FetchInfiniteQueryOptions,
  type FetchQueryOptions,
  HydrationBoundary,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { cache, type ReactNode } from 'react';
import { createTrpcContext } from '@/server/trpc/context';
import { appRouter } from '@/server/trpc/root';
import { createQueryClient } from './query-client';

const requestQueryClient = cache(() => createQueryClient());

/** The API inside server components: no HTTP, the same procedures. */
export const api = createTRPCOptionsProxy({
  ctx: createTrpcContext,
  router: appRouter,
  queryClient: requestQueryClient,
});

/** Starts queries whose answers travel with the page. One that fails is asked again by the browser, which shows why. */
export function prefetch<Data, Failure, Key extends QueryKey>(
  options: FetchQueryOptions<Data, Failure, Data, Key>,
): Promise<void> {
  return requestQueryClient().prefetchQuery(options);
}

/** The same, and answers what came, for a question that hangs on it; undefined when it failed. */
export async function prefetched<Data, Failure, Key extends QueryKey>(
  options: FetchQueryOptions<Data, Failure, Data, Key>,
): Promise<Data | undefined> {
  await prefetch(options);
  return requestQueryClient().getQueryData<Data>(options.queryKey);
}

/** The same for the first page of a list that grows. */
export function prefetchList<Data, Failure, Key extends QueryKey, Param>(
  options: FetchInfiniteQueryOptions<Data, Failure, Data, Key, Param>,
): Promise<void> {
  return requestQueryClient().prefetchInfiniteQuery(options);
}

type HydrateClientProps = {
  /** Who has prefetched; left out by a page, whose `prefetch` shares one a request. */
  client?: QueryClient;
  children: ReactNode;
};

/** Hands what was prefetched to the client components inside. */
export function HydrateClient({ client = requestQueryClient(), children }: HydrateClientProps) {
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
