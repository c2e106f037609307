import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { Analytics } from '@segment/analytics-node';
import { Pool } from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { spend } from '@/server/public-api/rate-limit';
import { processPending } from '@/server/services/events';
import { createWriteKey, EVENTS_ALLOWED, revokeWriteKey } from '@/server/services/write-keys';
import { systemDb } from '@/server/system-db';
import { type FreshWorkspace, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { serveRoutes } from '@/tests/harness/serve-routes';
import * as alias from './alias/route';
import * as batch from './batch/route';
import * as group from './group/route';
import * as identify from './identify/route';
import * as page from './page/route';
import * as screen from './screen/route';
import * as track from './track/route';

const routes = {
  '/v1/batch': batch,
  '/v1/track': track,
  '/v1/identify': identify,
  '/v1/page': page,
  '/v1/screen': screen,
  '/v1/group': group,
  '/v1/alias': alias,
};

let server: Awaited<ReturnType<typeof serveRoutes>>;
let shop: FreshWorkspace;

beforeAll(async () => {
  server = await serveRoutes(routes);
  shop = await freshWorkspace();
});
afterAll(() => server.close());

type Answer = {
  status: number;
  headers: Headers;
  body: {
    success: boolean;
    code?: string;
    field?: string;
    accepted?: number;
    duplicates?: number;
    rejected?: { index: number; messageId: string | null; code: string; field: string }[];
  };
};

type Sending = { key?: string | null; headers?: Record<string, string> };

async function post(path: string, body: string | Uint8Array, { key = shop.writeKey, headers = {} }: Sending = {}) {
  const sent = new Headers(headers);
  if (key) sent.set('Authorization', `Basic ${Buffer.from(`${key}:`).toString('base64')}`);
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', body: body as BodyInit, headers: sent });
  return { status: answer.status, headers: answer.headers, body: await answer.json() } as Answer;
}

const event = (extra: object = {}) => ({
  type: 'track',
  event: 'Product Viewed',
  userId: 'u-1',
  messageId: v7(),
  timestamp: new Date().toISOString(),
  properties: { product_id: 'p-1' },
  ...extra,
});
const json = (value: unknown) => JSON.stringify(value);
const storedCount = (messageId: string) =>
  systemDb().event.count({ where: { workspaceId: shop.workspaceId, messageId } });

describe('the official client', () => {
  it('works by setting its host', async () => {
    const { writeKey, workspaceId } = await freshWorkspace();
    const analytics = new Analytics({ writeKey, host: server.url, flushAt: 20 });
    const failures: unknown[] = [];
    analytics.on('error', (error) => failures.push(error));
    analytics.identify({ userId: 'ada', traits: { email: 'ada@shop.example', firstName: 'Ada' } });
    analytics.track({ userId: 'ada', event: 'Product Added', properties: { product_id: 'p-1', price: 12.5 } });
    analytics.page({ anonymousId: 'a-1', name: 'Home' });
    analytics.screen({ anonymousId: 'a-1', name: 'Home' });
    analytics.group({ userId: 'ada', groupId: 'g-1', traits: { name: 'Analysts' } });
    analytics.alias({ previousId: 'a-1', userId: 'ada' });
    await analytics.closeAndFlush();
    expect(failures).toEqual([]);
    const stored = await systemDb().event.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } });
    expect(stored.map((row) => row.type)).toEqual(['identify', 'track', 'page', 'screen', 'group', 'alias']);
    expect(stored[0]?.properties).toMatchObject({ email: 'ada@shop.example' });
    expect(await systemDb().eventPending.count({ where: { workspaceId } })).toBe(6);
  });
});

type RudderClient = Record<'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias', (call: object) => void> & {
  flush: () => Promise<void>;
};
// A package for require alone; its own types take any object for options and know no `flush` that is awaited.
const Rudder: new (writeKey: string, options: object) => RudderClient = createRequire(import.meta.url)(
  '@rudderstack/rudder-sdk-node',
);

describe('RudderStack’s client', () => {
  function clientOf(writeKey: string) {
    const failures: unknown[] = [];
    const errorHandler = (error: unknown) => failures.push(error);
    const options = { dataPlaneUrl: server.url, flushInterval: 60_000, logLevel: 'error', retryCount: 0, errorHandler };
    return { rudder: new Rudder(writeKey, options), failures };
  }

  it('works by setting its data plane', async () => {
    const { writeKey, workspaceId } = await freshWorkspace();
    const { rudder, failures } = clientOf(writeKey);
    const happenedAt = new Date('2026-03-01T10:00:00.000Z');
    rudder.identify({ userId: 'ada', traits: { email: 'ada@shop.example' }, timestamp: happenedAt });
    rudder.track({ userId: 'ada', event: 'Product Added', properties: { product_id: 'p-1', price: 12.5 } });
    rudder.page({ anonymousId: 'a-1', name: 'Home' });
    rudder.screen({ anonymousId: 'a-1', name: 'Home' });
    rudder.group({ userId: 'ada', groupId: 'g-1', traits: { name: 'Analysts' } });
    rudder.alias({ previousId: 'a-1', userId: 'ada' });
    await rudder.flush();
    expect(failures).toEqual([]);
    const stored = await systemDb().event.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } });
    expect(stored.map((row) => row.type)).toEqual(['identify', 'track', 'page', 'screen', 'group', 'alias']);
    expect(stored[0]?.occurredAt).toEqual(happenedAt);
    expect(await systemDb().deadLetter.count({ where: { workspaceId } })).toBe(0);
  });

  it('hears of a key that opens nothing', async () => {
    const { rudder, failures } = clientOf('wk_wrong');
    rudder.track({ userId: 'ada', event: 'Product Added' });
    await rudder.flush();
    expect(failures).toMatchObject([{ message: 'Request failed with status code 401' }]);
  });
});

describe('what is kept', () => {
  it.each(['track', 'identify', 'page', 'screen', 'group', 'alias'])('a single %s call', async (type) => {
    const { type: _, ...call } = event({ traits: {}, groupId: 'g', previousId: 'p' });
    const answer = await post(`/v1/${type}`, json(call));
    expect(answer).toMatchObject({ status: 200, body: { success: true, accepted: 1 } });
    const stored = await systemDb().event.findFirst({
      where: { workspaceId: shop.workspaceId, messageId: call.messageId },
    });
    expect(stored?.type).toBe(type);
  });

  it('an event once, however often and however concurrently it is sent', async () => {
    const call = event();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => post('/v1/batch', json({ batch: [call, call] }))),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(12).fill(200));
    expect(answers.reduce((sum, answer) => sum + (answer.body.accepted ?? 0), 0)).toBe(1);
    expect(answers.reduce((sum, answer) => sum + (answer.body.duplicates ?? 0), 0)).toBe(23);
    expect(await storedCount(call.messageId)).toBe(1);
  });

  it('the same messageId in another workspace', async () => {
    const other = await freshWorkspace();
    const call = event();
    await post('/v1/track', json(call));
    expect((await post('/v1/track', json(call), { key: other.writeKey })).body.accepted).toBe(1);
  });

  it('compressed bodies', async () => {
    const call = event();
    const headers = { 'Content-Encoding': 'gzip' };
    expect((await post('/v1/batch', gzipSync(json({ batch: [call] })), { headers })).status).toBe(200);
    expect(await storedCount(call.messageId)).toBe(1);
  });

  it('a key sent as bearer token or in the body', async () => {
    const headers = { Authorization: `Bearer ${shop.writeKey}` };
    expect((await post('/v1/track', json(event()), { key: null, headers })).status).toBe(200);
    const inBody = json({ batch: [event()], writeKey: shop.writeKey });
    expect((await post('/v1/batch', inBody, { key: null })).status).toBe(200);
    expect((await post('/v1/track', json(event({ writeKey: shop.writeKey })), { key: null })).status).toBe(200);
  });

  it('events of long ago, with the time they say', async () => {
    const call = event({ timestamp: '2010-12-01T08:26:00.000Z' });
    expect((await post('/v1/track', json(call))).status).toBe(200);
    const stored = await systemDb().event.findFirst({
      where: { workspaceId: shop.workspaceId, messageId: call.messageId },
    });
    expect(stored?.occurredAt.toISOString()).toBe('2010-12-01T08:26:00.000Z');
  });

  it('the time of a sender whose clock is an hour slow, corrected', async () => {
    const slow = new Date(Date.now() - 3_600_000).toISOString();
    const call = event({ timestamp: slow });
    await post('/v1/batch', json({ batch: [call], sentAt: slow }));
    const stored = await systemDb().event.findFirst({
      where: { workspaceId: shop.workspaceId, messageId: call.messageId },
    });
    expect(Math.abs((stored?.occurredAt.getTime() ?? 0) - Date.now())).toBeLessThan(10_000);
  });

  it('originalTimestamp and sentAt of an event, corrected by when it arrived', async () => {
    const fast = new Date(Date.now() + 7_200_000);
    const call = event({
      timestamp: undefined,
      originalTimestamp: new Date(fast.getTime() - 60_000).toISOString(),
      sentAt: fast.toISOString(),
    });
    expect((await post('/v1/track', json(call))).status).toBe(200);
    const stored = await systemDb().event.findFirst({
      where: { workspaceId: shop.workspaceId, messageId: call.messageId },
    });
    expect(Math.abs((stored?.occurredAt.getTime() ?? 0) - (Date.now() - 60_000))).toBeLessThan(10_000);
  });

  it('a request kept back for days, with the times it says', async () => {
    const then = new Date(Date.now() - 5 * 86_400_000).toISOString();
    const call = event({ timestamp: then });
    expect((await post('/v1/batch', json({ batch: [call], sentAt: then }))).status).toBe(200);
    const stored = await systemDb().event.findFirst({
      where: { workspaceId: shop.workspaceId, messageId: call.messageId },
    });
    expect(stored?.occurredAt.toISOString()).toBe(then);
  });

  it('a claim to be simulated in demo workspaces only', async () => {
    const demo = await freshWorkspace({ isDemo: true });
    const call = event({ context: { touchstone: { simulated: true } } });
    await post('/v1/track', json(call));
    await post('/v1/track', json(call), { key: demo.writeKey });
    const rows = await systemDb().event.findMany({ where: { messageId: call.messageId } });
    expect(new Map(rows.map((row) => [row.workspaceId, row.isSimulated]))).toEqual(
      new Map([
        [shop.workspaceId, false],
        [demo.workspaceId, true],
      ]),
    );
  });

  it('an event without a time at the clock of a virtual workspace', async () => {
    const virtualNow = new Date('2011-09-01T10:00:00Z');
    const past = await freshWorkspace({ virtualNow });
    const call = event({ timestamp: undefined });
    await post('/v1/track', json(call), { key: past.writeKey });
    const stored = await systemDb().event.findFirst({ where: { workspaceId: past.workspaceId } });
    expect(stored?.occurredAt).toEqual(virtualNow);
  });
});

const raw = (field: string, value: string) =>
  json(event()).replace('"properties":{', `"properties":{"${field}":${value},`);
const deep = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
const inYears = (years: number) => new Date(Date.now() + years * 365 * 86_400_000).toISOString();

/** One bad event as raw JSON text, and what the answer must name. */
const BAD: [what: string, text: string, code: string, field: string][] = [
  ['a string for an event', '"hello"', 'not_an_object', 'event'],
  ['an array for an event', '[]', 'not_an_object', 'event'],
  ['null for an event', 'null', 'not_an_object', 'event'],
  ['NaN', raw('price', 'NaN'), 'malformed_json', 'event'],
  ['a broken literal', raw('price', 'tru'), 'malformed_json', 'event'],
  ['1e400', raw('price', '1e400'), 'bad_number', 'properties.price'],
  ['a NUL character', raw('name', '"a\\u0000b"'), 'bad_text', 'properties.name'],
  ['a lone surrogate', raw('name', '"\\ud83d"'), 'bad_text', 'properties.name'],
  ['a NUL in a key', raw('a\\u0000', '1'), 'bad_text', 'properties'],
  ['__proto__', raw('__proto__', '{"admin":true}'), 'bad_key', 'properties.__proto__'],
  ['a key given twice', raw('product_id', '"p-2"'), 'duplicate_key', 'properties.product_id'],
  ['10,000 levels', raw('deep', deep(10_000)), 'too_deep', 'properties.deep'],
  ['33 KB', raw('text', `"${'x'.repeat(33 * 1024)}"`), 'event_too_large', 'properties'],
  ['33 KB in 11 K characters', raw('text', `"${'€'.repeat(11_000)}"`), 'event_too_large', 'properties'],
  ['no user', json(event({ userId: undefined })), 'missing', 'userId'],
  ['an empty user', json(event({ userId: ' ' })), 'missing', 'userId'],
  ['a user called null', json(event({ userId: 'null' })), 'bad_id', 'userId'],
  ['an object for a user', json(event({ userId: {} })), 'wrong_type', 'userId'],
  ['a long anonymousId', json(event({ anonymousId: 'x'.repeat(256) })), 'too_long', 'anonymousId'],
  ['a long messageId', json(event({ messageId: 'x'.repeat(256) })), 'too_long', 'messageId'],
  ['a number for a messageId', json(event({ messageId: {} })), 'wrong_type', 'messageId'],
  ['a list for properties', json(event({ properties: [] })), 'wrong_type', 'properties'],
  ['a string for context', json(event({ context: 'x' })), 'wrong_type', 'context'],
  ['an object for an order_id', json(event({ properties: { order_id: {} } })), 'wrong_type', 'properties.order_id'],
  ['1970', json(event({ timestamp: '1970-01-01T00:00:00Z' })), 'timestamp_too_old', 'timestamp'],
  ['2099', json(event({ timestamp: inYears(73) })), 'timestamp_in_future', 'timestamp'],
  [
    '2099, sent in 2099',
    json(event({ timestamp: inYears(73), sentAt: inYears(73) })),
    'timestamp_in_future',
    'timestamp',
  ],
  ['a date that is none', json(event({ timestamp: 'yesterday' })), 'bad_timestamp', 'timestamp'],
  ['30 February', json(event({ timestamp: '2024-02-30T00:00:00Z' })), 'bad_timestamp', 'timestamp'],
  ['a number for a date', json(event({ timestamp: 1_700_000_000 })), 'bad_timestamp', 'timestamp'],
  ['a track call without event', json(event({ event: undefined })), 'missing', 'event'],
];

describe.each(BAD)('%s', (_what, text, code, field) => {
  it('is answered 400 with its field, and kept as a dead letter', async () => {
    const before = await systemDb().deadLetter.count({ where: { workspaceId: shop.workspaceId, code } });
    const answer = await post('/v1/track', text);
    expect(answer).toMatchObject({ status: 400, body: { success: false, code, field } });
    expect(await systemDb().deadLetter.count({ where: { workspaceId: shop.workspaceId, code } })).toBe(before + 1);
  });

  it('does not take its neighbours with it', async () => {
    const [one, other] = [event(), event()];
    const answer = await post('/v1/batch', `{"batch":[${json(one)},${text},${json(other)}]}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ success: true, accepted: 2, rejected: [{ index: 1, code, field }] });
    expect((await storedCount(one.messageId)) + (await storedCount(other.messageId))).toBe(2);
  });
});

/** Requests that are refused as a whole. */
const REFUSED: [what: string, body: string | Uint8Array, status: number, code: string, field: string][] = [
  ['nothing', '', 400, 'malformed_json', 'body'],
  ['text that is no JSON', '{"batch": [', 400, 'malformed_json', 'body'],
  ['brackets that do not match', '{"batch": [{"a": ]}]}', 400, 'malformed_json', 'body'],
  ['two values', `{"batch": []} {}`, 400, 'malformed_json', 'body'],
  ['a body without batch', '{}', 400, 'missing', 'batch'],
  ['a list instead of an object', '[]', 400, 'wrong_type', 'body'],
  ['a list of events instead of an object', '[{"type":"track"}]', 400, 'wrong_type', 'body'],
  ['a batch that is no list', '{"batch": {}}', 400, 'wrong_type', 'batch'],
  ['an empty batch', '{"batch": []}', 400, 'empty', 'batch'],
  ['a byte order mark', `\ufeff${json({ batch: [event()] })}`, 400, 'bad_encoding', 'body'],
  ['501 KB', json({ batch: [], padding: 'x'.repeat(501 * 1024) }), 413, 'body_too_large', 'body'],
  ['a NUL in the shared context', '{"batch":[{}],"context":{"a":"\\u0000"}}', 400, 'bad_text', 'context.a'],
  ['100,000 open brackets', `{"batch":${'['.repeat(100_000)}`, 400, 'malformed_json', 'body'],
];

describe('a batch that is refused as a whole', () => {
  it.each(REFUSED)('%s', async (_what, body, status, code, field) => {
    expect(await post('/v1/batch', body)).toMatchObject({ status, body: { success: false, code, field } });
  });

  it('holds no event that can be kept', async () => {
    const answer = await post('/v1/batch', json({ batch: [{ type: 'dance', userId: 'u' }] }));
    expect(answer).toMatchObject({ status: 400, body: { success: false, code: 'no_event_kept' } });
    expect(answer.body.rejected).toMatchObject([{ index: 0, code: 'unknown_type', field: 'type' }]);
  });

  it('invalid UTF-8: the event it is in, not its neighbours', async () => {
    const call = event();
    const bytes = Buffer.concat([
      Buffer.from('{"batch":[{"type":"track","event":"x","userId":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from(`"},${json(call)}]}`),
    ]);
    const answer = await post('/v1/batch', bytes);
    expect(answer.body).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'bad_encoding', field: 'event' }] });
    expect(await storedCount(call.messageId)).toBe(1);
  });

  it('a compressed bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 32));
    expect(bomb.length).toBeLessThan(500 * 1024);
    const answer = await post('/v1/batch', bomb, { headers: { 'Content-Encoding': 'gzip' } });
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large', field: 'body' } });
  });

  it('compression that is none', async () => {
    const answer = await post('/v1/batch', 'plain', { headers: { 'Content-Encoding': 'gzip' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad_encoding', field: 'body' } });
    const unknown = await post('/v1/batch', 'plain', { headers: { 'Content-Encoding': 'zstd' } });
    expect(unknown).toMatchObject({ status: 415, body: { field: 'Content-Encoding' } });
  });
});

describe('who may send', () => {
  it('nobody without a key, or with a wrong one', async () => {
    const none = await post('/v1/track', json(event()), { key: null });
    expect(none).toMatchObject({ status: 401, body: { code: 'missing_write_key', field: 'Authorization' } });
    const wrong = await post('/v1/track', json(event()), { key: 'wk_wrong' });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_write_key', field: 'Authorization' } });
    expect(wrong.headers.get('www-authenticate')).not.toContain('Basic');
  });

  it('nobody with a revoked key', async () => {
    const { writeKey, keyId, ctx } = await freshWorkspace();
    expect((await post('/v1/track', json(event()), { key: writeKey })).status).toBe(200);
    await revokeWriteKey(ctx, { id: keyId });
    expect((await post('/v1/track', json(event()), { key: writeKey })).status).toBe(401);
  });

  it('browsers of any shop', async () => {
    const preflight = await fetch(`${server.url}/v1/track`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect((await post('/v1/track', json(event()))).headers.get('access-control-allow-origin')).toBe('*');
  });

  it('a key that sends too much has to wait', async () => {
    const busy = await freshWorkspace();
    // All but the last event of its allowance, as if it had just sent them.
    await spend({ keyId: busy.keyId, kind: 'server' }, EVENTS_ALLOWED.server - 1);
    const two = json({ batch: [event(), event()] });
    const refused = await post('/v1/batch', two, { key: busy.writeKey });
    expect(refused).toMatchObject({ status: 429, body: { success: false, code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a key that every visitor can read', () => {
  it('speaks for the visitor alone: whoever else it names is set aside', async () => {
    const { ctx, writeKey, workspaceId } = await freshWorkspace();
    const { key } = await createWriteKey(ctx, { name: 'Pages', kind: 'browser' });
    const call = { messageId: v7(), anonymousId: 'a-1', userId: 'ada', traits: { email: 'eve@evil.example' } };
    expect(await post('/v1/identify', json(call), { key })).toMatchObject({ status: 200, body: { accepted: 1 } });
    await post('/v1/identify', json({ userId: 'ada', traits: { email: 'ada@shop.example' } }), { key: writeKey });
    await processPending({ ...ctx, publish: async () => {} }, { limit: 10 });
    const customers = await systemDb().customer.findMany({ where: { workspaceId }, orderBy: { email: 'asc' } });
    expect(customers.map(({ externalId, email }) => ({ externalId, email }))).toEqual([
      { externalId: 'ada', email: 'ada@shop.example' },
      { externalId: null, email: 'eve@evil.example' },
    ]);
    const stored = await systemDb().event.findFirst({ where: { workspaceId, messageId: call.messageId } });
    expect(stored).toMatchObject({ userId: null, anonymousId: 'a-1', context: { claimedUserId: 'ada' } });
  });

  it.each([
    ['track', { event: 'Signed Up', userId: 'ada' }],
    ['alias', { userId: 'ada', previousId: 'a-1', anonymousId: 'a-1' }],
  ])('may not send a %s call about a user alone', async (type, call) => {
    const { ctx } = await freshWorkspace();
    const { key } = await createWriteKey(ctx, { name: 'Pages', kind: 'browser' });
    const answer = await post(`/v1/${type}`, json(call), { key });
    expect(answer).toMatchObject({ status: 400, body: { code: 'unproven_user', field: 'userId' } });
  });

  const sms = { channel: 'sms', text_version: 'form@1' };
  const typed = { phone: '+353861234567' };
  it.each([
    ['track', { event: 'Consent Granted', properties: { ...sms, purpose: ' confirmation ' } }],
    ['identify', { traits: { ...typed, consents: [{ ...sms, purpose: 'confirmation', status: 'granted' }] } }],
  ])('may not say by a %s call that an opt-in was confirmed', async (type, call) => {
    const { ctx, workspaceId } = await freshWorkspace();
    const { key } = await createWriteKey(ctx, { name: 'Pages', kind: 'browser' });
    const yes = { ...sms, purpose: 'marketing', status: 'granted' };
    await post('/v1/identify', json({ anonymousId: 'a-1', traits: { ...typed, consents: [yes] } }), { key });
    const answer = await post(`/v1/${type}`, json({ anonymousId: 'a-1', ...call }), { key });
    await processPending({ ...ctx, publish: async () => {} }, { limit: 10 });
    const words = await systemDb().consentEvent.findMany({ where: { workspaceId } });
    expect(words.map(({ purpose }) => purpose)).toEqual(['marketing']);
    expect(answer).toMatchObject({ status: 400, body: { code: 'unproven_confirmation', field: 'purpose' } });
  });
});

describe('a database that goes away', () => {
  it('is a 503 that says when to come back, and then everything continues', async () => {
    const call = event();
    // The driver's own refusal, as when nobody listens at the database's port.
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    vi.spyOn(Pool.prototype, 'query').mockImplementation(() => Promise.reject(refused));
    const away = await post('/v1/track', json(call));
    expect(away).toMatchObject({ status: 503, body: { success: false, code: 'unavailable' } });
    expect(away.headers.get('retry-after')).toBe('5');
    vi.restoreAllMocks();
    expect((await post('/v1/track', json(call))).status).toBe(200);
  });

  it('does not keep a sender waiting when it hangs', async () => {
    vi.spyOn(Pool.prototype, 'query').mockImplementation(() => new Promise(() => {}));
    const started = Date.now();
    const hung = await post('/v1/track', json(event()));
    vi.restoreAllMocks();
    expect(hung.status).toBe(503);
    expect(Date.now() - started).toBeLessThan(6_000);
  });
});
