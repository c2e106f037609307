import { findAccess, type WriteKeyAccess } from '../services/write-keys';
import { Refusal } from './refusal';

const MAX_KEY = 200;

/** The write key a request carries: user of basic auth (Segment's way), or bearer token. Null without either. */
export function keyOfHeader(request: Request): string | null {
  const header = request.headers.get('authorization');
  const [scheme, credentials = ''] = header?.trim().split(/\s+/, 2) ?? [];
  if (scheme?.toLowerCase() === 'bearer') return credentials || null;
  if (scheme?.toLowerCase() !== 'basic') return null;
  const [user] = Buffer.from(credentials, 'base64').toString('utf8').split(':', 1);
  return user || null;
}

/** What the key opens. Throws a Refusal (401) for a key that is missing, unknown or revoked. */
export async function accessOf(key: string | null): Promise<WriteKeyAccess> {
  if (!key)
    throw unauthorised('missing_write_key', 'Send the write key as user of basic auth, with an empty password.');
  const access = key.length <= MAX_KEY ? await findAccess(key) : null;
  return access ?? throwUnknown();
}

function throwUnknown(): never {
  throw unauthorised('wrong_write_key', 'There is no such write key, or it has been revoked.');
}

function unauthorised(code: string, message: string): Refusal {
  // Not "Basic": a browser would ask the visitor of the shop for a password.
  return new Refusal(401, { code, field: 'Authorization', message }, { 'WWW-Authenticate': 'Bearer realm="events"' });
}
