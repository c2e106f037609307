import { randomUUID } from 'node:crypto';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { env } from '@/lib/env';
import { ServiceError } from '../errors';
import { type Arrival, arrive, newSession, openShop, type Shop, type ShopSession } from '../services/shop';
import { decodeSession, encodeSession } from './session-cookie';

const COOKIE_DAYS = 7;

const cookieName = (slug: string) => `touchstone-shop-${slug}`;

/** The demo shop at an address, or the page for what does not exist. */
export async function shopAt(slug: string): Promise<Shop> {
  try {
    return await openShop(slug);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not_found') notFound();
    throw error;
  }
}

/** What the visitor's cookie remembers; somebody new for no cookie, or one that makes no sense. */
export async function readSession(slug: string): Promise<ShopSession> {
  const value = (await cookies()).get(cookieName(slug))?.value;
  return (value && decodeSession(value)) || newSession(`visitor-${randomUUID()}`);
}

/** Keeps the session in the visitor's cookie. Throws invalid for more than one can hold. Only in actions and route handlers: pages cannot set cookies. */
export async function writeSession(slug: string, session: ShopSession): Promise<void> {
  const value = encodeSession(session);
  if (value === null) throw new ServiceError('invalid', 'The cart is full: take something out first.');
  (await cookies()).set(cookieName(slug), value, {
    httpOnly: true,
    sameSite: 'lax',
    secure: env().APP_URL?.startsWith('https:') ?? false,
    path: `/shop/${slug}`,
    maxAge: COOKIE_DAYS * 24 * 60 * 60,
  });
}

/** Takes note of what a link into the shop carried. */
export async function rememberArrival(slug: string, arrival: Arrival): Promise<void> {
  const shop = await shopAt(slug);
  await writeSession(shop.slug, await arrive(shop, await readSession(shop.slug), arrival));
}
