import { env } from '@/lib/env';
import { HTTP_STATUS, ServiceError } from '@/server/errors';
import { isOwnOrigin } from '@/server/own-origin';
import { unlessAway } from '@/server/public-api/unless-away';

/** Types a browser sends to another site only after asking it first: a form elsewhere cannot hand files in. */
const FILE_TYPES = /^(application\/(octet-stream|gzip|x-gzip)|text\/csv)\b/i;

/** What doors for files answer stays between the server and who asked. */
export const PRIVATE = { 'Cache-Control': 'private, no-store' };
/** The largest file over a slow line. */
const UPLOAD_WITHIN_MS = 3_600_000;

/** The body of a request that hands in a file. Throws forbidden for another site's, invalid for what is no file. */
export function uploadedBody(request: Request): ReadableStream<Uint8Array> {
  const origin = request.headers.get('origin');
  if (!origin || !isOwnOrigin(origin, request.headers.get('host'), env().APP_URL)) {
    throw new ServiceError('forbidden', 'Files are taken from pages of this installation only.');
  }
  if (!FILE_TYPES.test(request.headers.get('content-type') ?? '') || !request.body) {
    throw new ServiceError('invalid', 'Send the file as the body, with content type text/csv or application/gzip.');
  }
  return request.body;
}

/** The answer of a door for files: refusals in the words of the service, and 503 while the database is away. */
export function uploadDoor(work: () => Promise<Response>): Promise<Response> {
  const refuse = (status: number, body: object) => Response.json(body, { status, headers: PRIVATE });
  return unlessAway(
    async () => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const { code, message, details } = error;
        return refuse(HTTP_STATUS[code], { code, message, field: details.field ?? null });
      }
    },
    () =>
      refuse(503, {
        code: 'unavailable',
        message: 'The database does not answer. Nothing was kept; try again in a moment.',
        field: null,
      }),
    UPLOAD_WITHIN_MS,
  );
}
