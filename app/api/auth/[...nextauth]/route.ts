import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { env } from '@/lib/env';
import { readAuthRequest } from '@/server/auth/auth-request';
import { authOptions } from '@/server/auth/config';
import { RETRY_AFTER_SECONDS } from '@/server/database-away';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

async function handler(request: NextRequest, context: RouteContext): Promise<Response> {
  const read = await readAuthRequest(request, (await context.params).nextauth.join('/'));
  if (!read.ok) return read.response;
  let isAway = false;
  const options = authOptions(() => {
    isAway = true;
  });
  const response: Response = await NextAuth(new NextRequest(read.request), context, options);
  // What NextAuth makes of it is thrown away: it would end a session whose row is still there.
  return isAway ? away(request) : response;
}

const PRIVATE = { 'Cache-Control': 'private, no-store' };

/** In NextAuth's words: its client reads the reason from the address. */
function away(request: NextRequest): Response {
  const url = new URL('/sign-in?error=unavailable', env().APP_URL ?? request.nextUrl.origin);
  const headers = { ...PRIVATE, 'Retry-After': `${RETRY_AFTER_SECONDS}` };
  return Response.json({ url: url.href }, { status: 503, headers });
}

export { handler as GET, handler as POST };
