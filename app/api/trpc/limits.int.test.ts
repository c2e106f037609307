import { expect, it, vi } from 'vitest';
import { MAX_BATCH } from '@/lib/trpc/batch';
import { GET, POST } from './[trpc]/route';

vi.mock('next/headers', () => ({ cookies: async () => ({ get: () => undefined }) }));

const ORIGIN = 'http://localhost:3000';

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { host: 'localhost:3000', origin: ORIGIN, 'content-type': 'application/json', ...headers },
  };
  return new Request(`${ORIGIN}/api/trpc/killSwitch.stop`, init);
}

/** What the client of the API makes an error of. */
async function failure(response: Response): Promise<unknown> {
  const body = await response.json();
  const { message, data } = (Array.isArray(body) ? body[0] : body).error.json;
  return { status: response.status, message, code: data.code };
}

/** A megabyte and more that announces no length. */
function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
}

it.each([
  ['in one piece', () => post(`"${'a'.repeat(1_000_001)}"`)],
  ['that never ends', () => post(endless())],
])('refuses a body %s, in the words of the protocol', async (_what, request) => {
  expect(await failure(await POST(request()))).toEqual({
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    message: 'A call may carry 1 MB at most.',
  });
});

it('refuses more calls at once than a page ever makes', async () => {
  const batch = (size: number) =>
    GET(new Request(`${ORIGIN}/api/trpc/${Array(size).fill('account.me').join(',')}?batch=1&input=%7B%7D`));
  expect(await failure(await batch(MAX_BATCH + 1))).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  expect(await failure(await batch(MAX_BATCH))).toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
});

it('refuses other sites in the words of the protocol, and lets nobody keep an answer', async () => {
  const response = await POST(post('{}', { origin: 'https://evil.example' }));
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(await failure(response)).toEqual({
    status: 403,
    code: 'FORBIDDEN',
    message: 'Calls from other origins are refused.',
  });
});
