import { defaultShouldDehydrateQuery, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import superjson from 'superjson';

const RETRIES = 2;

export type QueryClientHooks = {
  /** A mutation failed and its caller handles no errors itself. */
  onMutationError?: (error: Error) => void;
  /** The session has ended, here or elsewhere: nothing more can be asked. */
  onSignedOut?: () => void;
};

const UNAUTHORISED = 401;

/** Defaults for every query and mutation; one client a request on the server, one for the life of the page in the browser. */
export function createQueryClient({ onMutationError, onSignedOut }: QueryClientHooks = {}): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        if (httpStatusOf(error) === UNAUTHORISED) onSignedOut?.();
      },
    }),
    mutationCache: new MutationCache({
      onError(error, _variables, _result, mutation) {
        if (httpStatusOf(error) === UNAUTHORISED) onSignedOut?.();
        else if (!mutation.options.onError) onMutationError?.(error);
      },
    }),
    defaultOptions: {
      queries: {
        // What the server has just rendered is not asked for again at once.
        staleTime: 30_000,
        retry: (failures, error) => failures < RETRIES && isWorthRetrying(error),
      },
      mutations: { retry: false },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}

/** HTTP status of a tRPC error; undefined when no answer came at all. */
export function httpStatusOf(error: unknown): number | undefined {
  const data = (error as { data?: { httpStatus?: unknown } | null } | null)?.data;
  return typeof data?.httpStatus === 'number' ? data.httpStatus : undefined;
}

/** A refusal stays a refusal; a server or network that stumbled may do better the next time. */
export function isWorthRetrying(error: unknown): boolean {
  const status = httpStatusOf(error);
  return status === undefined || status >= 500;
}
