import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { env } from '@/lib/env';
import { RETRY_AFTER_SECONDS } from './database-away';
import { databaseIsAway } from './database-state';
import { publicHost } from './own-origin';
import { isRouterState, originForm, refusedPath } from './refused-requests';
import { type Door, FAULT_HEADER, noteAnswer } from './service-times';

// Next bundles route handlers and instrumentation apart; both must know the same name.
const shared = globalThis as typeof globalThis & { touchstonePeerHeader?: string };

/** Name of the request header that carries the connection's address; undefined in a process that serves nothing. */
export function peerHeader(): string | undefined {
  return shared.touchstonePeerHeader;
}

/** Nobody writes the head of a request slower than this; Node waits a minute. */
const HEAD_WITHIN_MS = 15_000;
/** Nor its body, files apart. */
const BODY_WITHIN_MS = 30_000;
/** Takes files as long as a slow line needs, and says so itself. */
const TAKES_FILES = '/api/imports';
/** What a proxy, or anybody, says of the host that was asked for. */
const HOST_CLAIMS = ['forwarded', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-forwarded-server'];

type Exchange = { request: IncomingMessage; response: ServerResponse; server: Server };

/**
 * Has the first word on every request of this process, before the framework sees it: writes on it where its connection
 * comes from (routes are handed headers, never sockets), takes off it which host others say was asked for, leads what
 * the framework cannot read to a refusal, ends what comes too slowly to be meant, and says "later" where the database went
 * away under an answer. The header's name is drawn anew at
 * each start, so that nobody outside can send it.
 */
export function receiveRequests({ appUrl = env().APP_URL, bodyWithinMs = BODY_WITHIN_MS } = {}): void {
  if (shared.touchstonePeerHeader) return;
  const name = `x-touchstone-peer-${randomBytes(16).toString('hex')}`;
  shared.touchstonePeerHeader = name;
  subscribe('http.server.request.start', (message) => {
    const { request, response, server } = message as Exchange;
    server.headersTimeout = HEAD_WITHIN_MS;
    request.headers[name] = request.socket.remoteAddress;
    claimHost(request, appUrl);
    forgetUnreadable(request);
    request.url = originForm(request.url ?? '');
    const refused = refusedPath(request.method ?? '', request.url, request.headers['content-type']);
    if (refused) {
      request.method = 'GET';
      request.url = refused;
    }
    comeBackWhenAway(response);
    if (!request.url.startsWith(TAKES_FILES)) endWhenSlow(request, response, bodyWithinMs);
    const door = doorOf(request.url);
    if (door)
      response.once('finish', () => noteAnswer(door, response.statusCode >= 500 || response.hasHeader(FAULT_HEADER)));
  });
}

/** Where a request came in; null for files that never change, and for what the installation asks of itself. */
function doorOf(url: string): Door | null {
  if (/^\/(_next|api\/(health|inngest))(\/|\?|$)|^\/[^/?]*\.[a-z0-9]+$/.test(url)) return null;
  if (/^\/v1(\/|\?|$)/.test(url)) return 'events';
  return /^\/t\//.test(url) ? 'links' : 'product';
}

/** Without it a page is made whole, as for somebody who comes from elsewhere. */
function forgetUnreadable({ headers }: IncomingMessage): void {
  const state = headers['next-router-state-tree'];
  if (state !== undefined && !isRouterState(`${state}`)) delete headers['next-router-state-tree'];
}

/** The framework compares a form's Origin with these headers: they say the installation's own address, or nothing. */
function claimHost({ headers }: IncomingMessage, appUrl: string | undefined): void {
  for (const claim of HOST_CLAIMS) delete headers[claim];
  const host = publicHost(appUrl);
  if (!appUrl || !host) return;
  headers['x-forwarded-host'] = host;
  headers['x-forwarded-proto'] = new URL(appUrl).protocol.replace(':', '');
}

/**
 * What breaks while the database is away is not broken: a page that was being made at that moment says so by its status
 * too (its words do already, see components/layout). Headers that are written implicitly come this way as well.
 */
function comeBackWhenAway(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    if (head[0] !== 500 || !databaseIsAway()) return writeHead(...head);
    response.setHeader('Retry-After', `${RETRY_AFTER_SECONDS}`);
    return writeHead(503, ...head.slice(1));
  };
}

/** Ends the connection of a body that has not come within its time: whoever holds many open would hold the server. */
function endWhenSlow(request: IncomingMessage, response: ServerResponse, withinMs: number): void {
  const [length, encoding] = [request.headers['content-length'], request.headers['transfer-encoding']];
  if (!encoding && !Number(length ?? 0)) return;
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, withinMs);
  const settle = () => clearTimeout(timer);
  request.once('end', settle);
  response.once('close', settle);
}
