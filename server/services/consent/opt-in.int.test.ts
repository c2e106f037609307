import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { GET as look, POST as press } from '@/app/t/y/[token]/route';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import type { ServiceContext } from '@/server/context';
import { linkSigner } from '@/server/signing';
import { settle } from '@/tests/factories/event-history';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { getCustomer } from '../customers';
import { dispatchDue, sendQuestions, workspacesWithDueMessages } from '../delivery';
import { stopSending } from '../kill-switch';
import { getMessage, listMessages } from '../messages';
import { activePolicy } from '../policies';
import { addressHash, askAgain, askToConfirm, confirmOptIn, recordConsent, suppress, withdrawConsent } from '.';

const DAY = 86_400_000;
let home: FreshWorkspace;
let ctx: ServiceContext;
beforeEach(async () => {
  home = await freshWorkspace({ isDemo: true });
  ctx = home.ctx;
  await setPolicy({ confirmedChannels: ['email', 'sms'] });
});

async function setPolicy(consent: Partial<(typeof DEFAULT_POLICY)['consent']>): Promise<void> {
  await activePolicy(ctx);
  const document = { ...DEFAULT_POLICY, consent: { ...DEFAULT_POLICY.consent, ...consent } };
  await rewritePolicy(ctx, document);
}

const later = (ms: number): ServiceContext => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });
const questions = () =>
  ctx.db.optInRequest.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { createdAt: 'asc' } });
const yes = (customerId: string, at = ctx, channel: 'email' | 'sms' = 'email') =>
  recordConsent(at.db, at, {
    ...{ customerId, channel, purpose: 'marketing', status: 'granted', lawfulBasis: 'consent', source: 'footer form' },
    ...{ textVersion: '3', actor: 'customer', occurredAt: at.now, evidence: `test:${v7()}` },
  });
const no = (customerId: string, at: ServiceContext) =>
  withdrawConsent(at.db, at, { customerId, channel: 'email', purpose: 'marketing', source: 'page', evidence: null });

/** Somebody whose old yes was never confirmed, and who has just said yes again. */
async function subscriber() {
  const customer = await consentingCustomer(ctx);
  await yes(customer.id);
  await askToConfirm(ctx.db, ctx, [customer.id]);
  return customer;
}

async function tokenOf(id: string): Promise<string> {
  const { text } = await ctx.db.optInRequest.findFirstOrThrow({ where: { id } });
  return /\/t\/y\/([\w-]{68})/.exec(text)?.[1] ?? '';
}
const at = (token: string) => ({ params: Promise.resolve({ token }) });
const open = async (token: string) => (await look(new Request('http://localhost:3000/t/y/x'), at(token))).text();
const confirm = async (token: string) => {
  const init = {
    method: 'POST',
    headers: { 'user-agent': 'Mozilla/5.0' },
    body: new URLSearchParams({ action: 'confirm' }),
  };
  const answer = await press(new Request('http://localhost:3000/t/y/x', init), at(token));
  // Whoever looks after has a later clock.
  ctx = { ...ctx, now: new Date() };
  return answer.text();
};
const confirmations = (customerId: string) =>
  ctx.db.consentEvent.findMany({ where: { workspaceId: ctx.workspaceId, customerId, purpose: 'confirmation' } });

/** Whether a message that is due leaves for the customer; `cancelled` where a guardrail stopped it. */
async function whatBecomesOf(customer: Awaited<ReturnType<typeof subscriber>>): Promise<string> {
  const { messageId } = await queuedTouch(ctx, { customer });
  await dispatchDue(ctx, { limit: 10 });
  return (await ctx.db.message.findFirstOrThrow({ where: { id: messageId } })).status;
}

/** The one question that was asked, sent. */
async function sent() {
  expect(await sendQuestions(ctx)).toBe(1);
  const [question] = (await questions()).slice(-1);
  if (!question) throw new Error('Nobody was asked.');
  return { question, token: await tokenOf(question.id) };
}

describe('a yes to e-mail under double opt-in', () => {
  it('lets nothing leave until it is confirmed, with the button and not by looking; once, with its proof', async () => {
    const customer = await subscriber();
    expect(await whatBecomesOf(customer)).toBe('cancelled');
    const { question, token } = await sent();
    expect(question).toMatchObject({
      status: 'sent',
      provider: 'sandbox',
      toAddress: customer.email,
      source: 'footer form',
    });
    expect(question.html).toContain(`/t/y/${token}`);
    expect(question.html).not.toContain('/t/o/');

    expect(await open(token)).toContain('Do you want to hear from us?');
    expect(await confirmations(customer.id)).toEqual([]);
    expect(await whatBecomesOf(customer)).toBe('cancelled');

    expect(await confirm(token)).toContain('You are signed up');
    expect(await confirm(token)).toContain('You are signed up');
    expect(await confirmations(customer.id)).toMatchObject([
      {
        ...{ channel: 'email', status: 'granted', source: 'link in the confirmation e-mail', actor: 'customer' },
        ...{ textVersion: 'confirm-email@1', evidence: `opt-in:${question.id}`, addressHash: question.addressHash },
        ...{ ipHash: expect.any(String), agentHash: expect.any(String) },
      },
    ]);
    expect(await whatBecomesOf(customer)).toBe('delivered');
    const told = await ctx.db.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId } });
    const actions = told.map(({ action }) => action).filter((action) => action.startsWith('consent.'));
    expect(actions).toEqual(['consent.asked', 'consent.confirmed']);
  });

  it('is no touch: nobody’s count of messages knows it', async () => {
    const { id } = await subscriber();
    await sent();
    expect(await ctx.db.message.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
    expect((await ctx.db.customer.findFirstOrThrow({ where: { id } })).deliveredTouches).toBe(0);
  });

  it('does not hold an address that the customer has taken since', async () => {
    const customer = await subscriber();
    const { token } = await sent();
    await confirm(token);
    const email = `new-${customer.id}@customers.example`;
    await ctx.db.customer.updateMany({ where: { id: customer.id }, data: { email } });
    expect(await whatBecomesOf({ ...customer, email })).toBe('cancelled');
    expect(await askToConfirm(ctx.db, ctx, [customer.id])).toBe(1);
  });

  it('ends with a no: the link opens nothing again, and a new yes is asked about anew', async () => {
    const customer = await subscriber();
    const { token } = await sent();
    const soon = later(1_000);
    await no(customer.id, soon);
    ctx = later(2_000);
    expect(await confirmAt(ctx, token)).toBe('ended');
    expect(await confirmations(customer.id)).toEqual([]);
    await yes(customer.id, ctx);
    expect(await askToConfirm(ctx.db, ctx, [customer.id])).toBe(1);
  });

  it('can be confirmed for as long as the policy says', async () => {
    const customer = await subscriber();
    const { token } = await sent();
    expect(await confirmAt(later(7 * DAY), token)).toBe('expired');
    expect(await confirmations(customer.id)).toEqual([]);
  });

  it('is nothing that a forged or cut link could confirm', async () => {
    await subscriber();
    const { token } = await sent();
    const forged = `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`;
    for (const bad of [forged, token.slice(1), 'x']) {
      const answer = await press(
        new Request('http://localhost:3000/t/y/x', {
          method: 'POST',
          body: new URLSearchParams({ action: 'confirm' }),
        }),
        at(bad),
      );
      expect(answer.status).toBe(404);
    }
  });
});

/** The link, followed at another time: where the question stands after. */
async function confirmAt(when: ServiceContext, token: string) {
  const link = (await linkSigner()).read('confirmation', token);
  return when.db.$transaction((tx) => confirmOptIn(tx, when, link?.messageId ?? '', { source: 'test' }));
}

describe('who is asked', () => {
  it('is an address once a day and three times a month, however often a form is filled', async () => {
    const { id } = await subscriber();
    const rounds = [0, DAY - 1, DAY, 2 * DAY, 3 * DAY, 31 * DAY];
    for (const ms of rounds) {
      const when = later(ms);
      await yes(id, when);
      await askToConfirm(when.db, when, [id]);
    }
    const days = (await questions()).map(({ createdAt }) => (createdAt.getTime() - ctx.now.getTime()) / DAY);
    expect(days).toEqual([0, 1, 2, 31]);
  });

  it('is a mailbox as often, however its address is spelled', async () => {
    const one = 'ada.byron+shop@gmail.com';
    for (const email of [one, 'ada.byron@gmail.com', 'a.d.a.byron@googlemail.com', 'adabyron+2@gmail.com']) {
      const { id } = await consentingCustomer(ctx, { email });
      await yes(id);
      await askToConfirm(ctx.db, ctx, [id]);
    }
    expect((await questions()).map(({ toAddress }) => toAddress)).toEqual([one]);
  });

  it('is whom a colleague asks again, as often as anybody is asked', async () => {
    const { id: customerId } = await subscriber();
    const marketer = { ...(await personIn(ctx.workspaceId, 'marketer')), publish: async () => {} };
    const press = (ms: number, who: ServiceContext = marketer) =>
      askAgain({ ...who, now: later(ms).now }, { customerId, channel: 'email' });
    await expect(press(DAY - 1)).rejects.toMatchObject({
      code: 'rate_limited',
      message: /once in 24 hours and 3 times/,
    });
    await press(DAY);
    await press(2 * DAY);
    await expect(press(3 * DAY)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await questions()).toHaveLength(3);
    await expect(press(DAY, await personIn(ctx.workspaceId, 'executive'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(askAgain(marketer, { customerId, channel: 'sms' })).rejects.toMatchObject({ code: 'invalid' });
    await no(customerId, later(2 * DAY + 1));
    await expect(press(40 * DAY)).rejects.toMatchObject({ code: 'invalid' });
    const where = { workspaceId: ctx.workspaceId, action: 'consent.asked' };
    const entries = await ctx.db.auditEntry.findMany({ where, orderBy: { seq: 'asc' } });
    expect(entries.map(({ actor }) => actor.split(':')[0])).toEqual(['operator', 'user', 'user']);
  });

  it('is nobody twice when two ask at once', async () => {
    const customer = await consentingCustomer(ctx);
    await yes(customer.id);
    const ask = () => ctx.db.$transaction((tx) => askToConfirm(tx, ctx, [customer.id]));
    const asked = await Promise.all([ask(), ask(), ask()]);
    expect(asked.reduce((sum, each) => sum + each, 0)).toBe(1);
  });

  it('is no closed address, nobody of a policy that does not ask, and nobody about a yes of long ago', async () => {
    const closed = await consentingCustomer(ctx);
    const address = closed.email ?? '';
    await suppress(ctx.db, ctx, { channel: 'email', address, reason: 'complaint', messageId: null });
    await yes(closed.id);
    const old = await consentingCustomer(ctx);
    expect(await askToConfirm(ctx.db, ctx, [closed.id, old.id])).toBe(0);
    await setPolicy({ confirmedChannels: [] });
    const free = await consentingCustomer(ctx);
    await yes(free.id);
    expect(await askToConfirm(ctx.db, ctx, [free.id])).toBe(0);
    expect(await whatBecomesOf(free)).toBe('delivered');
  });

  it('is who lives where e-mail has to be confirmed, and who may live there', async () => {
    await setPolicy({ confirmedChannels: [], confirmedCountries: ['DE'] });
    const asked = [];
    for (const country of ['DE', 'FR', null]) {
      const customer = await consentingCustomer(ctx, { country });
      await yes(customer.id);
      asked.push([country, await askToConfirm(ctx.db, ctx, [customer.id])]);
    }
    expect(asked).toEqual([
      ['DE', 1],
      ['FR', 0],
      [null, 1],
    ]);
  });

  it('is told by events, also where the address comes after the yes; who is asked is found by the sweep', async () => {
    const granted = { name: 'Consent Granted', properties: { channel: 'email', source: 'checkout' } };
    await settle(home, [{ type: 'track', userId: 'u-1', messageId: 'm1', minute: 40_000, ...granted }]);
    expect(await questions()).toEqual([]);
    const traits = { email: 'late@customers.example' };
    await settle(home, [{ type: 'identify', userId: 'u-1', messageId: 'm2', minute: 40_001, properties: traits }]);
    const late = { toAddress: 'late@customers.example', source: 'checkout', status: 'waiting' };
    expect(await questions()).toMatchObject([late]);
    expect(await workspacesWithDueMessages()).toContain(ctx.workspaceId);
  });

  it('holds for the address of then where the shop tells of a confirmation of its own', async () => {
    const said = (purpose: string) => ({ channel: 'email', purpose, source: 'own confirmation page' });
    const [first, second] = ['own@customers.example', 'other@customers.example'];
    const told = (messageId: string, minute: number, event: Partial<Parameters<typeof settle>[1][number]>) =>
      settle(home, [{ type: 'track', userId: 'u-2', messageId, minute, ...event }]);
    await told('c1', 40_000, { type: 'identify', properties: { email: first } });
    await told('c2', 40_001, { name: 'Consent Granted', properties: said('marketing') });
    await told('c3', 40_002, { name: 'Consent Granted', properties: said('confirmation') });
    const customer = await ctx.db.customer.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    const unconfirmed = async () =>
      (await getCustomer(await personIn(ctx.workspaceId, 'admin'), { customerId: customer.id })).unconfirmed;
    expect(await unconfirmed()).toEqual([]);
    await told('c4', 40_003, { type: 'identify', properties: { email: second } });
    expect(await unconfirmed()).toMatchObject([{ channel: 'email' }]);
    const [entry] = await confirmations(customer.id);
    expect(entry?.addressHash?.trim()).toBe(await addressHash(ctx.workspaceId, 'email', first));
  });
});

describe('the question', () => {
  it('does not leave once it is needless: a no, a closed address, a stop', async () => {
    const left = await subscriber();
    await no(left.id, later(500));
    const closed = await subscriber();
    await suppress(ctx.db, ctx, { channel: 'email', address: closed.email ?? '', reason: 'manual', messageId: null });
    expect(await sendQuestions(later(1_000))).toBe(0);
    expect((await questions()).map(({ status }) => status)).toEqual(['dropped', 'dropped']);
    await subscriber();
    const admin = await personIn(ctx.workspaceId, 'admin');
    await stopSending(admin, { scope: 'channel', target: 'email', reason: 'Of the test.' });
    expect(await sendQuestions(later(2_000))).toBe(0);
    expect((await questions()).at(-1)).toMatchObject({ status: 'waiting' });
  });

  it('is never repeated where its sender died over it', async () => {
    await subscriber();
    await ctx.db.optInRequest.updateMany({
      where: { workspaceId: ctx.workspaceId },
      data: { status: 'attempting', attempts: 1, nextAt: ctx.now },
    });
    expect(await sendQuestions(later(1))).toBe(0);
    expect(await questions()).toMatchObject([{ status: 'unknown' }]);
  });

  it('stands in the sandbox inbox, and on the customer’s page until it is answered', async () => {
    const customer = await subscriber();
    const marketer = await personIn(ctx.workspaceId, 'marketer');
    expect((await getCustomer(marketer, { customerId: customer.id })).unconfirmed).toMatchObject([
      { channel: 'email', asked: { status: 'waiting', sentAt: null } },
      { channel: 'sms', asked: null },
    ]);
    const { question, token } = await sent();
    const { items } = await listMessages(marketer, { limit: 10 });
    expect(items).toMatchObject([
      { id: question.id, status: 'delivered', decisionId: null, to: { address: customer.email } },
    ]);
    const detail = await getMessage(marketer, question.id);
    expect(detail.links[0]?.href).toContain(`/t/y/${token}`);
    expect(detail).toMatchObject({ decision: null, maySimulate: false, asksAbout: { source: 'footer form' } });
    await confirm(token);
    expect((await getMessage(marketer, question.id)).status).toBe('confirmed');
    const after = await getCustomer({ ...marketer, now: new Date() }, { customerId: customer.id });
    expect(after.unconfirmed.map(({ channel }) => channel)).toEqual(['sms']);
  });
});
