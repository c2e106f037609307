import { isOwnOrigin } from '../own-origin';

/**
 * Why a call from a browser is refused before anything is read, or null. Calls that may change something are POST with
 * a JSON body from a page of this very origin: another site can make a browser send cookies, but not these together.
 */
export function refusal(request: Request, ownOrigin: string | undefined): string | null {
  const site = request.headers.get('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') return 'Calls from other sites are refused.';
  if (request.method !== 'POST') return null;
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) return 'The content type must be application/json.';
  const origin = request.headers.get('origin');
  if (!origin) return 'The Origin header is missing.';
  return isOwnOrigin(origin, request.headers.get('host'), ownOrigin) ? null : 'Calls from other origins are refused.';
}
