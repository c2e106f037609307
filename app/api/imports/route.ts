import { z } from 'zod';
import { isKnownYear } from '@/domain/measurement/day-range';
import { memberContext } from '@/server/auth/member-context';
import { ServiceError } from '@/server/errors';
import { getImport, uploadImport } from '@/server/services/imports';
import { PRIVATE, uploadDoor, uploadedBody } from '../upload-door';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

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

/** Takes a shop's log as the body of the request and orders its import. */
export async function POST(request: Request): Promise<Response> {
  return uploadDoor(async () => {
    const { file, until, paceMs, assumeConsent, approver, workspace } = readQuery(request);
    const body = uploadedBody(request);
    const ctx = await memberContext(workspace);
    const options = {
      until: until ?? null,
      paceMs: paceMs ?? null,
      assumeConsent: assumeConsent === 'true',
      approver,
    };
    return Response.json(await uploadImport(ctx, { fileName: file, body, options }), {
      status: 201,
      headers: PRIVATE,
    });
  });
}

/** How far an import is. */
export async function GET(request: Request): Promise<Response> {
  return uploadDoor(async () => {
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
