import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { POST } from '@/app/v1/webhooks/[account]/route';
import { CONFIRMATION } from '@/domain/guardrails/consent-record';
import { SMS_OPT_OUT } from '@/domain/templates/library/short-messages';
import { twilioSignature } from '@/server/channels/twilio/webhook';
import type { ServiceContext } from '@/server/context';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { cartCandidate, consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { faultSize } from '@/tests/harness/fault-size';
import { logHandOvers } from '@/tests/harness/hand-over-log';
import { addressHash, askToConfirm } from '../consent';
import { dispatchDue, sendQuestions } from '../delivery';
import { connectProvider, listChannels } from '../providers';
import { processReports } from './index';

// Before anything is imported: the environment is read once.
const providers = await vi.hoisted(async () => {
  process.env.PROVIDERS_LOCAL = 'on';
  const { startProviders } = await import('@/tests/harness/providers');
  return startProviders();
});
afterAll(() => providers.stop());

const TOKEN = 'twilio-auth-token';
const SENDER = '+15551230000';

/** Noon of tomorrow: nobody is written to at night. */
const NOON = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 12 * 3_600_000);

/** A workspace that sends SMS by Twilio, fast unless told. */
async function connected(settings: Record<string, string> = {}) {
  const { workspaceId } = await freshWorkspace();
  const admin = await personIn(workspaceId, 'admin');
  const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: TOKEN, from: SENDER, perSecond: '100' };
  const values = { ...account, baseUrl: providers.url, ...settings };
  const view = await connectProvider(admin, { channel: 'sms', provider: 'twilio', values });
  const address = view.channels.find(({ channel }) => channel === 'sms')?.connected?.reportsTo ?? '';
  const ctx = { ...(await contextOf(workspaceId)), now: NOON };
  return { admin: { ...admin, now: NOON }, ctx, accountId: address.slice(address.lastIndexOf('/') + 1) };
}
type Home = Awaited<ReturnType<typeof connected>>;

let home: Home;
beforeAll(async () => {
  home = await connected();
});

let numbers = 0;
function phoneNumber(): string {
  numbers += 1;
  return `+4477009${String(numbers).padStart(5, '0')}`;
}

/** A customer who has confirmed from the telephone itself that SMS may come, and one that is due. */
async function touch(ctx: ServiceContext, words = 'We kept your basket.') {
  const customer = await consentingCustomer(ctx, { phone: phoneNumber() });
  const agreed = await ctx.db.consentEvent.findFirstOrThrow({ where: { customerId: customer.id, channel: 'sms' } });
  await ctx.db.consentEvent.create({ data: { ...agreed, id: v7(), purpose: CONFIRMATION } });
  const queued = await queuedTouch(ctx, { customer, candidate: smsCandidate(ctx, words) });
  return { ...queued, phone: customer.phone ?? '' };
}

function smsCandidate(ctx: ServiceContext, words: string) {
  const { content: base } = cartCandidate(ctx);
  const content = { ...base, headline: '', paragraphs: [`${words} ${SMS_OPT_OUT}`] };
  return { channel: 'sms' as const, content };
}

const messageOf = (id: string, { ctx } = home) =>
  ctx.db.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const send = async (ctx: ServiceContext, now = NOON) => dispatchDue({ ...ctx, now }, { limit: 10_000 });
const callsOf = (messageId: string) => providers.calls('twilio').filter(({ id }) => id === messageId);

async function post(fields: Record<string, string>, { query = '', accountId = home.accountId, token = TOKEN } = {}) {
  const url = `http://localhost:3000/v1/webhooks/${accountId}${query}`;
  const body = new URLSearchParams(fields);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': twilioSignature(token, url, body),
  };
  const request = new Request(url, { method: 'POST', headers, body });
  return POST(request, { params: Promise.resolve({ account: accountId }) });
}
async function status(messageId: string, sid: string, told: Record<string, string>, at = home) {
  const answer = await post({ MessageSid: sid, ...told }, { query: `?message=${messageId}`, accountId: at.accountId });
  expect(answer.status).toBe(200);
  await processReports(at.ctx, { limit: 100 });
}
async function text(from: string, body: string, more: Record<string, string> = {}, at = home) {
  const fields = { MessageSid: `SM${v7()}`, From: from, To: SENDER, Body: body, SmsStatus: 'received', ...more };
  const answer = await post(fields, { accountId: at.accountId });
  expect(answer.status).toBe(200);
  return answer.text();
}

describe('a sign-up for SMS', () => {
  /** Somebody who has just said yes to SMS in the shop. */
  async function signedUp() {
    const customer = await consentingCustomer(home.ctx, { phone: phoneNumber() });
    const agreed = await home.ctx.db.consentEvent.findFirstOrThrow({
      where: { customerId: customer.id, channel: 'sms' },
    });
    const now = { id: v7(), occurredAt: NOON, evidence: `test:${v7()}` };
    await home.ctx.db.consentEvent.create({ data: { ...agreed, ...now } });
    expect(await askToConfirm(home.ctx.db, home.ctx, [customer.id])).toBe(1);
    expect(await sendQuestions(home.ctx)).toBe(1);
    return { customer, phone: customer.phone ?? '' };
  }
  const due = async (customer: Awaited<ReturnType<typeof signedUp>>['customer']) => {
    const { messageId } = await queuedTouch(home.ctx, { customer, candidate: smsCandidate(home.ctx, 'Your basket.') });
    await send(home.ctx);
    return (await messageOf(messageId)).status;
  };

  it('is asked about by SMS, and counts once the same telephone says YES', async () => {
    const { customer, phone } = await signedUp();
    expect(await due(customer)).toBe('cancelled');
    const calls = () => providers.calls('twilio').filter(({ body }) => new URLSearchParams(body).get('To') === phone);
    expect(calls()).toHaveLength(1);
    expect(new URLSearchParams(calls()[0]?.body).get('Body')).toContain('reply YES');
    await text(phoneNumber(), 'YES');
    expect(await due(customer)).toBe('cancelled');
    expect(await text(phone, 'Yes!')).toContain('you are signed up for our SMS');
    expect(await due(customer)).toBe('accepted');
    const said = await home.ctx.db.consentEvent.findMany({ where: { customerId: customer.id, purpose: CONFIRMATION } });
    expect(said).toMatchObject([{ textVersion: 'confirm-sms@1', evidence: expect.stringMatching(/^opt-in:/) }]);
  });

  it('is over with STOP, and YES after it is START', async () => {
    const { customer, phone } = await signedUp();
    await text(phone, 'STOP');
    expect(await due(customer)).toBe('cancelled');
    expect(await text(phone, 'Yes!')).toContain('you can get our messages again');
  });

  it('closes a number that the question could not reach', async () => {
    const { customer, phone } = await signedUp();
    const { id, providerMessageId } = await home.ctx.db.optInRequest.findFirstOrThrow({
      where: { customerId: customer.id },
    });
    await status(id, providerMessageId ?? '', { MessageStatus: 'undelivered', ErrorCode: '30006' });
    const addressHashOf = await addressHash(home.ctx.workspaceId, 'sms', phone);
    const listed = await home.ctx.db.suppression.findMany({ where: { addressHash: addressHashOf } });
    expect(listed).toMatchObject([{ channel: 'sms', reason: 'hard_bounce' }]);
    expect(await home.ctx.db.optInRequest.findFirst({ where: { id } })).toMatchObject({ status: 'failed' });
  });
});

describe('a message by Twilio', () => {
  it('leaves as a form, with its status asked for, and is delivered when Twilio says so', async () => {
    const { messageId, phone } = await touch(home.ctx);
    await send(home.ctx);
    const [call] = callsOf(messageId);
    const form = new URLSearchParams(call?.body);
    expect(Object.fromEntries(form)).toMatchObject({ To: phone, From: SENDER, ValidityPeriod: '14400' });
    expect(form.get('StatusCallback')).toBe(`http://localhost:3000/v1/webhooks/${home.accountId}?message=${messageId}`);
    const { status: standing, providerMessageId } = await messageOf(messageId);
    expect(standing).toBe('accepted');
    await status(messageId, providerMessageId ?? '', { MessageStatus: 'delivered' });
    await status(messageId, providerMessageId ?? '', { MessageStatus: 'sent' });
    expect(await messageOf(messageId)).toMatchObject({ status: 'delivered' });
  });

  it('whose telephone cannot be reached is tried twice more, and no more', async () => {
    const at = await connected();
    const { messageId } = await touch(at.ctx);
    let now = NOON;
    for (let attempt = 1; attempt <= 4; attempt++) {
      await send(at.ctx, now);
      const { providerMessageId } = await messageOf(messageId, at);
      await status(messageId, providerMessageId ?? '', { MessageStatus: 'undelivered', ErrorCode: '30003' }, at);
      now = new Date(now.getTime() + 600_000);
    }
    expect(callsOf(messageId)).toHaveLength(3);
    expect(await messageOf(messageId, at)).toMatchObject({ status: 'failed', failureCode: '30003', attempts: 3 });
  });

  it('that a carrier filters stops the channel until somebody has looked', async () => {
    const at = await connected();
    const { messageId } = await touch(at.ctx);
    await send(at.ctx);
    await status(messageId, 'SM1', { MessageStatus: 'undelivered', ErrorCode: '30007' }, at);
    const stops = await at.ctx.db.killSwitch.findMany({ where: { workspaceId: at.ctx.workspaceId } });
    expect(stops).toMatchObject([{ scope: 'channel', target: 'sms', resumedAt: null }]);
    expect(stops[0]?.reason).toContain('30007');
  });

  it.each([
    [21610, 400, 'unsubscribed'],
    [21614, 400, 'hard_bounce'],
    [21211, 400, 'hard_bounce'],
    [21617, 400, null],
  ])('refused with %i: the number is listed as %s', async (code, httpStatus, reason) => {
    const { messageId, phone } = await touch(home.ctx);
    await providers.script([{ do: 'status', status: httpStatus, body: { code, message: 'No' } }]);
    await send(home.ctx);
    expect((await messageOf(messageId)).failureCode).toBe(String(code));
    const hash = await addressHash(home.ctx.workspaceId, 'sms', phone);
    const listed = await home.ctx.db.suppression.findFirst({ where: { addressHash: hash } });
    expect(listed?.reason ?? null).toBe(reason);
  });

  it('with credentials that are wrong opens the circuit at once, and somebody is told', async () => {
    const at = await connected();
    for (let index = 0; index < 30; index++) await touch(at.ctx);
    const refused = { do: 'status', status: 401, body: { code: 20003, message: 'Authenticate' } } as const;
    const before = providers.calls('twilio').length;
    await providers.script(Array.from({ length: 40 }, () => refused));
    await send(at.ctx);
    await send(at.ctx);
    await providers.script([]);
    expect(providers.calls('twilio').length - before).toBeLessThanOrEqual(8);
    const view = await listChannels(at.admin);
    const sms = view.channels.find(({ channel }) => channel === 'sms');
    expect(sms?.health).toMatchObject({ circuit: 'open', lastFailure: { code: '20003' } });
    const where = { workspaceId: at.ctx.workspaceId, action: 'provider.refused' };
    expect(await at.ctx.db.auditEntry.count({ where })).toBe(1);
  });
});

describe('the pace of a sender', () => {
  it('is kept in segments, whoever sends, and what is left waits here', async () => {
    const at = await connected({ perSecond: '1' });
    // A few segments each: the bucket of ten holds as many as fit.
    for (let index = 0; index < 8; index++) await touch(at.ctx);
    const units = await at.ctx.db.message.findFirst({
      where: { workspaceId: at.ctx.workspaceId, channel: 'sms' },
      select: { units: true },
    });
    const each = units?.units ?? 0;
    expect(each).toBeGreaterThan(1);
    const before = providers.calls('twilio').length;
    const turns = await Promise.all([send(at.ctx), send(at.ctx)]);
    const sent = providers.calls('twilio').length - before;
    expect(sent).toBe(Math.floor(10 / each));
    expect(turns.some(({ resumeInMs }) => resumeInMs !== null)).toBe(true);
    await send(at.ctx, new Date(NOON.getTime() + each * 1_000));
    expect(providers.calls('twilio').length - before).toBe(sent + 1);
  });
});

describe('somebody who writes back', () => {
  const consentOf = async (ctx: ServiceContext, customerId: string) => {
    const words = await ctx.db.consentEvent.findMany({
      where: { workspaceId: ctx.workspaceId, customerId, purpose: 'marketing' },
      orderBy: [{ occurredAt: 'asc' }, { recordedAt: 'asc' }],
    });
    return Object.fromEntries(words.map(({ channel, status: said }) => [channel, said]));
  };

  it('STOP ends all marketing at once, cancels what waits, and is told to us once', async () => {
    const { messageId, customerId, phone } = await touch(home.ctx);
    const sid = `SM${v7()}`;
    for (let told = 0; told < 3; told++) await text(phone, 'Stop.', { MessageSid: sid });
    expect(await consentOf(home.ctx, customerId)).toEqual({ email: 'withdrawn', sms: 'withdrawn', web: 'withdrawn' });
    expect(await messageOf(messageId)).toMatchObject({ status: 'cancelled', failureCode: 'unsubscribed' });
    const where = { workspaceId: home.ctx.workspaceId, customerId };
    expect(await home.ctx.db.inboundMessage.findMany({ where, select: { word: true } })).toEqual([{ word: 'stop' }]);
    expect(await home.ctx.db.consentEvent.count({ where: { ...where, status: 'withdrawn' } })).toBe(3);
    const stored = await home.ctx.db.providerReport.findMany({ where: { dedupeKey: `inbound:${sid}` } });
    expect(JSON.stringify(stored)).not.toContain(phone);
  });

  it('START opens the channel it came by, and no other, for whoever had agreed before', async () => {
    const { customerId, phone } = await touch(home.ctx);
    await text(phone, 'STOPALL');
    await text(phone, ' start ');
    expect(await consentOf(home.ctx, customerId)).toMatchObject({ email: 'withdrawn', sms: 'granted' });
    const hash = await addressHash(home.ctx.workspaceId, 'sms', phone);
    expect(await home.ctx.db.suppression.count({ where: { addressHash: hash } })).toBe(0);

    const stranger = await consentingCustomer(home.ctx, { phone: phoneNumber() });
    await text(stranger.phone ?? '', 'YES');
    expect((await consentOf(home.ctx, stranger.id)).sms).toBe('granted');
    expect(await home.ctx.db.consentEvent.count({ where: { customerId: stranger.id, channel: 'sms' } })).toBe(1);
  });

  it('START confirms the opt-in from the telephone itself: what is decided after it leaves', async () => {
    const at = await connected();
    const { customerId, phone } = await touch(at.ctx);
    await text(phone, 'STOP', {}, at);
    await text(phone, 'START', {}, at);
    const customer = await at.ctx.db.customer.findFirstOrThrow({ where: { id: customerId } });
    const next = await queuedTouch(at.ctx, { customer, candidate: smsCandidate(at.ctx, 'It is back in stock.') });
    await send(at.ctx);
    expect(await messageOf(next.messageId, at)).toMatchObject({ status: 'accepted', failureCode: null });
  });

  it('is answered once: by Twilio where it does, by us where it does not', async () => {
    expect(await text(phoneNumber(), 'STOP')).toContain('<Response></Response>');
    expect(await text(phoneNumber(), 'HELP')).toContain('<Response></Response>');
    expect(await text(phoneNumber(), 'arrêt')).toContain('Harbour Goods: you are unsubscribed');
    expect(await text(phoneNumber(), 'please stop texting me')).toContain('you are unsubscribed');
    expect(await text(phoneNumber(), 'please stop', { OptOutType: 'STOP' })).toContain('<Response></Response>');
    expect(await text(phoneNumber(), 'Is it in stock?')).toContain('<Response></Response>');
    const own = await connected({ answers: 'touchstone' });
    expect(await text(phoneNumber(), 'HELP', {}, own)).toContain('for help write to help@harbour.example');
    expect(await text(phoneNumber(), 'STOP', {}, own)).toContain('you are unsubscribed');
  });

  it('is not believed without Twilio’s signature', async () => {
    const { messageId, customerId, phone } = await touch(home.ctx);
    const forged = await post({ MessageSid: 'SM9', From: phone, Body: 'STOP' }, { token: 'somebody else’s' });
    expect(forged.status).toBe(401);
    expect((await consentOf(home.ctx, customerId)).sms).toBe('granted');
    expect((await messageOf(messageId)).status).toBe('queued');
  });
});

describe('STOP raced against the claim', { timeout: faultSize(120_000, 7_200_000) }, () => {
  const trials = faultSize(40, 10_000);

  it(`${trials} times: nothing is handed over that began after it took effect`, async () => {
    const handOvers = await logHandOvers();
    onTestFinished(handOvers.stop);
    const at = await connected();
    const touches: Awaited<ReturnType<typeof touch>>[] = [];
    for (let index = 0; index < trials; index++) touches.push(await touch(at.ctx));
    const stoppedAt = new Map<string, number>();
    const stop = async ({ phone, messageId }: (typeof touches)[number]) => {
      await text(phone, 'STOP', {}, at);
      stoppedAt.set(messageId, await handOvers.now());
    };
    const early = touches.slice(0, Math.ceil(trials / 3));
    for (const each of early) await stop(each);
    const later = touches.slice(early.length).values();
    const stopInTurn = async () => {
      for (const each of later) await stop(each);
    };
    await Promise.all([...Array.from({ length: 6 }, stopInTurn), send(at.ctx), send(at.ctx)]);
    // What was let go in the middle of it comes up once more, and must not leave.
    await send(at.ctx);
    const ours = new Set(touches.map(({ messageId }) => messageId));
    const calls = providers.calls('twilio').flatMap(({ id }) => (id && ours.has(id) ? [id] : []));
    const handedOver = new Set(calls);
    expect(calls.length - handedOver.size).toBe(0);
    expect(early.filter(({ messageId }) => handedOver.has(messageId))).toEqual([]);
    const began = await handOvers.began();
    expect(calls.filter((id) => (began.get(id) ?? 0) > (stoppedAt.get(id) ?? 0))).toEqual([]);
    const rows = await at.ctx.db.message.findMany({
      where: { workspaceId: at.ctx.workspaceId },
      select: { id: true, status: true },
    });
    for (const { id, status: standing } of rows) {
      expect([id, standing]).toEqual([id, handedOver.has(id) ? 'accepted' : 'cancelled']);
    }
  });
});
