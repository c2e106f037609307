'use client';

import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, splitLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import superjson from 'superjson';
import type { AppRouter } from '@/server/trpc/root';
import { MAX_BATCH } from './batch';
import { createQueryClient, type QueryClientHooks } from './query-client';

const context = createTRPCContext<AppRouter>();
/** The typed API: `const trpc = useTRPC(); useSuspenseQuery(trpc.decisions.list.queryOptions({ workspace }))`. */
export const useTRPC = context.useTRPC;

let browserQueryClient: QueryClient | undefined;

function queryClientFor(hooks: QueryClientHooks): QueryClient {
  if (typeof window === 'undefined') return createQueryClient();
  browserQueryClient ??= createQueryClient(hooks);
  return browserQueryClient;
}

function apiAddress(): string {
  return typeof window === 'undefined' ? 'http://localhost/api/trpc' : '/api/trpc';
}

/** Node takes 16 kB of headers, cookies among them. */
const LONGEST_ADDRESS = 8_000;
/** Characters of an input that an address is made of; servers and proxies take some thousand, escapes counted. */
const FITS_AN_ADDRESS = 1_500;

/** Questions are asked by their address, as long as they fit there; longer ones, a whole letter say, are posted. */
function apiLink() {
  const options = { url: apiAddress(), transformer: superjson, maxItems: MAX_BATCH };
  return splitLink({
    condition: ({ type, input }) => type === 'query' && (JSON.stringify(input) ?? '').length > FITS_AN_ADDRESS,
    true: httpBatchLink<AppRouter>({ ...options, methodOverride: 'POST' }),
    false: httpBatchLink<AppRouter>({ ...options, maxURLLength: LONGEST_ADDRESS }),
  });
}

type ApiProviderProps = { hooks: QueryClientHooks; children: ReactNode };

/** Gives every component below the API and the cache of its answers. */
export function ApiProvider({ hooks, children }: ApiProviderProps) {
  const queryClient = queryClientFor(hooks);
  const [client] = useState(() => createTRPCClient<AppRouter>({ links: [apiLink()] }));
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
