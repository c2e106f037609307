import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isHeldOut } from '@/domain/decisions/holdout';
import { GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import type { ServiceContext } from '@/server/context';
import { verifyLog } from '@/server/services/audit';
import { setAutonomyLevel } from '@/server/services/autonomy';
import { dispatchDue } from '@/server/services/delivery';
import { processPending } from '@/server/services/events';
import { stopSending } from '@/server/services/kill-switch';
import { activePolicy } from '@/server/services/policies';
import { recordClick } from '@/server/services/tracking';
import { proofOf, renewSecret, saveSite, sweepPages } from '@/server/services/web';
import { systemDb } from '@/server/system-db';
import { contextOf, type FreshWorkspace, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { serveRoutes } from '@/tests/harness/serve-routes';
import * as batch from './batch/route';
import * as decide from './decide/route';
import * as seen from './decide/seen/route';

const SHOP = 'https://shop.example';
const HOUR = 3_600_000;
const PERSON = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

let server: Awaited<ReturnType<typeof serveRoutes>>;
beforeAll(async () => {
  server = await serveRoutes({ '/v1/batch': batch, '/v1/decide': decide, '/v1/decide/seen': seen });
});
afterAll(() => server.close());

type Shop = FreshWorkspace;

/** A shop whose pages may ask, and whose cart notes run by themselves. */
async function shop({ level = 3, heldOut = 0 } = {}): Promise<Shop> {
  const made = await freshWorkspace();
  const { ctx } = made;
  await activePolicy(ctx);
  const document = { ...UNDRAWN_POLICY, holdout: { ...UNDRAWN_POLICY.holdout, share: heldOut } };
  await rewritePolicy(ctx, document);
  await saveSite(ctx, { origins: [SHOP], slots: ['leaving', 'hero'] });
  await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_note', level, reason: 'test' });
  return made;
}

type Sending = { headers?: Record<string, string>; origin?: string | null };
type Answer = {
  status: number;
  headers: Headers;
  body: {
    decision: {
      id: string;
      slot: string;
      token: string;
      isSeen: boolean;
      expiresAt: string;
      content: { headline: string; text: string; action: { label: string; href: string }; offer: unknown };
    } | null;
    reason?: string | null;
    seconds?: number;
    code?: string;
    field?: string;
  };
};

async function post(body: unknown, { headers = {}, origin = SHOP }: Sending = {}): Promise<Answer> {
  const answer = await fetch(`${server.url}/v1/decide`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain', ...(origin && { Origin: origin }), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] };
}

const ask = ({ writeKey }: Shop, anonymousId: string, more: object = {}, sending: Sending = {}) =>
  post({ writeKey, anonymousId, slot: 'leaving', ...more }, sending);

async function report(token: string, event: 'shown' | 'dismissed'): Promise<number> {
  const body = JSON.stringify({ token, event });
  return (await fetch(`${server.url}/v1/decide/seen`, { method: 'POST', body })).status;
}

type Visit = { cart?: boolean; consents?: boolean; userId?: string; cartId?: string };

/** What a browser tells of its visitor, worked into customers and carts. Answers the browser's own id. */
async function visit({ ctx, writeKey }: Shop, { cart = true, consents = true, userId, cartId }: Visit = {}) {
  const anonymousId = v7();
  const who = { anonymousId, ...(userId && { userId }) };
  const track = (event: string, properties: object) => ({
    ...who,
    type: 'track',
    event,
    messageId: v7(),
    timestamp: new Date().toISOString(),
    properties,
  });
  const product = { product_id: 'LAMP', name: 'Reading lamp', price: 50, quantity: 1, cart_id: cartId ?? v7() };
  const events = [
    ...(consents
      ? [track('Consent Granted', { channel: 'web', source: 'banner', text_version: '1', lawful_basis: 'consent' })]
      : []),
    ...(cart ? [track('Product Added', product)] : []),
    track('Page Seen', {}),
  ];
  const answer = await fetch(`${server.url}/v1/batch`, {
    method: 'POST',
    body: JSON.stringify({ batch: events, writeKey }),
  });
  expect(answer.status).toBe(200);
  await processPending(await contextOf(ctx.workspaceId), { limit: 100 });
  return anonymousId;
}

const decisionsOf = ({ ctx }: Shop) =>
  ctx.db.decision.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: 'asc' } });
const messagesOf = ({ ctx }: Shop) =>
  ctx.db.message.findMany({ where: { workspaceId: ctx.workspaceId }, include: { web: true }, orderBy: { id: 'asc' } });
const touchesOf = async ({ ctx }: Shop) =>
  (await ctx.db.customer.findMany({ where: { workspaceId: ctx.workspaceId } })).reduce(
    (sum, customer) => sum + customer.deliveredTouches,
    0,
  );
const actionsOf = async ({ ctx }: Shop, decisionId: string) =>
  (
    await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, subject: `decision:${decisionId}` },
      orderBy: { seq: 'asc' },
    })
  ).map(({ action }) => action);
const later = (ctx: ServiceContext, ms: number) => ({ ...ctx, now: new Date(Date.now() + ms) });
/** Lets the visit in which something was handed over be long past. */
const endVisit = ({ ctx }: Shop) =>
  ctx.db.webMessage.updateMany({
    where: { workspaceId: ctx.workspaceId },
    data: { handedAt: new Date(Date.now() - HOUR) },
  });

describe('a key that anybody can read off a page', () => {
  it('opens one review a customer, and a hundred in all, however often it asks', async () => {
    const made = await shop({ level: 1 });
    const { ctx, workspaceId } = made;
    const cartId = v7();
    const anonymousId = await visit(made, { cartId });
    expect((await ask(made, anonymousId)).body).toMatchObject({ decision: null, reason: 'waits' });
    // The cart becomes another, which is a new occasion.
    await ctx.db.cart.updateMany({ where: { workspaceId }, data: { lastChangedAt: new Date(Date.now() - 1_000) } });
    expect((await ask(made, anonymousId)).body).toMatchObject({ decision: null, reason: 'waits' });
    const [review, ...more] = await decisionsOf(made);
    expect(more).toEqual([]);
    if (!review) throw new Error('Nothing waits for a person.');

    await ctx.db.$executeRaw`
      INSERT INTO decision SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(),
        'customer_id', gen_random_uuid(), 'trigger_key', 'another:' || n))).*
      FROM decision d, generate_series(1, 99) n WHERE d.workspace_id = ${workspaceId}::uuid AND d.id = ${review.id}::uuid`;
    const another = await visit(made);
    expect((await ask(made, another)).body).toMatchObject({ decision: null, reason: 'waits' });
    expect(await decisionsOf(made)).toHaveLength(100);
    // Once a person has judged one there is room again.
    await ctx.db.decision.updateMany({ where: { workspaceId, id: review.id }, data: { outcome: 'rejected' } });
    expect((await ask(made, another)).body).toMatchObject({ decision: null, reason: 'waits' });
    expect(await decisionsOf(made)).toHaveLength(101);
  });
});

describe('a visitor with a cart', () => {
  it('is shown what the whole road decided, with its record', async () => {
    const made = await shop();
    const visitor = await visit(made);
    const { status, headers, body } = await ask(made, visitor);
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('vary')).toBe('Origin');
    expect(body.decision?.content).toMatchObject({ headline: 'Your cart is saved', offer: null });
    expect(body.decision?.content.text).toContain('Hi there');
    expect(body.decision?.content.action.href).toMatch(/\/t\/c\/[\w-]{68}$/);
    const [decision, ...more] = await decisionsOf(made);
    expect(more).toEqual([]);
    expect(decision).toMatchObject({ id: body.decision?.id, action: 'cart_note', channel: 'web', outcome: 'executed' });
    expect(decision?.verdicts).toHaveLength(GUARDRAILS.length);
    expect(await actionsOf(made, decision?.id ?? '')).toEqual(['decision.made', 'decision.executed']);
    const [message] = await messagesOf(made);
    expect(message).toMatchObject({ provider: 'web', status: 'accepted', deliveredAt: null });
    expect(message?.html).toContain('Your cart is saved');
    expect((await verifyLog(made.ctx)).ok).toBe(true);
  });

  it('gets the same within a visit, asked in two tabs at once or again, and one place at a time', async () => {
    const made = await shop();
    const visitor = await visit(made);
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(made, visitor)));
    const ids = new Set([...answers, await ask(made, visitor)].map(({ body }) => body.decision?.id));
    expect(ids.size).toBe(1);
    expect((await ask(made, visitor, { slot: 'hero' })).body).toMatchObject({
      decision: null,
      reason: 'shown_elsewhere',
    });
    expect(await decisionsOf(made)).toHaveLength(1);
    expect(await messagesOf(made)).toHaveLength(1);
  });

  it('is touched when the page says that it was seen, once; what is closed stays closed', async () => {
    const made = await shop();
    const visitor = await visit(made);
    const { token = '' } = (await ask(made, visitor)).body.decision ?? {};
    expect(await touchesOf(made)).toBe(0);
    expect(await Promise.all([1, 2, 3].map(() => report(token, 'shown')))).toEqual([204, 204, 204]);
    expect(await touchesOf(made)).toBe(1);
    expect((await messagesOf(made))[0]).toMatchObject({ status: 'delivered' });
    expect((await ask(made, visitor)).body.decision?.isSeen).toBe(true);
    expect(await report(token, 'dismissed')).toBe(204);
    expect((await ask(made, visitor)).body).toMatchObject({ decision: null, reason: 'dismissed' });
    expect(await touchesOf(made)).toBe(1);
    expect(await report(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, 'shown')).toBe(404);
  });

  it('who clicks is counted, report or none, and led on with campaign and signed id', async () => {
    const made = await shop();
    const { content } = (await ask(made, await visit(made))).body.decision ?? {};
    const token = content?.action.href.split('/').at(-1) ?? '';
    const location = new URL((await recordClick(token, { userAgent: PERSON, isPrefetch: false })) ?? '');
    expect(location.origin).toBe('https://harbour.example');
    expect(location.searchParams.get('tsm')).toMatch(/^[\w-]{68}$/);
    expect((await messagesOf(made))[0]).toMatchObject({ status: 'delivered', clickedAt: expect.any(Date) });
    expect(await touchesOf(made)).toBe(1);
  });

  it('is shown it again in the next visit where nobody saw it, and no more once its time is over', async () => {
    const made = await shop();
    const visitor = await visit(made);
    const first = (await ask(made, visitor)).body.decision;
    await endVisit(made);
    expect(await sweepPages(later(made.ctx, 0))).toEqual({ waitAgain: 1, ended: 0 });
    expect((await ask(made, visitor)).body.decision?.id).toBe(first?.id);
    await endVisit(made);
    expect(await sweepPages(later(made.ctx, 100 * HOUR))).toEqual({ waitAgain: 1, ended: 1 });
    expect((await messagesOf(made))[0]).toMatchObject({ status: 'cancelled', failureCode: 'not_seen' });
    expect((await decisionsOf(made))[0]).toMatchObject({ outcome: 'cancelled' });
    expect((await ask(made, visitor)).body.decision).toBeNull();
    expect(await touchesOf(made)).toBe(0);
  });

  it.each<[string, Parameters<typeof shop>[0], Visit, string, string[]]>([
    ['has not agreed', {}, { consents: false }, 'no_consent', []],
    ['has an empty cart', {}, { cart: false }, 'nothing_to_say', []],
    ['has a decision that waits for a person', { level: 1 }, {}, 'waits', ['in_review']],
  ])('is shown nothing who %s', async (_what, settings, visiting, reason, outcomes) => {
    const made = await shop(settings);
    const visitor = await visit(made, visiting);
    for (let time = 0; time < 2; time++) {
      expect((await ask(made, visitor)).body).toMatchObject({ decision: null, reason });
    }
    expect((await decisionsOf(made)).map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(await messagesOf(made)).toEqual([]);
  });

  it('is shown nothing who is held out, which is kept once, to measure against', async () => {
    const made = await shop({ heldOut: 0.5 });
    const visitor = await visit(made);
    const { ctx, workspaceId } = made;
    const { id } = await ctx.db.customer.findFirstOrThrow({ where: { workspaceId } });
    const half = { ...UNDRAWN_POLICY, holdout: { ...UNDRAWN_POLICY.holdout, share: 0.5 } };
    const salt = Array.from({ length: 64 }, (_, at) => `salt-${at}`).find((one) => isHeldOut(one, id, ctx.now, half));
    await systemDb().workspace.update({ where: { id: workspaceId }, data: { holdoutSalt: salt ?? '' } });
    for (let time = 0; time < 2; time++) {
      expect((await ask(made, visitor)).body).toMatchObject({ decision: null, reason: 'held_out' });
    }
    expect((await decisionsOf(made)).map(({ outcome, heldOut }) => [outcome, heldOut])).toEqual([['held_out', true]]);
    expect(await messagesOf(made)).toEqual([]);
  });

  it('is shown nothing whose browser opts out, and the word is kept', async () => {
    const made = await shop();
    const visitor = await visit(made);
    const gpc = { headers: { 'Sec-GPC': '1' } };
    expect((await ask(made, visitor, {}, gpc)).body).toMatchObject({ decision: null, reason: 'opted_out' });
    expect((await ask(made, visitor, {}, gpc)).body.reason).toBe('opted_out');
    const words = await made.ctx.db.consentEvent.count({ where: { workspaceId: made.workspaceId, purpose: 'gpc' } });
    expect(words).toBe(1);
    // Without the header the person is still somebody who opted out.
    expect((await ask(made, visitor)).body.decision).toBeNull();
  });

  it('is shown nothing while sending is stopped, also of what the page had', async () => {
    const made = await shop();
    const visitor = await visit(made);
    expect((await ask(made, visitor)).body.decision).not.toBeNull();
    await stopSending(made.ctx, { scope: 'channel', target: 'web', reason: 'test' });
    expect((await ask(made, visitor)).body).toMatchObject({ decision: null, reason: 'stopped' });
    expect((await ask(made, await visit(made))).body).toMatchObject({ decision: null, reason: 'stopped' });
    expect(await decisionsOf(made)).toHaveLength(1);
  });
});

describe('a message that waits for its reader', () => {
  it('is left alone by the dispatcher, and handed over once all guardrails have looked again', async () => {
    const made = await shop();
    const customer = await consentingCustomer(made.ctx);
    const userId = `u-${customer.id}`;
    await made.ctx.db.customer.updateMany({ where: { id: customer.id }, data: { externalId: userId } });
    const { decisionId } = await queuedTouch(made.ctx, {
      customer,
      candidate: { channel: 'web', action: 'cart_note' },
    });
    expect(await dispatchDue(made.ctx, { limit: 10 })).toMatchObject({ sent: 0, cancelled: 0 });
    const userHash = await proofOf(made.ctx, userId);
    await stopSending(made.ctx, { scope: 'workspace', reason: 'test' });
    expect((await ask(made, v7(), { userId, userHash })).body).toMatchObject({ decision: null, reason: 'stopped' });
    await made.ctx.db.killSwitch.updateMany({
      where: { workspaceId: made.workspaceId },
      data: { resumedAt: new Date() },
    });
    const answer = (await ask(made, v7(), { userId, userHash })).body;
    expect(answer.decision?.id).toBe(decisionId);
  });
});

describe('who holds the key and somebody’s id', () => {
  it('learns nothing of them without proof, by whichever id', async () => {
    const made = await shop();
    const userId = `u-${v7()}`;
    const browser = await visit(made, { userId });
    expect((await ask(made, browser)).body).toMatchObject({ decision: null, reason: 'unproven' });
    // A stranger's browser that claims to be them is told what any other stranger is.
    expect((await ask(made, v7(), { userId })).body).toMatchObject({ decision: null, reason: 'nothing_to_say' });
    const forged = await ask(made, browser, { userId, userHash: 'ab'.repeat(32) });
    expect(forged).toMatchObject({ status: 403, body: { code: 'wrong_user_hash', decision: null } });
    const nobody = await ask(made, browser, { userId: 'nobody', userHash: 'ab'.repeat(32) });
    expect(nobody.body).toEqual(forged.body);
    expect(await decisionsOf(made)).toEqual([]);
    // What the shop's own server says of them counts.
    const userHash = await proofOf(made.ctx, userId);
    expect((await ask(made, v7(), { userId, userHash })).body.decision?.content.headline).toBe('Your cart is saved');
    const other = `u-${v7()}`;
    expect((await ask(made, browser, { userId: other, userHash })).status).toBe(403);
  });

  it('is worth nothing under another workspace’s secret, or an old one', async () => {
    const [made, foreign] = [await shop(), await shop()];
    const userId = `u-${v7()}`;
    await visit(made, { userId });
    expect((await ask(made, v7(), { userId, userHash: await proofOf(foreign.ctx, userId) })).status).toBe(403);
    const { secret } = await renewSecret(foreign.ctx);
    expect((await renewSecret(foreign.ctx)).secret).not.toBe(secret);
  });
});

describe('what is asked badly', () => {
  let made: Shop;
  beforeAll(async () => {
    made = await shop();
  });
  const good = () => ({ writeKey: made.writeKey, anonymousId: 'visitor-0123456789', slot: 'leaving' });

  it.each<[string, () => unknown, number, string, string]>([
    ['no JSON', () => '{', 400, 'bad_json', 'body'],
    ['a list', () => '[]', 400, 'bad_json', 'body'],
    ['nobody', () => ({ ...good(), anonymousId: undefined }), 400, 'bad_request', 'anonymousId'],
    [
      'a user without proof alone',
      () => ({ ...good(), anonymousId: null, userId: 'u' }),
      400,
      'bad_request',
      'anonymousId',
    ],
    ['an id that can be guessed', () => ({ ...good(), anonymousId: '42' }), 400, 'bad_request', 'anonymousId'],
    ['an id with NUL', () => ({ ...good(), anonymousId: `visitor-\0-0123456789` }), 400, 'bad_request', 'anonymousId'],
    [
      'half a surrogate',
      () => JSON.stringify({ ...good(), anonymousId: `visitor-\ud800-0123456789` }),
      400,
      'bad_request',
      'anonymousId',
    ],
    ['a proof that is none', () => ({ ...good(), userId: 'u', userHash: 'x' }), 400, 'bad_request', 'userHash'],
    ['a place that is no name', () => ({ ...good(), slot: 'A B' }), 400, 'bad_request', 'slot'],
    ['a place nobody named', () => ({ ...good(), slot: 'invented' }), 422, 'unknown_slot', 'slot'],
    ['an address that is none', () => ({ ...good(), page: 'x' }), 400, 'bad_request', 'page'],
    [
      'too much',
      () => ({ ...good(), page: `https://shop.example/${'x'.repeat(9_000)}` }),
      413,
      'body_too_large',
      'body',
    ],
    ['no key', () => ({ ...good(), writeKey: undefined }), 401, 'missing_write_key', 'Authorization'],
    ['a wrong key', () => ({ ...good(), writeKey: 'wk_none' }), 401, 'wrong_write_key', 'Authorization'],
  ])('is refused: %s', async (_what, body, status, code, field) => {
    const answer = await post(body());
    expect(answer).toMatchObject({ status, body: { decision: null, code, field } });
  });

  it('is refused from a page of another origin, which may not even read why', async () => {
    const answer = await post(good(), { origin: 'https://evil.example' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect((await post(good(), { origin: 'null' })).status).toBe(403);
    expect((await post(good(), { origin: null })).status).toBe(200);
  });

  it('is never a server error, whatever the body', async () => {
    for (const body of [
      'null',
      '"x"',
      '1e999',
      `{"slot":${'['.repeat(3_000)}`,
      '{"__proto__":{"writeKey":"x"}}',
      '\ufeff{}',
    ]) {
      const { status } = await post(body);
      expect(status, body.slice(0, 20)).toBeGreaterThanOrEqual(400);
      expect(status, body.slice(0, 20)).toBeLessThan(500);
    }
  });
});

describe('an Idempotency-Key', () => {
  it('gives the first answer again, refuses another question, and answers one of several at once', async () => {
    const made = await shop();
    const visitor = await visit(made);
    const keyed = { headers: { 'Idempotency-Key': 'one' } };
    const first = await ask(made, visitor, {}, keyed);
    expect(first.body.decision).not.toBeNull();
    const { token = '' } = first.body.decision ?? {};
    await report(token, 'dismissed');
    expect((await ask(made, visitor, {}, keyed)).body).toEqual(first.body);
    expect(await ask(made, visitor, { slot: 'hero' }, keyed)).toMatchObject({
      status: 422,
      body: { code: 'key_reused' },
    });
    const many = await Promise.all(
      [1, 2, 3, 4].map(() => ask(made, visitor, {}, { headers: { 'Idempotency-Key': 'two' } })),
    );
    expect(many.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(many.some(({ status }) => status === 200)).toBe(true);
    const long = await ask(made, visitor, {}, { headers: { 'Idempotency-Key': 'x'.repeat(256) } });
    expect(long).toMatchObject({ status: 400, body: { code: 'bad_idempotency_key' } });
  });
});

it('a preflight is answered for any page: it says nothing', async () => {
  const answer = await fetch(`${server.url}/v1/decide`, { method: 'OPTIONS', headers: { Origin: SHOP } });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-methods')).toBe('POST, OPTIONS');
});
