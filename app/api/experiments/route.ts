import { Readable } from 'node:stream';
import { z } from 'zod';
import { memberContext } from '@/server/auth/member-context';
import { ServiceError } from '@/server/errors';
import { ExperimentSettings, importExperiment } from '@/server/services/experiments';
import { PRIVATE, uploadDoor, uploadedBody } from '../upload-door';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

const Json = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('It is not JSON.');
      return z.NEVER;
    }
  });

const Query = z.object({
  // An address can say %00, which no column can hold.
  workspace: z
    .string()
    .min(1)
    .max(64)
    .regex(/^\P{Cc}*$/u),
  file: z
    .string()
    .min(1)
    .max(255)
    .regex(/^\P{Cc}*$/u),
  settings: Json.pipe(ExperimentSettings),
});

/** Takes the file of a past experiment as the body of the request, analyses it and keeps what came of it. */
export async function POST(request: Request): Promise<Response> {
  return uploadDoor(async () => {
    const { workspace, file, settings } = readQuery(request);
    const body = Readable.fromWeb(uploadedBody(request) as never);
    const ctx = await memberContext(workspace);
    const experiment = await importExperiment(ctx, { fileName: file, body, settings });
    return Response.json(experiment, { status: 201, headers: PRIVATE });
  });
}

function readQuery(request: Request): z.output<typeof Query> {
  const parsed = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new ServiceError('invalid', `${field}: ${issue?.message}`, { field });
}
