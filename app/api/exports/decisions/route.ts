import { askedOf, loadDecisionFilters } from '@/lib/decision-filter-params';
import { createContext } from '@/server/context';
import { exportDecisions } from '@/server/services/decisions';
import { createTrpcContext } from '@/server/trpc/context';

/** All decisions that the filters of the log leave, as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams;
  const { session, membershipOf } = await createTrpcContext();
  if (!session) return refuse(401, 'Sign in first.');
  const membership = await membershipOf(params.get('workspace') ?? '');
  if (!membership) return refuse(404, 'There is no such workspace.');
  const ctx = await createContext(membership.workspaceId, membership.actor);
  const filters = askedOf(loadDecisionFilters(params), ctx.now, ctx.workspace.timezone);
  const pieces = await exportDecisions(ctx, filters);
  const name = `decisions-${ctx.workspace.slug}-${ctx.now.toISOString().slice(0, 10)}.csv`;
  return new Response(streamOf(pieces), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
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
