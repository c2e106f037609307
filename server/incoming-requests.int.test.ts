import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setDatabaseAway } from './database-state';
import { receiveRequests } from './incoming-requests';

/** A server that answers with what the framework would see of a request. */
const server = createServer((request, response) => {
  const { method, url, headers } = request;
  if (url === '/broken') {
    response.statusCode = 500;
    response.end('Broken.');
    return;
  }
  bodyOf(request).then(
    (body) => response.end(JSON.stringify({ method, url, headers, body })),
    () => response.end(),
  );
});

const bodyOf = (request: IncomingMessage) => text(request);

beforeAll(async () => {
  receiveRequests({ appUrl: 'https://touchstone.example/', bodyWithinMs: 200 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

/** Everything that comes back for these very words, until the connection ends. */
async function exchange(words: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(words);
  return text(socket).catch(() => '');
}

async function seen(head: string): Promise<{ method: string; url: string; headers: Record<string, string> }> {
  const answer = await exchange(`${head}\r\nHost: internal:3000\r\nConnection: close\r\n\r\n`);
  return JSON.parse(answer.split('\r\n\r\n').slice(1).join(''));
}

describe('the first word on a request', () => {
  it.each([
    ['OPTIONS * HTTP/1.1', '/.refused/400'],
    ['TRACE / HTTP/1.1', '/.refused/405'],
    ['GET http://evil.example/demo?x=1 HTTP/1.1', '/demo?x=1'],
    ['GET http://evil.example/% HTTP/1.1', '/.refused/400'],
  ])('%s is led to %s', async (head, url) => {
    expect(await seen(head)).toMatchObject({ method: 'GET', url });
  });

  it('is whose address this is: what others say of the host counts nothing', async () => {
    const { headers } = await seen(
      'GET / HTTP/1.1\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: http\r\nForwarded: host=evil.example',
    );
    expect(headers).toMatchObject({
      host: 'internal:3000',
      'x-forwarded-host': 'touchstone.example',
      'x-forwarded-proto': 'https',
    });
    expect(headers).not.toHaveProperty('forwarded');
  });

  it('turns what breaks while the database is away into "later", and nothing else', async () => {
    const broken = 'GET /broken HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    expect(await exchange(broken)).toMatch(/^HTTP\/1\.1 500 /);
    setDatabaseAway(true);
    try {
      const answer = await exchange(broken);
      expect(answer).toMatch(/^HTTP\/1\.1 503 /);
      expect(answer).toMatch(/\r\nRetry-After: \d+\r\n/);
    } finally {
      setDatabaseAway(false);
    }
  });

  it('ends a connection whose body does not come', async () => {
    const head = 'POST /v1/batch HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n';
    expect(await exchange(`${head}{"batch":[`)).toBe('');
    expect(await exchange(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc`)).toBe('');
  });

  it('lets a body that comes be read to its end', async () => {
    const answer = await exchange('POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nwhole');
    expect(answer).toContain('"body":"whole"');
  });
});
