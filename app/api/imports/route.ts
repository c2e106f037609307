import { z } from 'zod';
import { isKnownYear } from '@/domain/measurement/day-range';
import { env } from '@/lib/env';
import { memberContext } from '@/server/auth/member-context';
import { HTTP_STATUS, ServiceError } from '@/server/errors';
import { isOwnOrigin } from '@/server/own-origin';
import { unlessAway } from '@/server/public-api/unless-away';
import { getImport, uploadImport } from '@/server/services/imports';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** Types a browser sends to another site only after asking it first: a form elsewhere cannot hand files in. */
const FILE_TYPES = /^(application\/(octet-stream|gzip|x-gzip)|text\/csv)\b/i;

const Day = z.iso.date().transform((day) => `${day}T00:00:00.000Z`);

const Query = z.object({
  // An address can say %00, which no column can hold.
  workspace: z
    .string()
    .min(1)
    .max(64)
    .regex(/^\P{Cc}*$/u),
  id: z.uuid().optional(),
  file: z.string().min(1).max(255).default('shop-log.csv'),
  /** A day (its beginning in UTC) or an instant. */
  until: z.union([Day, z.iso.datetime()]).refine(isKnownYear, 'The year must lie between 1970 and 2200.').optional(),
  /** Milliseconds a replayed day lasts; without it nothing is replayed. */
  paceMs: z.coerce.number().int().min(0).max(3_600_000).optional(),
  assumeConsent: z.enum(['true', 'false']).default('true'),
  /** Who judges reviews while days are replayed. */
  approver: z.enum(['simulated', 'person']).default('simulated'),
});

const PRIVATE = { 'Cache-Control': 'private, no-store' };
/** The largest file over a slow line. */
const UPLOAD_WITHIN_MS = 3_600_000;

/** Takes a shop's log as the body of the request and orders its import. */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const { file, until, paceMs, assumeConsent, approver, workspace } = readQuery(request);
    refuseStrangers(request);
    if (!FILE_TYPES.test(request.headers.get('content-type') ?? '') || !request.body) {
      throw new ServiceError('invalid', 'Send the file as the body, with content type text/csv or application/gzip.');
    }
    const ctx = await memberContext(workspace);
    const options = {
      until: until ?? null,
      paceMs: paceMs ?? null,
      assumeConsent: assumeConsent === 'true',
      approver,
    };
    return Response.json(await uploadImport(ctx, { fileName: file, body: request.body, options }), {
      status: 201,
      headers: PRIVATE,
    });
  });
}

/** How far an import is. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { workspace, id } = readQuery(request);
    if (!id) throw new ServiceError('invalid', 'Say which import.', { field: 'id' });
    return Response.json(await getImport(await memberContext(workspace), { importId: id }), { headers: PRIVATE });
  });
}

function readQuery(request: Request): z.output<typeof Query> {
  const parsed = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ServiceError('invalid', `${issue?.path.join('.')}: ${issue?.message}`, {
    field: issue?.path.join('.') ?? '',
  });
}

function refuseStrangers(request: Request): void {
  const origin = request.headers.get('origin');
  if (origin && isOwnOrigin(origin, request.headers.get('host'), env().APP_URL)) return;
  throw new ServiceError('forbidden', 'Files are taken from pages of this installation only.');
}

function answer(work: () => Promise<Response>): Promise<Response> {
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
