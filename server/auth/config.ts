import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { env } from '@/lib/env';
import { SESSION_DAYS } from '@/lib/session-length';
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
  const result = await signIn({
    email,
    password,
    address: clientAddress((name) => headerOf(headers, name)),
    userAgent: headerOf(headers, 'user-agent'),
  });
  if (result.ok) return { id: result.sessionId };
  throw new Error(result.reason === 'throttled' ? `throttled:${result.retryAfterSeconds}` : 'wrong');
}

/**
 * NextAuth by e-mail and password. Its cookie is an encrypted token that names a row of `session` and nothing else:
 * who the person is and what they may do is read from the database on every request.
 */
export function authOptions(): NextAuthOptions {
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
          openSession(credentials?.email ?? '', credentials?.password ?? '', request.headers),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionId: user.id } : { sessionId: token.sessionId }),
      // The public session endpoint says nothing: the product never asks it.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sessionId === 'string') await signOut(token.sessionId);
      },
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  };
}
