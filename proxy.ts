import { type NextRequest, NextResponse } from 'next/server';
import { refusedPage, restartingPage } from '@/components/plain-page/pages';
import { env } from '@/lib/env';
import { ASKED_PATH } from '@/server/auth/asked-path';
import { RETRY_AFTER_SECONDS } from '@/server/database-away';
import { databaseIsAway } from '@/server/database-state';
import { isOwnOrigin } from '@/server/own-origin';
import { refusedStatus } from '@/server/refused-requests';

const ONE_YEAR = 'max-age=31536000; includeSubDomains';
/** What answers for itself while the database is away: signed links of messages, pictures, and what shops' pages load. */
const NEEDS_NO_PAGE = /^\/((t|shop\/images)\/|touchstone\.js$)/;

/**
 * Before every page: while the database is away a calm page that loads itself again, instead of a page that breaks half
 * way; a refusal in words for what no page can be made of; and the word that browsers stay on https, once the
 * installation's own address says so (known at run time only).
 */
export function proxy(request: NextRequest): NextResponse {
  const response = answerInstead(request) ?? passedOn(request);
  if (env().APP_URL?.startsWith('https:')) response.headers.set('Strict-Transport-Security', ONE_YEAR);
  return response;
}

/** With its own address, for whom a page sends to sign in first: they come back to where they wanted to go. */
function passedOn({ headers, nextUrl: { pathname, search } }: NextRequest): NextResponse {
  const told = new Headers(headers);
  told.set(ASKED_PATH, `${pathname}${search}`);
  return NextResponse.next({ request: { headers: told } });
}

function answerInstead(request: NextRequest): NextResponse | null {
  const { pathname } = request.nextUrl;
  const status = refusedStatus(pathname) ?? (isSentFromElsewhere(request) ? 403 : null);
  if (status) return page(refusedPage(status), status);
  if (!databaseIsAway() || NEEDS_NO_PAGE.test(pathname)) return null;
  const waiting = page(restartingPage(), 503);
  waiting.headers.set('Retry-After', `${RETRY_AFTER_SECONDS}`);
  return waiting;
}

/** A form of another site, or one that hides where it comes from. Mail programs may post to what they were sent. */
function isSentFromElsewhere({ method, headers, nextUrl }: NextRequest): boolean {
  if (method === 'GET' || method === 'HEAD' || nextUrl.pathname.startsWith('/t/')) return false;
  const origin = headers.get('origin');
  return origin !== null && !isOwnOrigin(origin, headers.get('host'), env().APP_URL);
}

function page(html: string, status: number): NextResponse {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private, no-store' };
  return new NextResponse(html, { status, headers });
}

/** Pages; API calls answer for themselves, and static files need no database. */
export const config = { matcher: '/((?!_next/|api/|v1/).*)' };
