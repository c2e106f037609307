import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

type Route = { POST: (request: Request) => Promise<Response>; OPTIONS?: (request: Request) => Response };

function toRequest(incoming: IncomingMessage, origin: string): Request {
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const hasBody = incoming.method === 'POST';
  const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null;
  const options: RequestInit & { duplex: 'half' } = { method: incoming.method, headers, body, duplex: 'half' };
  return new Request(new URL(incoming.url ?? '/', origin), options);
}

/** Route handlers behind a real HTTP server on a free port, so that real clients can talk to them. */
export async function serveRoutes(routes: Record<string, Route>): Promise<{ url: string; close: () => Promise<void> }> {
  let origin = '';
  const server = createServer(async (incoming, outgoing) => {
    const route = routes[new URL(incoming.url ?? '/', origin).pathname];
    const request = toRequest(incoming, origin);
    const answer = !route
      ? new Response(null, { status: 404 })
      : incoming.method === 'OPTIONS' && route.OPTIONS
        ? route.OPTIONS(request)
        : await route.POST(request);
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: origin, close };
}
