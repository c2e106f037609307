import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { env } from '@/lib/env';
import { createTrpcContext } from '@/server/trpc/context';
import { refusal } from '@/server/trpc/request-guard';
import { appRouter } from '@/server/trpc/root';

const ENDPOINT = '/api/trpc';

async function handle(request: Request): Promise<Response> {
  const reason = refusal(request, env().APP_URL);
  if (reason) return Response.json({ error: reason }, { status: 403 });
  const response = await fetchRequestHandler({
    endpoint: ENDPOINT,
    req: request,
    router: appRouter,
    createContext: createTrpcContext,
  });
  response.headers.set('Cache-Control', 'private, no-store');
  return response;
}

export { handle as GET, handle as POST };
