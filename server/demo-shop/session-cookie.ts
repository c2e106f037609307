import { ShopSession } from '../services/shop';

/** Browsers keep 4,096 bytes of a cookie, its name and attributes among them. */
const MAX_VALUE_BYTES = 3_800;

/** The session as its cookie holds it, or null for one whose cart alone is more than a cookie can hold. */
export function encodeSession(session: ShopSession): string | null {
  // What the visitor would miss least goes first.
  const fewer = [session, { ...session, campaign: {} }, { ...session, campaign: {}, placed: null }];
  return fewer.map(encode).find((value) => value.length <= MAX_VALUE_BYTES) ?? null;
}

/** What a cookie remembers; null for one that makes no sense. */
export function decodeSession(value: string): ShopSession | null {
  try {
    return ShopSession.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

const encode = (session: ShopSession) => Buffer.from(JSON.stringify(session)).toString('base64url');
