import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { suppress } from '@/server/services/consent';
import { dispatchDue } from '@/server/services/delivery';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch, type Touch } from '@/tests/factories/touch';
import { GET as click, HEAD as lookAtLink } from './c/[token]/route';
import { GET as open } from './o/[token]/route';
import { POST as postUnsubscribe, GET as seeUnsubscribe } from './u/[token]/route';

const PERSON = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

let ctx: ServiceContext;
beforeAll(async () => {
  ({ ctx } = await freshWorkspace({ isDemo: true }));
});

type Sent = Touch & { click: string; open: string; unsubscribe: string };

async function sentTouch(options: Parameters<typeof queuedTouch>[1] = {}): Promise<Sent> {
  const touch = await queuedTouch(ctx, options);
  await dispatchDue(ctx, { limit: 100 });
  const { html } = await messageOf(touch.messageId);
  const token = (path: string) => html?.match(new RegExp(`/t/${path}/([\\w-]{68})`))?.[1] ?? '';
  return { ...touch, click: token('c'), open: token('o'), unsubscribe: token('u') };
}

const messageOf = (id: string) =>
  ctx.db.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const customerOf = (id: string) =>
  ctx.db.customer.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const eventsOf = (messageId: string) =>
  ctx.db.messageEvent.findMany({ where: { workspaceId: ctx.workspaceId, messageId }, orderBy: { id: 'asc' } });
const at = (token: string) => ({ params: Promise.resolve({ token }) });
const request = (init: RequestInit = {}, headers: Record<string, string> = {}) =>
  new Request('http://localhost:3000/t/x', { ...init, headers: { 'user-agent': PERSON, ...headers } });
const isSuppressed = async (messageId: string) =>
  (await ctx.db.suppression.count({ where: { workspaceId: ctx.workspaceId, messageId } })) > 0;

/** The token with one bit changed. */
function forged(token: string): string {
  const bytes = Buffer.from(token, 'base64url');
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

describe('opens', () => {
  it('are counted once for the customer, and answered with an image that is not kept', async () => {
    const sent = await sentTouch();
    for (let time = 0; time < 3; time++) {
      const answer = await open(request(), at(`${sent.open}.gif`));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('image/gif');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect((await messageOf(sent.messageId)).openedAt).not.toBeNull();
    expect((await customerOf(sent.customerId)).engagementPoints).toBeCloseTo(0.3, 6);
  });

  it('by machines are kept apart and move nothing', async () => {
    const sent = await sentTouch();
    await open(request({}, { 'user-agent': 'Mozilla/5.0' }), at(`${sent.open}.gif`));
    await open(request({}, { 'sec-purpose': 'prefetch' }), at(`${sent.open}.gif`));
    expect((await messageOf(sent.messageId)).openedAt).toBeNull();
    expect((await eventsOf(sent.messageId)).every((event) => event.isMachine)).toBe(true);
    expect((await customerOf(sent.customerId)).engagementPoints).toBe(0);
  });

  it('of a forged token are still answered with an image', async () => {
    const sent = await sentTouch();
    expect((await open(request(), at(`${forged(sent.open)}.gif`))).status).toBe(200);
    expect(await eventsOf(sent.messageId)).toEqual([]);
  });
});

describe('clicks', () => {
  it('lead to the landing page with campaign and signed id, and are counted', async () => {
    const sent = await sentTouch();
    const answer = await click(request(), at(sent.click));
    expect(answer.status).toBe(302);
    const landing = new URL(answer.headers.get('location') ?? '');
    expect(landing.origin).toBe('https://harbour.example');
    expect(Object.fromEntries(landing.searchParams)).toMatchObject({
      utm_source: 'touchstone',
      utm_medium: 'email',
      utm_campaign: 'cart_recovery',
      utm_content: 'cart_recovery@1',
    });
    expect(landing.searchParams.get('tsm')).toMatch(/^[\w-]{68}$/);
    await click(request(), at(sent.click));
    const message = await messageOf(sent.messageId);
    expect(message.clickedAt).not.toBeNull();
    expect(message.openedAt).not.toBeNull();
    expect((await customerOf(sent.customerId)).engagementPoints).toBeCloseTo(0.5, 6);
  });

  it('are not counted for HEAD', async () => {
    const sent = await sentTouch();
    expect((await lookAtLink(request(), at(sent.click))).status).toBe(302);
    expect(await eventsOf(sent.messageId)).toEqual([]);
  });

  it('of a forged or foreign token are 404, whatever else is asked for', async () => {
    const sent = await sentTouch();
    for (const token of [forged(sent.click), sent.open, sent.unsubscribe, 'x', '']) {
      const answer = await click(new Request('http://localhost:3000/t/c/x?u=https://evil.example'), at(token));
      expect(answer.status).toBe(404);
      expect(answer.headers.get('location')).toBeNull();
    }
  });

  it('end the doubt about an uncertain message', async () => {
    const sent = await sentTouch();
    await ctx.db.message.updateMany({
      where: { workspaceId: ctx.workspaceId, id: sent.messageId },
      data: { status: 'unknown', deliveredAt: null },
    });
    await click(request(), at(sent.click));
    expect(await messageOf(sent.messageId)).toMatchObject({ status: 'delivered' });
  });
});

describe('unsubscribing', () => {
  const oneClick = (body: BodyInit, headers: Record<string, string> = {}) => request({ method: 'POST', body }, headers);
  const multipart = () => {
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    return form;
  };

  it('never happens by looking', async () => {
    const sent = await sentTouch();
    const answer = await seeUnsubscribe(request(), at(sent.unsubscribe));
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain('Harbour Goods');
    expect(html).toContain('<form method="post">');
    expect(html).not.toContain('<script');
    expect(await isSuppressed(sent.messageId)).toBe(false);
    expect((await messageOf(sent.messageId)).unsubscribedAt).toBeNull();
  });

  it.each([
    ['urlencoded', () => oneClick(new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }))],
    ['multipart', () => oneClick(multipart())],
  ])('by one click (%s) works without cookie and without redirect', async (_encoding, post) => {
    const sent = await sentTouch();
    const customer = await customerOf(sent.customerId);
    const waiting = await queuedTouch(ctx, {
      customer,
      candidate: { sendAt: new Date(ctx.now.getTime() + 86_400_000).toISOString() },
    });
    const answer = await postUnsubscribe(post(), at(sent.unsubscribe));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('location')).toBeNull();
    expect(await isSuppressed(sent.messageId)).toBe(true);
    expect(await messageOf(waiting.messageId)).toMatchObject({ status: 'cancelled', failureCode: 'unsubscribed' });
    const decision = await ctx.db.decision.findFirstOrThrow({ where: { id: waiting.decisionId } });
    expect(decision.outcome).toBe('cancelled');
    const audit = await ctx.db.auditEntry.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, subject: `customer:${customer.subjectRef}` },
    });
    expect(audit).toMatchObject({ action: 'consent.withdrawn' });
    expect(audit.payload).not.toContain('@');
  });

  it('on the page confirms, can be taken back, and done again', async () => {
    const sent = await sentTouch();
    const form = (action: string) =>
      postUnsubscribe(oneClick(new URLSearchParams({ action })), at(sent.unsubscribe)).then((answer) => answer.text());
    const consent = async () =>
      (
        await ctx.db.consentEvent.findMany({
          where: { workspaceId: ctx.workspaceId, customerId: sent.customerId, channel: 'email', purpose: 'marketing' },
          orderBy: { id: 'asc' },
        })
      ).map((event) => event.status);
    expect(await form('unsubscribe')).toContain('You are unsubscribed');
    expect(await form('unsubscribe')).toContain('You are unsubscribed');
    expect(await form('resubscribe')).toContain('You are subscribed again');
    expect(await isSuppressed(sent.messageId)).toBe(false);
    expect(await form('unsubscribe')).toContain('You are unsubscribed');
    expect(await consent()).toEqual(['granted', 'withdrawn', 'granted', 'withdrawn']);
    expect(await isSuppressed(sent.messageId)).toBe(true);
  });

  it('is refused for forged tokens, tokens of another kind, and unknown forms', async () => {
    const sent = await sentTouch();
    for (const token of [forged(sent.unsubscribe), sent.click, 'preview']) {
      const post = oneClick(new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }));
      expect((await postUnsubscribe(post, at(token))).status).toBe(404);
      expect((await seeUnsubscribe(request(), at(token))).status).toBe(404);
    }
    expect((await postUnsubscribe(oneClick(new URLSearchParams({ a: 'b' })), at(sent.unsubscribe))).status).toBe(400);
    expect(
      (await postUnsubscribe(oneClick('{}', { 'content-type': 'application/json' }), at(sent.unsubscribe))).status,
    ).toBe(400);
    expect(await isSuppressed(sent.messageId)).toBe(false);
  });

  it('ends what goes to another address of the customer, where this one was suppressed before', async () => {
    const sent = await sentTouch();
    const where = { workspaceId: ctx.workspaceId };
    const { toAddress } = await messageOf(sent.messageId);
    await suppress(ctx.db, ctx, { channel: 'email', address: toAddress, reason: 'hard_bounce', messageId: null });
    const email = `moved-${v7()}@customers.example`;
    await ctx.db.customer.updateMany({ where: { ...where, id: sent.customerId }, data: { email } });
    const customer = await customerOf(sent.customerId);
    const waiting = await queuedTouch(ctx, { customer });
    await postUnsubscribe(oneClick(multipart()), at(sent.unsubscribe));
    const [last] = await ctx.db.consentEvent.findMany({
      where: { ...where, customerId: sent.customerId, channel: 'email' },
      orderBy: { id: 'desc' },
      take: 1,
    });
    expect(last?.status).toBe('withdrawn');
    expect(await messageOf(waiting.messageId)).toMatchObject({ status: 'cancelled', failureCode: 'unsubscribed' });
  });

  it('holds for a message that was claimed before', async () => {
    const customer = await consentingCustomer(ctx, { email: `raced-${v7()}@customers.example` });
    const first = await sentTouch({ customer });
    const second = await queuedTouch(ctx, { customer });
    await postUnsubscribe(oneClick(multipart()), at(first.unsubscribe));
    await dispatchDue(ctx, { limit: 100 });
    expect(await messageOf(second.messageId)).toMatchObject({ status: 'cancelled' });
  });
});
