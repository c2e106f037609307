import { NextResponse } from 'next/server';
import { env } from '@/lib/env';

const ONE_YEAR = 'max-age=31536000; includeSubDomains';

/** Tells browsers to stay on https, once the installation's own address says so (known at run time only). */
export function proxy(): NextResponse {
  const response = NextResponse.next();
  if (env().APP_URL?.startsWith('https:')) response.headers.set('Strict-Transport-Security', ONE_YEAR);
  return response;
}

/** Pages; API calls and static files need no word of it. */
export const config = { matcher: '/((?!_next/|api/|v1/).*)' };
