import { ZodError } from 'zod';
import { memberContext } from '@/server/auth/member-context';
import type { ServiceContext } from '@/server/context';
import { HTTP_STATUS, ServiceError } from '@/server/errors';
import { unlessAway } from '@/server/public-api/unless-away';

type Pieces = AsyncGenerator<string | Uint8Array>;

/** What is of certain days is named by them, first and last, instead of by today. */
type OfDays = { days: { from: string; to: string }; pieces: Pieces };

/** Makes the pieces of a file for a member of the workspace named in the query. */
export type FileMaker = (ctx: ServiceContext, params: URLSearchParams) => Promise<Pieces | OfDays>;

/** `type` is of what is written; text is UTF-8 and says so itself. */
export type FileKind = { extension: string; type: string };

const PRIVATE = { 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' };
/** Counting and sorting everything may take a while before the first line. */
const FIRST_PIECE_WITHIN_MS = 30_000;

/** A file that is made while it is read; `what` begins its name. Refusals are words with their status. */
export function fileDoor(request: Request, what: string, kind: FileKind, make: FileMaker): Promise<Response> {
  const params = new URL(request.url).searchParams;
  return unlessAway(
    async () => {
      try {
        refuseNul(params);
        const ctx = await memberContext(params.get('workspace') ?? '');
        const made = await make(ctx, params);
        const isOfDays = 'days' in made;
        const when = isOfDays ? `${made.days.from}-to-${made.days.to}` : ctx.now.toISOString().slice(0, 10);
        const name = `${what}-${ctx.workspace.slug}-${when}.${kind.extension}`;
        return file(name, kind, isOfDays ? made.pieces : made);
      } catch (error) {
        if (error instanceof ZodError) return words(unreadableWords(error), HTTP_STATUS.invalid);
        if (error instanceof ServiceError) return refusal(error);
        throw error;
      }
    },
    () => words('The file cannot be made just now: the database does not answer. Try again in a moment.', 503),
    FIRST_PIECE_WITHIN_MS,
  );
}

/** No column can hold a NUL character, and a file that has begun can no longer be refused. */
function refuseNul(params: URLSearchParams): void {
  const [name] = [...params].find(([, value]) => value.includes('\0')) ?? [];
  if (name === undefined) return;
  throw new ServiceError('invalid', `"${name}" holds a NUL character, which cannot be searched for.`, { field: name });
}

function unreadableWords({ issues: [issue] }: ZodError): string {
  return `"${issue?.path.join('.') ?? ''}" cannot be read: ${issue?.message ?? ''}.`;
}

function file(name: string, { type }: FileKind, pieces: Pieces): Response {
  return new Response(streamOf(pieces), {
    headers: {
      ...PRIVATE,
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  });
}

/** Asks for the next piece only when the reader has taken the last one. */
function streamOf(pieces: Pieces): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

function refusal({ message, code, details: { retryAfterSeconds } }: ServiceError): Response {
  const response = words(message, HTTP_STATUS[code]);
  if (retryAfterSeconds !== undefined) response.headers.set('Retry-After', `${retryAfterSeconds}`);
  return response;
}

function words(text: string, status: number): Response {
  return new Response(`${text}\n`, { status, headers: { ...PRIVATE, 'Content-Type': 'text/plain; charset=utf-8' } });
}
