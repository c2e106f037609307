import { cookies } from 'next/headers';
import { decode } from 'next-auth/jwt';
import { cache } from 'react';
import { env } from '@/lib/env';
import { findSession, type SignedIn } from '../services/sign-in';
import { sessionCookieName } from './cookie';

async function sessionIdOf(cookie: string, secret: string): Promise<string | null> {
  try {
    const token = await decode({ token: cookie, secret });
    return typeof token?.sessionId === 'string' ? token.sessionId : null;
  } catch {
    // Forged, of another installation, or expired: nobody is signed in.
    return null;
  }
}

/** Who is signed in on this request, by the database; asked once a request. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value;
  const secret = env().NEXTAUTH_SECRET;
  if (!cookie || !secret) return null;
  const sessionId = await sessionIdOf(cookie, secret);
  return sessionId ? findSession(sessionId) : null;
});
