import { z } from 'zod';
import { memberContext } from '@/server/auth/member-context';
import { ServiceError } from '@/server/errors';
import { uploadFile } from '@/server/services/imports';
import { PRIVATE, uploadDoor, uploadedBody } from '../../upload-door';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

// An address can say %00, which no column can hold.
const PLAIN = /^\P{Cc}*$/u;
const Query = z.object({
  workspace: z.string().min(1).max(64).regex(PLAIN),
  file: z.string().min(1).max(255).regex(PLAIN),
});

/** Takes a CSV file as the body of the request; how it is read is said later. */
export async function POST(request: Request): Promise<Response> {
  return uploadDoor(async () => {
    const parsed = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? '';
      throw new ServiceError('invalid', `${field}: ${parsed.error.issues[0]?.message}`, { field });
    }
    const body = uploadedBody(request);
    const ctx = await memberContext(parsed.data.workspace);
    return Response.json(await uploadFile(ctx, { fileName: parsed.data.file, body }), {
      status: 201,
      headers: PRIVATE,
    });
  });
}
