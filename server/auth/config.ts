import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { env } from '@/lib/env';
import { SESSION_DAYS } from '@/lib/session-length';
import { mayComeAgain } from '../come-again';
import { logFault } from '../log-fault';
import { signIn, signOut } from '../services/sign-in';
import { clientAddress } from './client-address';
import { sessionCookieName, usesHttps } from './cookie';

const SESSION_SECONDS = SESSION_DAYS * 86_400;

type Headers = Record<string, string | string[] | undefined>;
const headerOf = (headers: Headers | undefined, name: string): string | null => {
  const value = headers?.[name];
  return (Array.isArray(value) ? value.join(', ') : value) ?? null;
};

/** What the sign-in page is told: a code, and after a colon the seconds to wait. */
async function openSession(email: string, password: string, headers: Headers | undefined): Promise<{ id: string }> {
  const address = clientAddress((name) => headerOf(headers, name));
  const result = await signIn({ email, password, address, userAgent: headerOf(headers, 'user-agent') });
  if (result.ok) return { id: result.sessionId };
  throw new Refused(result.reason === 'throttled' ? `throttled:${result.retryAfterSeconds}` : 'wrong');
}

/** What may be told; the message of any other failure is none of the caller's business. */
class Refused extends Error {}

/** Runs what NextAuth would swallow or recite; tells `onAway` when it failed for want of the database. */
async function guarded<Result>(work: () => Promise<Result>, onAway: () => void): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (mayComeAgain(error)) onAway();
    else logFault('sign-in', error);
    throw new Refused('unavailable');
  }
}

function returnAddress(url: string, baseUrl: string): string {
  const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : null;
  return target?.origin === baseUrl ? target.href : baseUrl;
}

/**
 * NextAuth by e-mail and password. Its cookie is an encrypted token that names a row of `session` and nothing else:
 * who the person is and what they may do is read from the database on every request. `onAway` is told when a request
 * failed because the database is away.
 */
export function authOptions(onAway: () => void = () => {}): NextAuthOptions {
  const secure = usesHttps();
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: secure,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials, request) =>
          guarded(() => openSession(credentials?.email ?? '', credentials?.password ?? '', request.headers), onAway),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionId: user.id } : { sessionId: token.sessionId }),
      // Nobody is led off this installation, and an address that is none is no reason to break.
      redirect: ({ url, baseUrl }) => returnAddress(url, baseUrl),
      // The public session endpoint says nothing: the product never asks it.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        const sessionId = token?.sessionId;
        if (typeof sessionId === 'string') await guarded(() => signOut(sessionId), onAway);
      },
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  };
}
