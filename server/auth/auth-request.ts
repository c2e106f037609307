import { boundedBody } from '../public-api/bounded-body';

/** An address and a password. */
const MAX_BODY = 20_000;
const PRIVATE = { 'Cache-Control': 'private, no-store' };

/** What the product's own pages ask of NextAuth, by method. */
const ASKED: Record<string, readonly string[]> = {
  GET: ['csrf', 'providers', 'session'],
  POST: ['callback/credentials', 'signout'],
};
/** Pages the library would draw by itself. */
const LIBRARY_PAGES = /^(signin|signout|error|verify-request)(\/|$)/;
const FORM = 'application/x-www-form-urlencoded';

/** A request that NextAuth can read, or the answer to one that it would stumble over. */
export type AuthRequest = { ok: true; request: Request } | { ok: false; response: Response };

/**
 * Reads a request to `/api/auth/<path>` before NextAuth does: it answers 500 where a body, an address to return to or a
 * cookie is not what it expects, and draws pages of its own. What is handed on has texts in its body and no query.
 */
export async function readAuthRequest(request: Request, path: string): Promise<AuthRequest> {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method === 'GET' && LIBRARY_PAGES.test(path)) return answer(303, null, { Location: '/sign-in' });
  // The library's client reports its own errors here; there is nobody to read them.
  if (method === 'POST' && path === '_log') return answer(204, null);
  if (!ASKED[method]?.includes(path)) return refuseMethod(path);
  if (hasBrokenReturn(request)) {
    const gone = ['', '__Secure-'].map((prefix) => `${prefix}${RETURN_COOKIE}=; Path=/; Max-Age=0`);
    return refuse(400, 'A cookie of this page is damaged. Load the page again.', gone);
  }
  const url = new URL(request.url);
  url.search = '';
  if (method === 'GET') return { ok: true, request: new Request(url, { headers: request.headers }) };
  const body = await boundedBody(request, MAX_BODY);
  if (!body) return refuse(413, 'The body is too large.');
  const fields = fieldsOf(request.headers.get('content-type') ?? '', new TextDecoder().decode(body));
  if (!fields) return refuse(400, 'The body must be a form, or a JSON object of texts.');
  const headers = new Headers(request.headers);
  headers.set('Content-Type', FORM);
  headers.delete('Content-Length');
  return { ok: true, request: new Request(url, { method, headers, body: fields.toString() }) };
}

const RETURN_COOKIE = 'next-auth.callback-url';

function hasBrokenReturn(request: Request): boolean {
  return (request.headers.get('cookie') ?? '').split(';').some((entry) => {
    const [name = '', value = ''] = entry.trim().split('=', 2);
    return name.endsWith(RETURN_COOKIE) && value !== '' && !isAddress(value);
  });
}

function isAddress(value: string): boolean {
  try {
    return (
      /^https?:\/\/|^\//.test(decodeURIComponent(value)) && URL.canParse(decodeURIComponent(value), 'http://localhost')
    );
  } catch {
    return false;
  }
}

/** The texts of a body; null where it is no form and no flat JSON object. */
function fieldsOf(type: string, text: string): URLSearchParams | null {
  if (type.startsWith(FORM)) return new URLSearchParams(text);
  if (!type.startsWith('application/json')) return null;
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return null;
    const entries = Object.entries(values);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
      ? new URLSearchParams(entries)
      : null;
  } catch {
    return null;
  }
}

function refuseMethod(path: string): AuthRequest {
  const allowed = Object.keys(ASKED).filter((method) => ASKED[method]?.includes(path));
  if (allowed.length === 0) return refuse(404, 'There is no such address.');
  return answer(405, { message: 'This address does not answer such a request.' }, { Allow: allowed.join(', ') });
}

function refuse(status: number, message: string, cookies: readonly string[] = []): AuthRequest {
  const refused = answer(status, { message });
  for (const cookie of cookies) refused.response.headers.append('Set-Cookie', cookie);
  return refused;
}

function answer(
  status: number,
  body: object | null,
  headers: Record<string, string> = {},
): { ok: false; response: Response } {
  const all = { ...PRIVATE, ...headers };
  return {
    ok: false,
    response: body ? Response.json(body, { status, headers: all }) : new Response(null, { status, headers: all }),
  };
}
