import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request: an object to answer with, a raw text, or a failure. */
export type FakeAnswer =
  | { kind: 'object'; value: unknown }
  | { kind: 'text'; text: string; finishReason?: 'stop' | 'content_filter' | 'length' }
  | { kind: 'status'; status: number }
  | { kind: 'silence' };

export type FakeModelServer = {
  baseUrl: string;
  /** Bodies of all requests it got, as they came. */
  requests: string[];
  close: () => Promise<void>;
};

/** A local server that speaks OpenAI's chat completions and answers what `answer` says for the body of a request. */
export async function fakeModelServer(answer: (body: string) => FakeAnswer): Promise<FakeModelServer> {
  const requests: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    requests.push(body);
    const given = answer(body);
    if (given.kind === 'silence') return;
    if (given.kind === 'status') {
      outgoing.writeHead(given.status, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ error: { message: 'no', type: 'error', code: given.status } }));
      return;
    }
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(completion(given)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { baseUrl: `http://127.0.0.1:${port}/v1`, requests, close };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function completion(given: Extract<FakeAnswer, { kind: 'object' | 'text' }>) {
  const isText = given.kind === 'text';
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: 'fake-1',
    choices: [
      {
        index: 0,
        finish_reason: (isText && given.finishReason) || 'stop',
        message: { role: 'assistant', content: isText ? given.text : JSON.stringify(given.value) },
      },
    ],
    usage: { prompt_tokens: 900, completion_tokens: 150, total_tokens: 1_050 },
  };
}
