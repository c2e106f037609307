import { z } from 'zod';
import { SLOT_NAME } from '@/domain/channels/web-visit';
import { inputWords } from '@/domain/shared/input-words';
import { clientAddress } from '../auth/client-address';
import { noteStrain } from '../come-again';
import { createContext, type ServiceContext } from '../context';
import { answerWithin, RETRY_AFTER_SECONDS } from '../database-away';
import { ServiceError } from '../errors';
import { answering } from '../giving-way';
import { isOwnOrigin } from '../own-origin';
import { publicOrigin } from '../public-origin';
import { answerOnce, decideForPage, isProven, loadSite, type PageAnswer, type WebSite } from '../services/web';
import type { WriteKeyAccess } from '../services/write-keys';
import { spendAsk } from './ask-limit';
import { boundedBody } from './bounded-body';
import { Refusal } from './refusal';
import { accessOf, keyOfHeader } from './write-key';

/** A page waits no longer, and shows nothing. */
const ANSWER_WITHIN_MS = 3_000;
const MAX_BYTES = 8 * 1024;
const SITE_CACHE_MS = 2_000;

/** What a column can hold, and no id has: control characters and halves of characters. */
const Id = z
  .string()
  .max(255)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'An id holds a control character.');
/** Who guesses an id would be shown its cart: what can be guessed is refused. */
const AnonymousId = Id.min(16, 'An anonymous id of fewer than 16 characters can be guessed.');
const Body = z
  .object({
    writeKey: z.string().max(200).nullish(),
    slot: z.string().regex(SLOT_NAME, 'Names of places are small letters, digits and dashes, beginning with a letter.'),
    anonymousId: AnonymousId.nullish(),
    userId: Id.min(1).nullish(),
    userHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'The proof of a user id is an HMAC-SHA256 in hexadecimal digits.')
      .nullish(),
    page: z.url().max(2_000).nullish(),
    /** The browser's Global Privacy Control, where a server asks for it. */
    gpc: z.boolean().nullish(),
  })
  .refine((body) => body.anonymousId || (body.userId && body.userHash), {
    path: ['anonymousId'],
    message: 'Say who looks at the page: anonymousId, or userId with its userHash.',
  });
type Body = z.infer<typeof Body>;

/** What a page is allowed to read the answer with; anything else a browser keeps to itself. */
const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key',
  'Access-Control-Max-Age': '86400',
};

/** Whether a page of any origin may ask is decided when it asks: a preflight carries no key. */
export function preflight(request: Request): Response {
  return new Response(null, { status: 204, headers: { ...PREFLIGHT, ...corsFor(request.headers.get('origin')) } });
}

/** What a place on a page shows. Whatever goes wrong, the answer is an error a page can ignore. */
export async function decide(request: Request): Promise<Response> {
  const origin = request.headers.get('origin');
  const cors = { headers: { Vary: 'Origin' } as Record<string, string> };
  try {
    const text = await readText(request);
    const answer = async () => {
      const body = readBody(text);
      const access = await accessOf(keyOfHeader(request) ?? body.writeKey ?? null);
      const site = await siteOf(access);
      insistOnOrigin(request, origin, access, site.site);
      cors.headers = corsFor(origin);
      await spendAsk(
        access.keyId,
        clientAddress((name) => request.headers.get(name)),
      );
      const told = await answerTo({ request, text, body: checked(body), access, ...site });
      return json(200, told, { ...cors.headers, 'Cache-Control': 'private, no-store' });
    };
    return await answerWithin(ANSWER_WITHIN_MS, () => answering(answer));
  } catch (error) {
    return refuse(error, cors.headers);
  }
}

type Asked = {
  request: Request;
  text: string;
  body: Body;
  access: WriteKeyAccess;
  ctx: ServiceContext;
  site: WebSite;
};

async function answerTo({ request, text, body, access, ctx, site }: Asked): Promise<PageAnswer> {
  if (!site.slots.includes(body.slot)) {
    const message = `There is no place called “${body.slot}”: name it in Settings, Web.`;
    throw new Refusal(422, { code: 'unknown_slot', field: 'slot', message });
  }
  const { slot } = body;
  const [userId, userHash, anonymousId] = [body.userId ?? null, body.userHash ?? null, body.anonymousId ?? null];
  const proven = userId && userHash ? await isProven(access.workspaceId, site, userId, userHash) : false;
  if (userHash && !proven) {
    const message = 'The userHash is not that of this userId: see Settings, Web.';
    throw new Refusal(403, { code: 'wrong_user_hash', field: 'userHash', message });
  }
  const isOptedOut = request.headers.get('sec-gpc') === '1' || body.gpc === true;
  const ask = { slot, anonymousId, userId, userHash, isOptedOut };
  const work = () =>
    decideForPage({ ...ctx, now: ctx.workspace.isVirtual ? ctx.now : new Date() }, { ask, isProven: proven });
  const key = request.headers.get('idempotency-key');
  if (!key) return work();
  if (key.length > 255) {
    const message = 'An Idempotency-Key may be 255 characters long at most.';
    throw new Refusal(400, { code: 'bad_idempotency_key', field: 'Idempotency-Key', message });
  }
  return answerOnce(ctx, { keyId: access.keyId, key, request: text, work });
}

async function readText(request: Request): Promise<string> {
  const bytes = await boundedBody(request, MAX_BYTES);
  if (!bytes) {
    const problem = {
      code: 'body_too_large',
      field: 'body',
      message: `The body may be ${MAX_BYTES / 1024} KB at most.`,
    };
    throw new Refusal(413, problem, { Connection: 'close' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(400, { code: 'bad_json', field: 'body', message: 'The body is not valid UTF-8.' });
  }
}

/** The body as JSON tells it; what is in it is looked at only once its key is known. */
function readBody(text: string): Record<string, unknown> & { writeKey?: string | null } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, { code: 'bad_json', field: 'body', message: 'The body is not valid JSON.' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(400, { code: 'bad_json', field: 'body', message: 'The body must be a JSON object.' });
  }
  const { writeKey } = value as Record<string, unknown>;
  return { ...value, writeKey: typeof writeKey === 'string' ? writeKey : null };
}

function checked(body: Record<string, unknown>): Body {
  const parsed = Body.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [field, message] = [issue?.path.join('.') || 'body', issue ? inputWords(issue) : 'The body cannot be read.'];
  throw new Refusal(400, { code: 'bad_request', field, message });
}

type Site = { ctx: ServiceContext; site: WebSite };
const sites = new Map<string, { found: Site; until: number }>();
const SITES_KEPT = 1_000;

/** The workspace and its pages; looked at again after two seconds, like the key itself. */
async function siteOf({ workspaceId, keyId }: WriteKeyAccess): Promise<Site> {
  const cached = sites.get(keyId);
  if (cached && cached.until > Date.now()) return cached.found;
  const ctx = await createContext(workspaceId, { kind: 'api_key', writeKeyId: keyId });
  const found = { ctx, site: await loadSite(ctx.db, ctx) };
  if (sites.size >= SITES_KEPT) sites.clear();
  sites.set(keyId, { found, until: Date.now() + SITE_CACHE_MS });
  return found;
}

/** Servers name no origin; a browser does, and its page must be one of the workspace's. The demo shop is our own. */
function insistOnOrigin(request: Request, origin: string | null, access: WriteKeyAccess, site: WebSite): void {
  if (origin === null || site.origins.includes(origin)) return;
  if (access.isDemo && isOwnOrigin(origin, request.headers.get('host'), publicOrigin())) return;
  const message = 'Pages of this origin may not ask: name it in Settings, Web.';
  throw new Refusal(403, { code: 'origin_not_allowed', field: 'Origin', message });
}

function corsFor(origin: string | null): Record<string, string> {
  return { Vary: 'Origin', ...(origin && { 'Access-Control-Allow-Origin': origin }) };
}

function refuse(error: unknown, cors: Record<string, string>): Response {
  if (error instanceof Refusal) return json(error.status, error.problem, { ...cors, ...error.headers });
  if (error instanceof ServiceError && error.code === 'conflict') {
    return json(409, { code: 'in_progress', field: 'Idempotency-Key', message: error.message }, cors);
  }
  if (error instanceof ServiceError && error.code === 'invalid') {
    return json(422, { code: 'key_reused', field: 'Idempotency-Key', message: error.message }, cors);
  }
  noteStrain(error);
  // Whatever broke, the page shows nothing and may ask again.
  const problem = { code: 'unavailable', field: 'server', message: 'No decision can be made at the moment.' };
  return json(503, problem, { ...cors, 'Retry-After': `${RETRY_AFTER_SECONDS}` });
}

function json(status: number, body: object, headers: Record<string, string>): Response {
  const refused = status >= 400 ? { decision: null, ...body } : body;
  return Response.json(refused, { status, headers: { 'Cache-Control': 'no-store', ...headers } });
}
