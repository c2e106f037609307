// Plays SendGrid, Twilio, Meta and Firebase in a process of its own, so that its log survives whatever happens to the
// sender: it is the oracle for what was sent twice or not at all. One JSON line a request; what it does next is told to
// it at /control (see providers.ts).
import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoggedCall, ProviderName, Scripted } from './providers';

const logFile = process.argv[2] ?? '';
/** What to do with the next calls, one each; afterwards everything is taken. */
let script: Scripted[] = [];
/** Calls a second, beyond which the answer is 429; null: any number. */
let rate: { perSecond: number; retryAfter: number } | null = null;
let window = { second: 0, calls: 0 };
let serial = 0;
/** What Meta's business account holds, in its own words. */
let templates: readonly { id: string }[] = [];

const server = createServer(async (request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path === '/control') {
    const told = JSON.parse(await bodyOf(request)) as {
      script?: Scripted[];
      rate?: typeof rate;
      templates?: typeof templates;
    };
    if (told.templates) templates = told.templates;
    if (told.script) script = told.script;
    if (told.rate !== undefined) rate = told.rate;
    response.writeHead(204).end();
    return;
  }
  if (request.method === 'GET' && /^\/v\d+\.0\/\d+\/message_templates$/.test(path))
    return listTemplates(request, response);
  const provider = providerAt(path);
  if (!provider) return void response.writeHead(404).end();
  await play(provider, path, request, response);
});

async function play(provider: ProviderName, path: string, request: IncomingMessage, response: ServerResponse) {
  const next = provider === 'google' ? undefined : (script.shift() ?? overRate());
  if (next?.do === 'reset_before') {
    note({ provider, path, outcome: 'reset', id: null, to: null, body: '' });
    request.socket.resetAndDestroy();
    return;
  }
  const body = await bodyOf(request);
  const { id, to } = about(provider, body);
  const isTaken = next === undefined || ['reset_after', 'garbage', 'drip', 'hang'].includes(next.do);
  note({ provider, path, outcome: isTaken ? 'taken' : 'refused', id, to, body });
  switch (next?.do) {
    case undefined:
      return answer(response, taken(provider));
    case 'status':
      return answer(response, { body: {}, ...next });
    case 'reset_after':
      return void request.socket.resetAndDestroy();
    case 'garbage':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to the hotel');
    case 'drip':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      return void setInterval(() => response.write(' '), 200).unref();
    case 'hang':
      return;
  }
}

/** Two a page, so that whoever reads them has to turn it; the next page is named as Meta names it, host and all. */
function listTemplates(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const next = script.shift();
  note({ provider: 'meta', path: pathname, outcome: next ? 'refused' : 'taken', id: null, to: null, body: '' });
  if (next?.do === 'status') {
    answer(response, { body: {}, ...next });
    return;
  }
  if (!request.headers.authorization?.startsWith('Bearer ')) {
    answer(response, { status: 401, body: { error: { code: 190, message: 'Invalid OAuth access token.' } } });
    return;
  }
  const from = Number(searchParams.get('after') ?? 0);
  const after = String(from + 2);
  const isLast = from + 2 >= templates.length;
  const paging = { cursors: { after }, ...(!isLast && { next: 'https://graph.facebook.com/v23.0/next' }) };
  answer(response, { status: 200, body: { data: templates.slice(from, from + 2), paging } });
}

function overRate(): Scripted | undefined {
  if (!rate) return undefined;
  const second = Math.floor(Date.now() / 1_000);
  window = window.second === second ? { second, calls: window.calls + 1 } : { second, calls: 1 };
  if (window.calls <= rate.perSecond) return undefined;
  return { do: 'status', status: 429, headers: { 'retry-after': String(rate.retryAfter) }, body: { code: 20429 } };
}

function providerAt(path: string): ProviderName | null {
  if (path === '/v3/mail/send') return 'sendgrid';
  if (/^\/2010-04-01\/Accounts\/[^/]+\/Messages\.json$/.test(path)) return 'twilio';
  if (/^\/v\d+\.0\/[^/]+\/messages$/.test(path)) return 'meta';
  if (/^\/v1\/projects\/[^/]+\/messages:send$/.test(path)) return 'fcm';
  return path === '/token' ? 'google' : null;
}

/** Our own id in a call, and whom it goes to. */
function about(provider: ProviderName, body: string): Pick<LoggedCall, 'id' | 'to'> {
  if (provider === 'twilio') {
    const form = new URLSearchParams(body);
    const callback = form.get('StatusCallback');
    return { id: callback && new URL(callback).searchParams.get('message'), to: form.get('To') };
  }
  if (provider === 'google') return { id: null, to: null };
  const told = JSON.parse(body) as {
    custom_args?: { touchstone_message?: string };
    personalizations?: { to: { email: string }[] }[];
    biz_opaque_callback_data?: string;
    to?: string;
    message?: { token?: string; data?: { message_id?: string } };
  };
  if (provider === 'sendgrid') {
    return { id: told.custom_args?.touchstone_message ?? null, to: told.personalizations?.[0]?.to[0]?.email ?? null };
  }
  if (provider === 'meta') return { id: told.biz_opaque_callback_data ?? null, to: told.to ?? null };
  return { id: told.message?.data?.message_id ?? null, to: told.message?.token ?? null };
}

type Answer = { status: number; headers?: Record<string, string>; body?: object };

/** As the provider says that it took the call. */
function taken(provider: ProviderName): Answer {
  serial += 1;
  switch (provider) {
    case 'sendgrid':
      return { status: 202, headers: { 'x-message-id': `sg-${serial}` } };
    case 'twilio':
      return { status: 201, body: { sid: `SM${String(serial).padStart(32, '0')}`, status: 'queued' } };
    case 'meta':
      return { status: 200, body: { messaging_product: 'whatsapp', messages: [{ id: `wamid.${serial}` }] } };
    case 'fcm':
      return { status: 200, body: { name: `projects/p/messages/${serial}` } };
    case 'google':
      return { status: 200, body: { access_token: `token-${serial}`, expires_in: 3_600, token_type: 'Bearer' } };
  }
}

function answer(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body ? JSON.stringify(body) : '');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function note(call: Omit<LoggedCall, 'at'>): void {
  appendFileSync(logFile, `${JSON.stringify({ ...call, at: Date.now() } satisfies LoggedCall)}\n`);
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
