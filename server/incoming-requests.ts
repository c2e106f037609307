import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { refusedPath } from './refused-requests';

// Next bundles route handlers and instrumentation apart; both must know the same name.
const shared = globalThis as typeof globalThis & { touchstonePeerHeader?: string };

/** Name of the request header that carries the connection's address; undefined in a process that serves nothing. */
export function peerHeader(): string | undefined {
  return shared.touchstonePeerHeader;
}

/**
 * Has the first word on every request of this process, before the framework sees it: writes on it where its connection
 * comes from (routes are handed headers, never sockets), and leads what the framework cannot read to a refusal. The
 * header's name is drawn anew at each start, so that nobody outside can send it.
 */
export function receiveRequests(): void {
  if (shared.touchstonePeerHeader) return;
  const name = `x-touchstone-peer-${randomBytes(16).toString('hex')}`;
  shared.touchstonePeerHeader = name;
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[name] = request.socket.remoteAddress;
    const refused = refusedPath(request.method ?? '', request.url ?? '');
    if (!refused) return;
    request.method = 'GET';
    request.url = refused;
  });
}
