import { memberContext } from '@/server/auth/member-context';
import type { ServiceContext } from '@/server/context';
import { HTTP_STATUS, ServiceError } from '@/server/errors';

/** Makes the pieces of a CSV file for a member of the workspace named in the query. */
type CsvMaker = (ctx: ServiceContext, params: URLSearchParams) => Promise<AsyncGenerator<string>>;

/** A file that is made while it is read; `what` begins its name. Refusals are words with their status. */
export async function csvDoor(request: Request, what: string, make: CsvMaker): Promise<Response> {
  const params = new URL(request.url).searchParams;
  try {
    const ctx = await memberContext(params.get('workspace') ?? '');
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
    if (error instanceof ServiceError) return refuse(error);
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

function refuse({ code, message }: ServiceError): Response {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
  return new Response(`${message}\n`, { status: HTTP_STATUS[code], headers });
}
