import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { checkedLookup, postToWebhook, whyNoWebhook } from './post';

let server: http.Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A receiver that answers as told; its address, and the bodies it was given. */
async function receiver(answer: (response: http.ServerResponse) => void) {
  const bodies: string[] = [];
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      bodies.push(body);
      answer(response);
    });
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/hook`, bodies };
}
const local = { allowLocal: true };

describe('a webhook', () => {
  it('is given the text as Slack reads it', async () => {
    const { url, bodies } = await receiver((response) => response.end('ok'));
    expect(await postToWebhook(url, 'Two wait', local)).toMatchObject({ kind: 'accepted' });
    expect(bodies).toEqual(['{"text":"Two wait"}']);
  });

  it.each([
    [500, 'retry'],
    [503, 'retry'],
    [429, 'retry'],
    [404, 'fail'],
    [410, 'fail'],
  ])('that answers %d ends as %s', async (status, kind) => {
    const { url } = await receiver((response) =>
      response.writeHead(status, { 'Retry-After': '7' }).end('x'.repeat(1e6)),
    );
    const result = await postToWebhook(url, 'Hello', local);
    expect(result).toMatchObject({ kind, code: `HTTP ${status}` });
    if (result.kind === 'retry') expect(result.retryAfterMs).toBe(7_000);
  });

  it('is not followed to where it points', async () => {
    const { url, bodies } = await receiver((response) =>
      response.writeHead(307, { Location: 'http://169.254.169.254/latest/meta-data' }).end(),
    );
    expect(await postToWebhook(url, 'Hello', local)).toMatchObject({ kind: 'fail', code: 'HTTP 307' });
    expect(bodies).toHaveLength(1);
  });

  it('that takes the message and says nothing leaves its fate unknown', async () => {
    const { url } = await receiver(() => {});
    expect(await postToWebhook(url, 'Hello', { ...local, timeoutMs: 300 })).toMatchObject({ kind: 'unknown' });
  });

  it('that cannot be reached is tried again', async () => {
    const { url } = await receiver(() => {});
    const closing = server;
    await new Promise((resolve) => closing?.close(resolve));
    expect(await postToWebhook(url, 'Hello', local)).toMatchObject({ kind: 'retry', code: 'ECONNREFUSED' });
  });

  it('is not posted what is too long for it', async () => {
    const { url, bodies } = await receiver((response) => response.end());
    expect(await postToWebhook(url, 'x'.repeat(20_000), local)).toMatchObject({ kind: 'fail', code: 'ETOOBIG' });
    expect(bodies).toEqual([]);
  });
});

describe('an address', () => {
  it.each([
    'http://hooks.example.com/x',
    'ftp://hooks.example.com/x',
    'https://user:pass@hooks.example.com/x',
    'https://hooks.example.com:8443/x',
    `https://${'a'.repeat(250)}.com/x`,
    'https://localhost/x',
    'https://localhost./x',
    'https://db/x',
    'https://printer.local/x',
    'https://metadata.google.internal/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://0177.0.0.1/x',
    'https://[::1]/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://169.254.169.254/latest/meta-data',
    'not an address',
  ])('%s is refused', async (url) => {
    expect(whyNoWebhook(url, false)).not.toBeNull();
    expect(await postToWebhook(url, 'Hello', { allowLocal: false })).toMatchObject({ kind: 'fail', code: 'EADDRESS' });
  });

  it('of Slack is fine', () => {
    expect(whyNoWebhook('https://hooks.slack.com/services/T0/B0/x', false)).toBeNull();
  });

  it.each([
    ['a private address', ['10.0.0.1']],
    ['a public and a private one', ['8.8.8.8', '127.0.0.1']],
    ['none', []],
  ])('whose name resolves to %s is not connected to', (_what, addresses) => {
    const lookup = checkedLookup((_name, _options, answer) =>
      answer(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      ),
    );
    lookup('rebind.example', { all: true }, (error, found) => {
      expect(error?.message).toContain('not on the public internet');
      expect(found).toBe('');
    });
  });
});
