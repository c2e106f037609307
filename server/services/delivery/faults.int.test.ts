import { generateKeyPairSync } from 'node:crypto';
import { v7 } from 'uuid';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { faultSize } from '@/tests/harness/fault-size';
import type { Scripted } from '@/tests/harness/providers';
import { connectProvider } from '../providers';
import { dispatchDue } from './index';

// The server that plays the provider keeps its own log, and that is believed: what it took, it would have sent.

// Before anything is imported: the environment is read once.
const providers = await vi.hoisted(async () => {
  process.env.PROVIDERS_LOCAL = 'on';
  const { startProviders } = await import('@/tests/harness/providers');
  return startProviders();
});
afterAll(() => providers.stop());

/** Messages of the larger trials. */
const SIZE = faultSize(40, 400);
const MINUTE_MS = 60_000;

async function byEmail() {
  const { workspaceId } = await freshWorkspace();
  const values = { apiKey: 'SG.test-key.abcdefgh1234', baseUrl: providers.url };
  await connectProvider(await personIn(workspaceId, 'admin'), { channel: 'email', provider: 'sendgrid', values });
  const ctx = await contextOf(workspaceId);
  const touch = async () => {
    const customer = await consentingCustomer(ctx, { email: `f-${v7()}@customers.example` });
    return (await queuedTouch(ctx, { customer })).messageId;
  };
  const send = (afterMs = 0) =>
    dispatchDue({ ...ctx, now: new Date(ctx.now.getTime() + afterMs) }, { limit: Math.max(200, SIZE) });
  const standing = async (id: string) =>
    ctx.db.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } });
  return { ctx, touch, send, standing };
}

const callsOf = (id: string) => providers.calls().filter((call) => call.id === id);
const times = (count: number, what: Scripted) => Array.from({ length: count }, () => what);

describe('a provider that', () => {
  it.each<[string, Scripted, string]>([
    ['cuts the line after the message', { do: 'reset_after' }, 'unknown'],
    ['cuts the line before it has read', { do: 'reset_before' }, 'unknown'],
    ['answers with somebody else’s page', { do: 'garbage' }, 'unknown'],
    ['stands behind a gateway that gave up', { do: 'status', status: 504 }, 'unknown'],
    ['answers 503', { do: 'status', status: 503 }, 'queued'],
    ['answers 500', { do: 'status', status: 500 }, 'queued'],
    ['refuses the message', { do: 'status', status: 400 }, 'failed'],
  ])('%s: %s', async (_, fault, status) => {
    const { touch, send, standing } = await byEmail();
    const id = await touch();
    await providers.script([fault]);
    await send();
    expect(await standing(id)).toMatchObject({ status });
    // Whatever it was, what may have been taken is never handed over again.
    await send(3 * MINUTE_MS);
    await send(25 * 60 * MINUTE_MS);
    expect(callsOf(id).filter(({ outcome }) => outcome === 'taken').length).toBeLessThanOrEqual(1);
    const after = await standing(id);
    if (status === 'unknown') expect(after).toMatchObject({ status, failureCode: 'assumed_sent', attempts: 1 });
    if (status === 'queued') expect(callsOf(id)).toHaveLength(2);
  });

  it.each<Scripted>([{ do: 'hang' }, { do: 'drip' }])(
    'never ends its answer: unknown, after ten seconds ($do)',
    async (fault) => {
      const { touch, send, standing } = await byEmail();
      const id = await touch();
      await providers.script([fault]);
      await send();
      expect(await standing(id)).toMatchObject({ status: 'unknown' });
      expect(callsOf(id)).toHaveLength(1);
    },
  );

  it('asks to wait is left alone for as long, by everybody', async () => {
    const { ctx, touch, send, standing } = await byEmail();
    const ids = [];
    for (let index = 0; index < 12; index++) ids.push(await touch());
    const before = providers.calls('sendgrid').length;
    await providers.script(times(100, { do: 'status', status: 429, headers: { 'retry-after': '7' } }));
    const turns = await Promise.all([send(), send()]);
    // No more than were in the air at once.
    const refused = providers.calls('sendgrid').length - before;
    expect(refused).toBeLessThanOrEqual(16);
    expect(turns.every(({ sent }) => sent === 0)).toBe(true);
    await providers.script([]);
    const gate = await ctx.db.providerGate.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    const opensIn = (gate.closedUntil?.getTime() ?? 0) - ctx.now.getTime();
    expect(opensIn).toBeGreaterThanOrEqual(7_000);
    const early = await send(opensIn - 1);
    expect(early).toMatchObject({ sent: 0 });
    expect(providers.calls('sendgrid').length - before).toBe(refused);
    await send(opensIn + 5 * MINUTE_MS);
    for (const id of ids) expect((await standing(id)).status).toBe('accepted');
  });

  it('is broken gets 20 messages at most, then one at a time, and all once it is well', async () => {
    const { ctx, touch, send, standing } = await byEmail();
    const ids = [];
    for (let index = 0; index < SIZE; index++) ids.push(await touch());
    const before = providers.calls('sendgrid').length;
    const made = () => providers.calls('sendgrid').length - before;
    await providers.script(times(10_000, { do: 'status', status: 503 }));
    await send();
    await send();
    const failures = made();
    expect(failures).toBeGreaterThanOrEqual(10);
    expect(failures).toBeLessThanOrEqual(20);
    const gate = () => ctx.db.providerGate.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    for (let probe = 1; probe <= 2; probe++) {
      const opens = ((await gate()).openUntil?.getTime() ?? 0) - ctx.now.getTime();
      await Promise.all([send(opens + 1), send(opens + 1)]);
      expect(made()).toBe(failures + probe);
    }
    await providers.script([]);
    const opens = ((await gate()).openUntil?.getTime() ?? 0) - ctx.now.getTime();
    for (let turn = 0; turn < 4; turn++) await send(opens + turn * 10 * MINUTE_MS);
    for (const id of ids) {
      expect((await standing(id)).status).toBe('accepted');
      expect(callsOf(id).filter(({ outcome }) => outcome === 'taken')).toHaveLength(1);
    }
  });
});

describe('push', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const serviceAccount = JSON.stringify({
    type: 'service_account',
    project_id: 'harbour-shop',
    client_email: 'push@harbour-shop.iam.gserviceaccount.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: 'https://elsewhere.example/token',
  });

  it('asks for one token, reaches every device, and forgets those without the app', async () => {
    const { workspaceId } = await freshWorkspace();
    const admin = await personIn(workspaceId, 'admin');
    const values = { serviceAccount, baseUrl: providers.url };
    const view = await connectProvider(admin, { channel: 'push', provider: 'fcm', values });
    expect(JSON.stringify(view)).not.toContain('PRIVATE KEY');
    const ctx = await contextOf(workspaceId);
    const customer = await consentingCustomer(ctx);
    const consent = await ctx.db.consentEvent.findFirstOrThrow({
      where: { customerId: customer.id, channel: 'email' },
    });
    await ctx.db.consentEvent.create({ data: { ...consent, id: v7(), channel: 'push' } });
    const seen = { workspaceId, customerId: customer.id, firstSeenAt: ctx.now };
    await ctx.db.pushDevice.createMany({
      data: [
        { ...seen, token: 'gone', lastSeenAt: ctx.now },
        { ...seen, token: 'here', lastSeenAt: new Date(ctx.now.getTime() - 1) },
      ],
    });
    const noon = new Date(Math.ceil(ctx.now.getTime() / 86_400_000) * 86_400_000 + 12 * 60 * MINUTE_MS);
    const { messageId } = await queuedTouch({ ...ctx, now: noon }, { customer, candidate: { channel: 'push' } });
    const details = [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode: 'UNREGISTERED' }];
    await providers.script([{ do: 'status', status: 404, body: { error: { status: 'NOT_FOUND', details } } }]);
    expect(await dispatchDue({ ...ctx, now: noon }, { limit: 10 })).toMatchObject({ sent: 1 });
    const calls = callsOf(messageId);
    expect(calls.map(({ to, outcome }) => [to, outcome])).toEqual([
      ['gone', 'refused'],
      ['here', 'taken'],
    ]);
    const { message } = JSON.parse(calls[1]?.body ?? '{}');
    expect(message.notification.title).toBe('Still thinking it over?');
    expect(message.data.url).toMatch(/^http:\/\/localhost:3000\/t\/c\//);
    expect(await ctx.db.pushDevice.findMany({ where: { workspaceId }, select: { token: true } })).toEqual([
      { token: 'here' },
    ]);
    const [asked, ...more] = providers.calls('google');
    expect(more).toEqual([]);
    const [head, claims] = (new URLSearchParams(asked?.body).get('assertion') ?? '').split('.');
    const read = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
    expect(read(head)).toEqual({ alg: 'RS256', typ: 'JWT' });
    expect(read(claims)).toMatchObject({ aud: `${providers.url}/token`, iss: expect.stringContaining('push@') });
  });
});
