import { serve } from 'inngest/next';
import type { NextRequest } from 'next/server';
import { functions } from '@/inngest';
import { inngest, runsOnInngest } from '@/inngest/client';

const handlers = serve({ client: inngest, functions, enableUnauthedSync: false });
type Handler = (typeof handlers)['POST'];

/**
 * Inngest's door. Every call must be signed; with the embedded executor nobody holds the key. Who brings no signature
 * is refused before anything is read, and without a word in the log.
 */
function signedOnly(handler: Handler): Handler {
  return async (request: NextRequest, context) => {
    if (runsOnInngest() && request.headers.has('x-inngest-signature')) return handler(request, context);
    return Response.json({ message: 'Unauthorized' }, { status: 401, headers: { 'Cache-Control': 'no-store' } });
  };
}

export const GET = signedOnly(handlers.GET);
export const POST = signedOnly(handlers.POST);
export const PUT = signedOnly(handlers.PUT);
