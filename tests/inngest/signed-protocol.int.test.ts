import { createHmac } from 'node:crypto';
import { Inngest } from 'inngest';
import { serve } from 'inngest/next';
import { NextRequest } from 'next/server';
import { describe, expect, it, vi } from 'vitest';

const KEY = 'a1'.repeat(32);
const silent = { info() {}, warn() {}, error() {}, debug() {} };
const URL_OF_ROUTE = 'https://shop.example/api/inngest';

/** The signature an Inngest server makes. Bodies of these tests have their keys in canonical order. */
function sign(body: string, key = KEY, at = Math.floor(Date.now() / 1000)): string {
  return `t=${at}&s=${createHmac('sha256', key).update(`${body}${at}`).digest('hex')}`;
}

function request(
  method: string,
  { query = '', body = '', signature }: { query?: string; body?: string; signature?: string } = {},
) {
  const headers = new Headers({ host: 'shop.example', ...(signature ? { 'x-inngest-signature': signature } : {}) });
  return new NextRequest(`${URL_OF_ROUTE}${query}`, { method, headers, ...(body ? { body } : {}) });
}

function product() {
  const client = new Inngest({
    id: 'signed',
    isDev: false,
    eventKey: 'key',
    signingKey: `signkey-prod-${KEY}`,
    logger: silent,
    internalLogger: silent,
  });
  const fn = client.createFunction(
    { id: 'add', triggers: { event: 'numbers' } },
    ({ event }) => event.data.a + event.data.b,
  );
  return serve({ client, functions: [fn], enableUnauthedSync: false });
}

const CALL = {
  query: '?fnId=signed-add&stepId=step',
  body: '{"ctx":{"attempt":0,"run_id":"01J0000000000000000000000"},"event":{"data":{"a":2,"b":3},"name":"numbers"},"events":[],"steps":{},"version":-1}',
};

describe('the signed protocol of Inngest', () => {
  it('runs a signed call and signs the answer', async () => {
    const response = await product().POST(request('POST', { ...CALL, signature: sign(CALL.body) }), undefined);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('5');
    expect(response.headers.get('x-inngest-signature')).toMatch(/^t=\d+&s=[0-9a-f]{64}$/);
  });

  it.each([
    ['without a signature', undefined],
    ['signed with another key', sign(CALL.body, 'b2'.repeat(32))],
    ['signed for another body', sign('{}')],
    ['signed ten minutes ago', sign(CALL.body, KEY, Math.floor(Date.now() / 1000) - 600)],
  ])('refuses a call %s', async (_, signature) => {
    const response = await product().POST(request('POST', { ...CALL, ...(signature ? { signature } : {}) }), undefined);
    expect(response.status).toBe(401);
  });

  it('describes itself to signed requests alone', async () => {
    const route = product();
    expect((await route.GET(request('GET'), undefined)).status).toBe(401);
    const response = await route.GET(request('GET', { signature: sign('') }), undefined);
    expect(await response.json()).toMatchObject({ function_count: 1, mode: 'cloud', authentication_succeeded: true });
  });

  it('registers on a signed request alone', async () => {
    const route = product();
    expect((await route.PUT(request('PUT', { body: '{}' }), undefined)).status).toBe(401);
    const body = JSON.stringify({ url: URL_OF_ROUTE });
    const signed = request('PUT', { body, signature: sign(body) });
    signed.headers.set('x-inngest-sync-kind', 'in_band');
    const response = await route.PUT(signed, undefined);
    expect(await response.json()).toMatchObject({ app_id: 'signed', functions: [{ id: 'signed-add' }] });
  });
});

describe("the product's route", () => {
  it.each([
    ['on the embedded executor', {}],
    ['on Inngest', { INNGEST_SIGNING_KEY: `signkey-prod-${KEY}`, INNGEST_EVENT_KEY: 'key' }],
    ['with development mode asked for', { INNGEST_DEV: '1' }],
  ])('answers 401 to unsigned calls, %s', { timeout: 30_000 }, async (_, environment) => {
    vi.resetModules();
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const route = await import('@/app/api/inngest/route');
    expect((await route.GET(request('GET'), undefined)).status).toBe(401);
    expect((await route.POST(request('POST', CALL), undefined)).status).toBe(401);
    expect((await route.PUT(request('PUT', { body: '{}' }), undefined)).status).toBe(401);
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
});
