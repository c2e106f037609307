import http from 'node:http';
import https from 'node:https';

/**
 * How one request ended. `answered`: with the provider's answer. `not_sent`: nothing of it can have been taken.
 * `unanswered`: it was handed over, whole or in part, and what became of it is not known.
 */
export type Exchange =
  | { kind: 'answered'; status: number; headers: http.IncomingHttpHeaders; body: string }
  | { kind: 'not_sent'; code: string; reason: string }
  | { kind: 'unanswered'; code: string; reason: string };

export type ExchangeOptions = {
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string;
  /** For the whole exchange, so that a server that answers a letter a second does not hold a message for ever. */
  timeoutMs?: number;
  /** Of the answer nothing is read beyond. */
  mostBytes?: number;
};

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 64 * 1024;

// Connections are kept for a short while only: one that the server closes under a request leaves its fate unknown.
const AGENT = { keepAlive: true, maxFreeSockets: 16, timeout: 4_000, scheduling: 'lifo' } as const;
const plain = new http.Agent(AGENT);
const secure = new https.Agent(AGENT);

/**
 * One request to a provider, made once. Follows no redirect and never throws. What matters is kept apart: whether
 * anything of the request can have reached the provider, since it has no way to be asked twice.
 */
export function exchange(address: string, options: ExchangeOptions): Promise<Exchange> {
  const url = new URL(address);
  const body = Buffer.from(options.body);
  return new Promise((settle) => {
    let isConnected = false;
    let timer: NodeJS.Timeout | undefined;
    const end = (result: Exchange) => {
      clearTimeout(timer);
      settle(result);
    };
    const request = (url.protocol === 'http:' ? http : https).request(url, {
      method: options.method ?? 'POST',
      agent: url.protocol === 'http:' ? plain : secure,
      headers: { ...options.headers, 'Content-Length': body.length, 'User-Agent': 'Touchstone' },
    });
    request.on('socket', (socket) => {
      // A connection that was kept is connected already.
      if (request.reusedSocket) isConnected = true;
      else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (isConnected = true));
    });
    request.on('response', (response) => {
      readText(response, options.mostBytes ?? MOST_BYTES).then(
        (text) => {
          const { statusCode: status = 0, headers } = response;
          end({ kind: 'answered', status, headers, body: text });
        },
        (error: unknown) => end(failure(error, true)),
      );
    });
    request.on('error', (error) => end(failure(error, isConnected)));
    timer = setTimeout(() => {
      request.destroy(Object.assign(new Error('No answer in time.'), { code: 'ETIMEDOUT' }));
    }, options.timeoutMs ?? TIMEOUT_MS);
    request.end(body);
  });
}

function failure(error: unknown, isConnected: boolean): Exchange {
  const { code, message } = error as { code?: string; message?: string };
  const words = message ? `: ${message}` : '.';
  if (!isConnected) {
    return { kind: 'not_sent', code: code ?? 'ECONNECT', reason: `The provider could not be reached${words}` };
  }
  return { kind: 'unanswered', code: code ?? 'EANSWER', reason: `It was handed over, and no answer came${words}` };
}

async function readText(response: http.IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is let go: an answer this long says nothing more that we would read.
    if (size > mostBytes) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
