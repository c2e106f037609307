import { env } from '@/lib/env';
import { currentSession } from '@/server/auth/session';
import { HTTP_STATUS, ServiceError } from '@/server/errors';
import { isOwnOrigin } from '@/server/own-origin';
import { boundedBody } from '@/server/public-api/bounded-body';
import { unlessAway } from '@/server/public-api/unless-away';
import { RedeemInput, redeemAccess } from '@/server/services/people';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** A name and a password. */
const MAX_BODY = 20_000;
const PRIVATE = { 'Cache-Control': 'private, no-store' };

type Params = { params: Promise<{ token: string }> };

/** Takes what somebody types at the address of an invitation or of a new password. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  return unlessAway(
    () => answered(request, token),
    () => refuse('unavailable', 'The database does not answer. Nothing was changed; try again in a moment.'),
  );
}

async function answered(request: Request, token: string): Promise<Response> {
  try {
    const input = await readInput(request);
    const session = await currentSession();
    return Response.json(await redeemAccess(token, input, session?.email ?? null), { headers: PRIVATE });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return refuse(error.code, error.message, error.details.field);
  }
}

async function readInput(request: Request): Promise<RedeemInput> {
  const origin = request.headers.get('origin');
  if (!origin || !isOwnOrigin(origin, request.headers.get('host'), env().APP_URL)) {
    throw new ServiceError('forbidden', 'This is taken from the page of the address only.');
  }
  const body = await boundedBody(request, MAX_BODY);
  const parsed = RedeemInput.safeParse(body && jsonOf(new TextDecoder().decode(body)));
  if (parsed.success) return parsed.data;
  throw new ServiceError('invalid', 'Send a JSON object with name and password, each a text.');
}

function jsonOf(text: string): unknown {
  // No column holds NUL, and no keyboard types it.
  if (text.includes('\\u0000')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse(code: keyof typeof HTTP_STATUS, message: string, field?: string): Response {
  return Response.json({ code, message, field: field ?? null }, { status: HTTP_STATUS[code], headers: PRIVATE });
}
