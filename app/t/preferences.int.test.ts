import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { createContext, type ServiceContext } from '@/server/context';
import { suppress } from '@/server/services/consent';
import { dispatchDue } from '@/server/services/delivery';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { POST as choose, GET as see } from './p/[token]/route';

let ctx: ServiceContext;
beforeAll(async () => {
  ({ ctx } = await freshWorkspace({ isDemo: true }));
});

type Reader = { customerId: string; subjectRef: string; messageId: string; token: string };

let phones = 0;

/** Somebody who got a message, with the link to their preferences in it. */
async function reader(): Promise<Reader> {
  phones += 1;
  const phone = `+4477009${String(phones).padStart(5, '0')}`;
  const customer = await consentingCustomer(ctx, { phone });
  const { messageId, customerId } = await queuedTouch(ctx, { customer });
  await dispatchDue(ctx, { limit: 100 });
  const { html, text } = await messageOf(messageId);
  const [, token = ''] = /\/t\/p\/([\w-]{68})/.exec(html ?? '') ?? [];
  expect(text).toContain(`/t/p/${token}`);
  const { subjectRef } = await ctx.db.customer.findFirstOrThrow({ where: { id: customerId } });
  return { customerId, subjectRef, messageId, token };
}

const messageOf = (id: string) =>
  ctx.db.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const at = (token: string) => ({ params: Promise.resolve({ token }) });
const look = (token: string, method = 'GET') =>
  see(new Request('http://localhost:3000/t/p/x', { method, headers: { 'user-agent': 'Mozilla/5.0' } }), at(token));
const post = (token: string, fields: [string, string][]) =>
  choose(
    new Request('http://localhost:3000/t/p/x', {
      method: 'POST',
      headers: { 'user-agent': 'Mozilla/5.0 (X11)' },
      body: new URLSearchParams(fields),
    }),
    at(token),
  );
const act = async (token: string, action: string) => (await post(token, [['action', action]])).text();
const ALL_ON: [string, string][] = ['email', 'sms', 'web'].map((channel) => ['shown', channel]);
const save = async (token: string, fields: [string, string][], shown = ALL_ON) =>
  (await post(token, [['action', 'save'], ...shown, ...fields])).text();
const ticked = (...channels: string[]) => channels.map((channel): [string, string] => ['channel', channel]);

/** What was said after the customer signed up, in order. */
async function said(customerId: string) {
  const rows = await ctx.db.consentEvent.findMany({
    where: { workspaceId: ctx.workspaceId, customerId, source: 'preference page' },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ channel, purpose, status }) => `${channel} ${purpose} ${status}`);
}
const listed = (messageId: string) =>
  ctx.db.suppression.findMany({ where: { workspaceId: ctx.workspaceId, messageId }, select: { channel: true } });

describe('the preference page', () => {
  it('shows what holds without a session or a script, and looking changes nothing', async () => {
    const { token, customerId, messageId } = await reader();
    for (const method of ['GET', 'HEAD', 'GET']) {
      const answer = await look(token, method);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    const html = await (await look(token)).text();
    expect(html).toContain('Choose what you get');
    expect(html).toMatch(/value="email" checked/);
    expect(html).not.toMatch(/value="whatsapp" checked/);
    expect(html).not.toMatch(/<script|@customers\.example"|c-[0-9a-f]{8}-/);
    expect(await said(customerId)).toEqual([]);
    expect(await listed(messageId)).toEqual([]);
  });

  it('keeps each choice with its proof, and only what was changed', async () => {
    const { token, customerId, subjectRef, messageId } = await reader();
    const html = await save(token, [
      ...ticked('email', 'web'),
      ['often', 'weekly_digest'],
      ['about', 'product_updates_only'],
    ]);
    expect(html).toContain('Your choices are saved');
    expect(html).toMatch(/value="weekly_digest" checked/);
    expect(html).not.toMatch(/value="sms" checked/);
    expect(await said(customerId)).toEqual([
      'sms marketing withdrawn',
      'email weekly_digest granted',
      'email product_updates_only granted',
    ]);
    const [proof] = await ctx.db.consentEvent.findMany({ where: { customerId, source: 'preference page' } });
    expect(proof).toMatchObject({ actor: 'customer', textVersion: 'preference-page@1' });
    expect(proof?.evidence).toMatch(new RegExp(`^message:${messageId}:`));
    expect(proof?.ipHash).toMatch(/^[0-9a-f]{64}$/);
    expect(proof?.agentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await listed(messageId)).toEqual([{ channel: 'sms' }]);
    const entry = await ctx.db.auditEntry.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, subject: `customer:${subjectRef}`, action: 'preferences.changed' },
    });
    expect(entry.payload).not.toMatch(/@customers|\+44/);
    await save(token, ticked('email', 'web'), [
      ['shown', 'email'],
      ['shown', 'web'],
    ]);
    expect(await said(customerId)).toHaveLength(3);
  });

  it('asks the telephone itself before SMS come that were ticked by the holder of an e-mail', async () => {
    const { token, customerId } = await reader();
    await save(token, ticked('email', 'web'));
    await save(token, ticked('email', 'sms', 'web'), [
      ['shown', 'email'],
      ['shown', 'web'],
    ]);
    expect(await said(customerId)).toEqual(['sms marketing withdrawn', 'sms marketing granted']);
    const asked = await ctx.db.optInRequest.findMany({ where: { workspaceId: ctx.workspaceId, customerId } });
    expect(asked).toMatchObject([{ channel: 'sms', status: 'waiting', source: 'preference page' }]);
    expect(await (await look(token)).text()).toContain('reply YES to the SMS we sent you');
  });

  it('opens a channel again that was left here, not one that a complaint closed', async () => {
    const { token, customerId, messageId } = await reader();
    const { toAddress } = await messageOf(messageId);
    await save(token, ticked('sms', 'web'));
    expect((await messageOf(messageId)).unsubscribedAt).not.toBeNull();
    await save(token, ticked('email', 'sms', 'web'), [
      ['shown', 'sms'],
      ['shown', 'web'],
    ]);
    // The link came to that very address: that confirms it too.
    expect(await said(customerId)).toEqual([
      'email marketing withdrawn',
      'email marketing granted',
      'email confirmation granted',
    ]);
    expect(await listed(messageId)).toEqual([]);
    await suppress(ctx.db, ctx, { channel: 'email', address: toAddress, reason: 'complaint', messageId: null });
    const html = await save(token, ticked('email'), []);
    expect(html).toMatch(/value="email" disabled/);
    expect(await said(customerId)).toHaveLength(3);
  });

  it('opens nothing that was left elsewhere while it stood open', async () => {
    const { token, customerId } = await reader();
    await ctx.db.consentEvent.create({
      data: {
        ...{ id: v7(), workspaceId: ctx.workspaceId, customerId, channel: 'sms', purpose: 'marketing' },
        ...{ status: 'withdrawn', source: 'STOP, by sms', actor: 'customer', occurredAt: ctx.now },
      },
    });
    await save(token, ticked('email', 'sms', 'web'));
    expect(await said(customerId)).toEqual([]);
  });

  it('ends everything at once, also what waits and what was claimed, and can be chosen from again', async () => {
    const { token, customerId, messageId } = await reader();
    const customer = await ctx.db.customer.findFirstOrThrow({ where: { id: customerId } });
    const waiting = await queuedTouch(ctx, { customer: { ...customer } });
    expect(await act(token, 'stop')).toContain('You are unsubscribed from everything');
    await act(token, 'stop');
    expect(await said(customerId)).toEqual([
      'email marketing withdrawn',
      'sms marketing withdrawn',
      'web marketing withdrawn',
      'email everything withdrawn',
    ]);
    expect((await listed(messageId)).map(({ channel }) => channel).sort()).toEqual(['email', 'sms', 'whatsapp']);
    expect(await messageOf(waiting.messageId)).toMatchObject({ status: 'cancelled', failureCode: 'unsubscribed' });
    expect(await save(token, ticked('email'), [])).toMatch(/value="email" checked/);
  });

  it('takes back what was claimed and not yet handed over', async () => {
    const { token, customerId } = await reader();
    const customer = await ctx.db.customer.findFirstOrThrow({ where: { id: customerId } });
    const { messageId } = await queuedTouch(ctx, { customer: { ...customer } });
    await ctx.db.message.updateMany({ where: { id: messageId }, data: { status: 'claimed', claimedBy: 'worker' } });
    await save(token, [...ticked('email', 'sms', 'web'), ['often', 'weekly_digest']]);
    expect(await messageOf(messageId)).toMatchObject({ status: 'queued', claimedBy: null });
  });

  it('pauses: what waits does not leave meanwhile; the pause is ended by its own button', async () => {
    const { token, customerId } = await reader();
    const customer = await ctx.db.customer.findFirstOrThrow({ where: { id: customerId } });
    const waiting = await queuedTouch(ctx, { customer: { ...customer } });
    expect(await act(token, 'pause')).toContain('We are taking a break');
    expect(await act(token, 'pause')).toContain('Paused until');
    const later = await createContext(ctx.workspaceId, { kind: 'job', name: 'delivery-dispatch' });
    await dispatchDue(later, { limit: 100 });
    const { status, failureReason } = await messageOf(waiting.messageId);
    expect(status).not.toBe('delivered');
    expect(failureReason).toMatch(/pause/i);
    expect(await act(token, 'resume')).toContain('Welcome back');
    expect(await said(customerId)).toEqual(['email pause granted', 'email pause withdrawn']);
  });

  it('is closed to forged links, links of another kind, other forms, and links of an erased person', async () => {
    const { token, customerId, messageId } = await reader();
    const { html } = await messageOf(messageId);
    const unsubscribe = /\/t\/u\/([\w-]{68})/.exec(html ?? '')?.[1] ?? '';
    const bytes = Buffer.from(token, 'base64url');
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    for (const other of [unsubscribe, bytes.toString('base64url'), 'preview', '']) {
      expect((await look(other)).status).toBe(404);
      expect((await post(other, [['action', 'stop']])).status).toBe(404);
    }
    expect((await post(token, [['action', 'erase']])).status).toBe(400);
    expect((await post(token, [['action', 'x'.repeat(20_000)]])).status).toBe(413);
    await ctx.db.customer.updateMany({ where: { id: customerId }, data: { erasedAt: ctx.now } });
    expect((await look(token)).status).toBe(404);
    expect((await post(token, [['action', 'stop']])).status).toBe(404);
    expect(await said(customerId)).toEqual([]);
  });
});
