import { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { env } from '@/lib/env';
import { MAX_BATCH } from '@/lib/trpc/batch';
import { RETRY_AFTER_SECONDS } from '@/server/database-away';
import { logFault } from '@/server/log-fault';
import { withBoundedBody } from '@/server/public-api/bounded-body';
import { FAULT_HEADER } from '@/server/service-times';
import { createTrpcContext } from '@/server/trpc/context';
import { refusal } from '@/server/trpc/request-guard';
import { appRouter } from '@/server/trpc/root';

const ENDPOINT = '/api/trpc';
/** Everything one page may send at once; files have a door of their own. */
const MAX_BODY = 1_000_000;

async function handle(request: Request): Promise<Response> {
  const reason = refusal(request, env().APP_URL);
  if (reason) return refuse(request, new TRPCError({ code: 'FORBIDDEN', message: reason }));
  const bounded = await withBoundedBody(request, MAX_BODY);
  if (bounded) return answer(bounded, createTrpcContext);
  const message = `A call may carry ${MAX_BODY / 1_000_000} MB at most.`;
  return refuse(request, new TRPCError({ code: 'PAYLOAD_TOO_LARGE', message }));
}

/** A refusal of the whole request, in the form the client expects of every failure; the body is not read. */
function refuse({ url, method, headers }: Request, error: TRPCError): Promise<Response> {
  return answer(new Request(url, { method, headers }), () => Promise.reject(error));
}

async function answer(req: Request, createContext: typeof createTrpcContext): Promise<Response> {
  const response = await fetchRequestHandler({
    endpoint: ENDPOINT,
    req,
    router: appRouter,
    createContext,
    maxBatchSize: MAX_BATCH,
    // Questions too long for an address.
    allowMethodOverride: true,
    responseMeta({ errors }) {
      const has = (sought: TRPCError['code']) => errors.some(({ code }) => code === sought);
      if (has('SERVICE_UNAVAILABLE')) return { headers: { 'Retry-After': `${RETRY_AFTER_SECONDS}` } };
      return has('INTERNAL_SERVER_ERROR') ? { headers: { [FAULT_HEADER]: '1' } } : {};
    },
    onError({ error, path }) {
      if (error.code === 'INTERNAL_SERVER_ERROR') logFault(`tRPC ${path ?? 'call'}`, error.cause ?? error);
    },
  });
  response.headers.set('Cache-Control', 'private, no-store');
  return response;
}

export { handle as GET, handle as POST };
