import { createContext, type ServiceContext } from '@/server/context';
import { ServiceError, type ServiceErrorCode } from '@/server/errors';
import { createTrpcContext } from '@/server/trpc/context';

const STATUS: Record<ServiceErrorCode, number> = {
  not_found: 404,
  forbidden: 403,
  unauthenticated: 401,
  invalid: 400,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
};

/** Makes the pieces of a CSV file for a member of the workspace named in the query. */
export type CsvMaker = (ctx: ServiceContext, params: URLSearchParams) => Promise<AsyncGenerator<string>>;

/** A file that is made while it is read; `what` begins its name. Refusals are words with their status. */
export async function csvDoor(request: Request, what: string, make: CsvMaker): Promise<Response> {
  const params = new URL(request.url).searchParams;
  const { session, membershipOf } = await createTrpcContext();
  if (!session) return refuse(401, 'Sign in first.');
  const membership = await membershipOf(params.get('workspace') ?? '');
  if (!membership) return refuse(404, 'There is no such workspace.');
  const ctx = await createContext(membership.workspaceId, membership.actor);
  try {
    const pieces = await make(ctx, params);
    return new Response(streamOf(pieces), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${what}-${ctx.workspace.slug}-${ctx.now.toISOString().slice(0, 10)}.csv"`,
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  } catch (error) {
    if (error instanceof ServiceError) return refuse(STATUS[error.code], error.message);
    throw error;
  }
}

/** Asks for the next piece only when the reader has taken the last one. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

function refuse(status: number, message: string): Response {
  return new Response(`${message}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
