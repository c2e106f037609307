import { generateKeyPairSync, sign } from 'node:crypto';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { POST } from '@/app/v1/webhooks/[account]/route';
import { seededRng } from '@/domain/shared/random';
import type { ServiceContext } from '@/server/context';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { faultSize } from '@/tests/harness/fault-size';
import { addressHash } from '../consent';
import { dispatchDue } from '../delivery';
import { connectProvider, disconnectProvider, listChannels, sendProviderTest } from '../providers';
import { processReports } from './index';

// Before anything is imported: the environment is read once.
const providers = await vi.hoisted(async () => {
  process.env.PROVIDERS_LOCAL = 'on';
  const { startProviders } = await import('@/tests/harness/providers');
  return startProviders();
});
afterAll(() => providers.stop());

const API_KEY = 'SG.test-key.abcdefgh1234';
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const webhookKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

/** A workspace that sends by SendGrid, and the address at which that reports. */
async function connected() {
  const { workspaceId } = await freshWorkspace();
  const admin = await personIn(workspaceId, 'admin');
  const values = { apiKey: API_KEY, webhookKey, baseUrl: providers.url };
  const view = await connectProvider(admin, { channel: 'email', provider: 'sendgrid', values });
  const address = view.channels.find(({ channel }) => channel === 'email')?.connected?.reportsTo ?? '';
  const job = await contextOf(workspaceId);
  return { admin, ctx: job, accountId: address.slice(address.lastIndexOf('/') + 1) };
}
type Home = Awaited<ReturnType<typeof connected>>;

let home: Home;
beforeAll(async () => {
  home = await connected();
});

async function touch(at: ServiceContext) {
  const email = `ada-${v7()}@customers.example`;
  const customer = await consentingCustomer(at, { email });
  return { email, ...(await queuedTouch(at, { customer })) };
}
const messageOf = (id: string, { ctx } = home) =>
  ctx.db.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const customerOf = (id: string, { ctx } = home) =>
  ctx.db.customer.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const send = (at = home.ctx) => dispatchDue(at, { limit: 1_000 });
/** As a job would, a moment later. */
const work = async (at = home.ctx, now = new Date()) => processReports({ ...at, now }, { limit: 10_000 });

type SgEvent = Record<string, unknown> & { event: string };
const about = (messageId: string, event: SgEvent): SgEvent => ({
  sg_event_id: v7(),
  sg_message_id: `${messageId}.filter-1`,
  timestamp: Math.floor(Date.now() / 1_000),
  touchstone_message: messageId,
  ...event,
});

function signed(body: string, key = privateKey, timestamp = '1790000000') {
  const signature = sign('sha256', Buffer.concat([Buffer.from(timestamp), Buffer.from(body)]), key);
  return {
    'x-twilio-email-event-webhook-signature': signature.toString('base64'),
    'x-twilio-email-event-webhook-timestamp': timestamp,
  };
}

async function tell(events: SgEvent[] | string, headers?: Record<string, string>, accountId = home.accountId) {
  const body = typeof events === 'string' ? events : JSON.stringify(events);
  const url = `http://localhost:3000/v1/webhooks/${accountId}`;
  const request = new Request(url, { method: 'POST', headers: headers ?? signed(body), body });
  const answer = await POST(request, { params: Promise.resolve({ account: accountId }) });
  return answer.status;
}

describe('the provider of a channel', () => {
  it('is an administrator’s, and keeps its secrets', async () => {
    const { workspaceId } = home.ctx;
    for (const role of ['marketer', 'approver', 'executive'] as const) {
      const ctx = await personIn(workspaceId, role);
      await expect(listChannels(ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(disconnectProvider(ctx, { channel: 'email' })).rejects.toMatchObject({ code: 'forbidden' });
      const input = { channel: 'email', provider: 'sendgrid', values: {} } as const;
      await expect(connectProvider(ctx, input)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(sendProviderTest(ctx, { channel: 'email', to: 'a@b.com' })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    const view = await listChannels(home.admin);
    const email = view.channels.find(({ channel }) => channel === 'email');
    expect(email).toMatchObject({ environment: 'connected', provider: { id: 'sendgrid', name: 'SendGrid' } });
    expect(email?.connected?.hints).toEqual({ apiKey: '1234' });
    expect(JSON.stringify(view)).not.toContain(API_KEY);
    const row = await home.ctx.db.providerAccount.findFirstOrThrow({ where: { workspaceId } });
    const audit = await home.ctx.db.auditEntry.findMany({ where: { workspaceId, action: 'provider.connected' } });
    expect(JSON.stringify([row, audit.map(({ payload }) => payload)])).not.toContain('test-key');
    expect(audit.map(({ payload }) => JSON.parse(payload))).toEqual([
      { provider: 'sendgrid', changed: ['apiKey', 'baseUrl', 'webhookKey'] },
    ]);
  });

  it('refuses what cannot work, naming the field, and keeps a secret that is left empty', async () => {
    const { admin, ctx } = await connected();
    const connect = (values: Record<string, string>) =>
      connectProvider(admin, { channel: 'email', provider: 'sendgrid', values });
    await expect(connect({ apiKey: 'nonsense' })).rejects.toMatchObject({ details: { field: 'apiKey' } });
    await expect(connect({ apiKey: API_KEY, webhookKey: 'x' })).rejects.toMatchObject({
      details: { field: 'webhookKey' },
    });
    await expect(connectProvider(admin, { channel: 'sms', provider: 'sendgrid', values: {} })).rejects.toMatchObject({
      code: 'not_found',
    });
    await connect({ region: 'eu', baseUrl: providers.url });
    const { messageId } = await touch(ctx);
    expect(await send(ctx)).toMatchObject({ sent: 1 });
    expect(providers.calls('sendgrid').filter(({ id }) => id === messageId)).toHaveLength(1);
  });

  it('is of one workspace: sealed for it, sealed nowhere else', async () => {
    const other = await connected();
    const secrets = async ({ ctx }: Home) =>
      (await ctx.db.providerAccount.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } })).secrets;
    const theirs = await secrets(other);
    const mine = await connected();
    await mine.ctx.db.providerAccount.updateMany({
      where: { workspaceId: mine.ctx.workspaceId },
      data: { secrets: theirs ?? {}, updatedAt: new Date(0) },
    });
    await expect(listChannels(mine.admin)).rejects.toThrow();
  });

  it('tells by a test how it answers, and none leaves the sandbox', async () => {
    expect(await sendProviderTest(home.admin, { channel: 'email', to: 'pat@example.com' })).toEqual({
      isTaken: true,
      words: 'The provider took it.',
    });
    await expect(sendProviderTest(home.admin, { channel: 'email', to: 'pat@example.com' })).rejects.toMatchObject({
      code: 'rate_limited',
    });
    await expect(sendProviderTest(home.admin, { channel: 'sms', to: '+447700900123' })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(providers.calls('sendgrid').filter(({ to }) => to === 'pat@example.com')).toHaveLength(1);
  });
});

describe('a message by SendGrid', () => {
  it('leaves with our id, our headers and none of their tracking; accepted is not delivered yet', async () => {
    const { messageId, decisionId, customerId, email } = await touch(home.ctx);
    expect(await send()).toMatchObject({ sent: 1 });
    const [call] = providers.calls('sendgrid').filter(({ id }) => id === messageId);
    const body = JSON.parse(call?.body ?? '{}');
    expect(body).toMatchObject({
      personalizations: [{ to: [{ email, name: 'Ada Reed' }] }],
      from: { email: 'shop@harbour.example' },
      headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      tracking_settings: { click_tracking: { enable: false }, open_tracking: { enable: false } },
    });
    expect(body.content.map(({ type }: { type: string }) => type)).toEqual(['text/plain', 'text/html']);
    expect(await messageOf(messageId)).toMatchObject({ status: 'accepted', provider: 'sendgrid', deliveredAt: null });
    expect((await customerOf(customerId)).deliveredTouches).toBe(0);

    expect(await tell([about(messageId, { event: 'delivered', timestamp: 1_790_000_000 })])).toBe(200);
    expect(await work()).toMatchObject({ done: 1 });
    expect((await customerOf(customerId)).deliveredTouches).toBe(1);
    const decision = { workspaceId_id: { workspaceId: home.ctx.workspaceId, id: decisionId } };
    expect(await home.ctx.db.decision.findUniqueOrThrow({ where: decision })).toMatchObject({ outcome: 'executed' });
    expect(await messageOf(messageId)).toMatchObject({
      status: 'delivered',
      providerMessageId: expect.stringMatching(/^sg-/),
    });
  });

  it('counts as delivered when a day passes without a word', async () => {
    const { messageId, customerId } = await touch(home.ctx);
    await send();
    const { acceptedAt } = await messageOf(messageId);
    await send({ ...home.ctx, now: new Date(home.ctx.now.getTime() + 25 * 3_600_000) });
    expect(await messageOf(messageId)).toMatchObject({ status: 'delivered', deliveredAt: acceptedAt });
    expect((await customerOf(customerId)).deliveredTouches).toBe(1);
  });

  it('that bounces is no touch, and its address is not written to again', async () => {
    const { messageId, customerId, email } = await touch(home.ctx);
    await send();
    await tell([about(messageId, { event: 'delivered' })]);
    await tell([
      about(messageId, { event: 'bounce', type: 'bounce', status: '5.1.1', reason: '550 5.1.1 no such user' }),
    ]);
    await work();
    expect(await messageOf(messageId)).toMatchObject({ status: 'bounced', failureCode: '5.1.1', deliveredAt: null });
    expect(await customerOf(customerId)).toMatchObject({ deliveredTouches: 0, hardBounces: 1 });
    const hash = await addressHash(home.ctx.workspaceId, 'email', email);
    expect(await home.ctx.db.suppression.findFirst({ where: { addressHash: hash } })).toMatchObject({
      reason: 'hard_bounce',
    });
  });

  it.each([
    [{ event: 'spamreport' }, 'complaint'],
    [{ event: 'unsubscribe' }, 'unsubscribed'],
    [{ event: 'dropped', reason: 'Unsubscribed Address' }, 'unsubscribed'],
    [{ event: 'dropped', reason: 'Spam Reporting Address' }, 'complaint'],
    [{ event: 'dropped', reason: 'Bounced Address' }, 'hard_bounce'],
    [{ event: 'bounce', type: 'blocked', reason: '550 5.7.1 blocked' }, null],
  ])('%j: suppressed as %s', async (event, reason) => {
    const { messageId, email } = await touch(home.ctx);
    await send();
    await tell([about(messageId, event)]);
    await work();
    const hash = await addressHash(home.ctx.workspaceId, 'email', email);
    const listed = await home.ctx.db.suppression.findFirst({ where: { addressHash: hash } });
    expect(listed?.reason ?? null).toBe(reason);
  });
});

describe('what SendGrid tells', () => {
  it('is believed by its signature alone', async () => {
    const body = JSON.stringify([about(v7(), { event: 'delivered' })]);
    const before = await home.ctx.db.providerReport.count();
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const other = await connected();
    expect(await tell(body, {})).toBe(401);
    expect(await tell(body, signed(`${body} `))).toBe(401);
    expect(await tell(JSON.stringify(JSON.parse(body), null, 1), signed(body))).toBe(401);
    expect(await tell(body, signed(body, stranger))).toBe(401);
    expect(await tell(body, { ...signed(body), 'x-twilio-email-event-webhook-signature': '!!' })).toBe(401);
    expect(await tell(body, { ...signed(body), 'x-twilio-email-event-webhook-timestamp': '1790000001' })).toBe(401);
    expect(await tell(body, signed(body), v7())).toBe(404);
    expect(await home.ctx.db.providerReport.count()).toBe(before);
    // The same key connected elsewhere: whose report it is, the address says.
    expect(await tell(body, signed(body), other.accountId)).toBe(200);
    expect(await home.ctx.db.providerReport.count()).toBe(before);
  });

  it.each([
    ['{', 400],
    ['{}', 400],
    ['[1, null, {"event": 3}]', 200],
    ['[]', 200],
  ])('%j: %i', async (body, status) => {
    expect(await tell(body)).toBe(status);
  });

  it('in octets that are no text is refused, and nothing breaks', async () => {
    const body = Buffer.from([0x5b, 0xff, 0xfe, 0x5d]);
    const signature = sign('sha256', Buffer.concat([Buffer.from('1'), body]), privateKey).toString('base64');
    const headers = {
      'x-twilio-email-event-webhook-signature': signature,
      'x-twilio-email-event-webhook-timestamp': '1',
    };
    const url = `http://localhost:3000/v1/webhooks/${home.accountId}`;
    const answer = await POST(new Request(url, { method: 'POST', headers, body }), {
      params: Promise.resolve({ account: home.accountId }),
    });
    expect(answer.status).toBe(400);
  });

  it('46 times, shuffled and seven days late counts once', { timeout: faultSize(120_000, 3_600_000) }, async () => {
    const at = await connected();
    const people = faultSize(6, 600);
    const touches = [];
    for (let index = 0; index < people; index++) touches.push(await touch(at.ctx));
    await send(at.ctx);
    const happened = touches.flatMap(({ messageId }, index) => [
      about(messageId, { event: 'processed' }),
      about(messageId, { event: 'delivered' }),
      ...(index % 2 === 0 ? [about(messageId, { event: 'spamreport' })] : []),
      ...(index % 3 === 0 ? [about(messageId, { event: 'bounce', type: 'bounce', status: '5.1.1' })] : []),
    ]);
    const rng = seededRng('webhooks');
    const all = Array.from({ length: 46 }, () => happened).flat();
    const shuffled = all.map((event) => ({ event, order: rng() })).toSorted((one, two) => one.order - two.order);
    for (let from = 0; from < shuffled.length; from += 97) {
      const batch = shuffled.slice(from, from + 97).map(({ event }) => event);
      expect(await tell(batch, undefined, at.accountId)).toBe(200);
    }
    const late = new Date(at.ctx.now.getTime() + 7 * 86_400_000);
    const turns = await Promise.all([work(at.ctx, late), work(at.ctx, late)]);
    expect(turns.reduce((sum, { done }) => sum + done, 0)).toBe(happened.length);
    expect(await work(at.ctx, late)).toEqual({ done: 0, parked: 0, remaining: false });

    const count = (kind: string) => at.ctx.db.messageEvent.count({ where: { workspaceId: at.ctx.workspaceId, kind } });
    expect([await count('complained'), await count('bounced')]).toEqual([people / 2, people / 3]);
    for (const [index, { messageId, customerId }] of touches.entries()) {
      const isBounced = index % 3 === 0;
      expect((await messageOf(messageId, at)).status).toBe(isBounced ? 'bounced' : 'delivered');
      expect((await customerOf(customerId, at)).deliveredTouches).toBe(isBounced ? 0 : 1);
    }
  });

  it('before our own word that it left settles it all the same', async () => {
    const { messageId, customerId } = await touch(home.ctx);
    await home.ctx.db.message.updateMany({
      where: { workspaceId: home.ctx.workspaceId, id: messageId },
      data: { status: 'attempting', provider: 'sendgrid', attempts: 1, claimedBy: 'somebody who died' },
    });
    await tell([about(messageId, { event: 'delivered' })]);
    await work();
    expect(await messageOf(messageId)).toMatchObject({ status: 'delivered' });
    expect((await customerOf(customerId)).deliveredTouches).toBe(1);
  });

  it('of a message it alone can name is kept until we know that name', async () => {
    const at = await connected();
    const { messageId } = await touch(at.ctx);
    const event = { sg_event_id: v7(), sg_message_id: 'sg-early.filter', event: 'delivered' };
    expect(await tell([event], undefined, at.accountId)).toBe(200);
    expect(await work(at.ctx)).toMatchObject({ done: 0, parked: 1 });
    await send(at.ctx);
    await at.ctx.db.message.updateMany({
      where: { workspaceId: at.ctx.workspaceId, id: messageId },
      data: { providerMessageId: 'sg-early' },
    });
    expect(await work(at.ctx, new Date(at.ctx.now.getTime() + 3_600_000))).toMatchObject({ done: 1 });
    expect(await messageOf(messageId, at)).toMatchObject({ status: 'delivered' });
  });
});
