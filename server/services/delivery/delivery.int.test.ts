import { type AddressObject, simpleParser } from 'mailparser';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ALLOWED_TO_SEND } from '@/domain/decisions/outcome';
import { OUTCOMES } from '@/domain/decisions/outcomes';
import { HOUR, MINUTE, after as moved } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { contextOf, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { cartCandidate, consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { addressHash, suppress, withdrawConsent } from '../consent';
import { providersOf } from '../providers';
import { dispatchDue, renderPreview } from './index';

// Before anything is imported: the environment is read once.
const sink = await vi.hoisted(async () => {
  const { startSmtpSink } = await import('@/tests/harness/smtp-sink');
  const started = await startSmtpSink();
  process.env.SMTP_URL = started.url;
  return started;
});

/** Connections of the provider: so many are in the air when something stops. */
const IN_FLIGHT = 20;

let ctx: ServiceContext;

beforeAll(async () => {
  ({ ctx } = await freshWorkspace());
});
afterAll(() => sink.stop());

const send = (at = ctx) => dispatchDue(at, { limit: 100 });
const messageOf = (id: string, at = ctx) =>
  at.db.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: at.workspaceId, id } } });
const decisionOf = (id: string, at = ctx) =>
  at.db.decision.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: at.workspaceId, id } } });
const takenBy = (address: string) => sink.taken().filter((message) => message.to.includes(address));

async function touchFor(name: string, at = ctx) {
  const email = `${name}-${v7()}@customers.example`;
  const customer = await consentingCustomer(at, { email });
  return { email, ...(await queuedTouch(at, { customer })) };
}

describe('the trigger that guards messages', () => {
  it('lets those of allowed decisions leave and no others, as the domain says', async () => {
    const { messageId, decisionId } = await touchFor('guarded');
    const of = { workspaceId: ctx.workspaceId };
    const leaves = async (outcome: string) => {
      await ctx.db.decision.updateMany({ where: { ...of, id: decisionId }, data: { outcome } });
      const claim = ctx.db.message.updateMany({ where: { ...of, id: messageId }, data: { status: 'claimed' } });
      return claim.then(
        () => true,
        () => false,
      );
    };
    const permitted: string[] = [];
    for (const outcome of OUTCOMES) if (await leaves(outcome)) permitted.push(outcome);
    expect(permitted).toEqual(ALLOWED_TO_SEND);
    await ctx.db.message.updateMany({ where: { ...of, id: messageId }, data: { status: 'cancelled' } });
  });
});

describe('a message on its way', () => {
  it('leaves once, with exact one-click headers, both parts and tracked links', async () => {
    const { email, messageId, decisionId, customerId } = await touchFor('ada');
    expect(await send()).toMatchObject({ sent: 1, failed: 0, unknown: 0 });
    expect(await send()).toMatchObject({ sent: 0 });

    const [taken, ...more] = takenBy(email);
    expect(more).toEqual([]);
    const raw = taken?.raw ?? '';
    const header = (name: string) => raw.replace(/\r\n[ \t]+/g, ' ').match(new RegExp(`^${name}: (.*)\r$`, 'im'))?.[1];
    expect(header('List-Unsubscribe')).toMatch(/^<http:\/\/localhost:3000\/t\/u\/[\w-]{68}>$/);
    expect(header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(header('Message-ID')).toBe(`<${messageId}@harbour.example>`);

    const mail = await simpleParser(raw);
    expect(mail.subject).toBe('Ada, your basket is still here');
    expect((mail.to as AddressObject).value).toEqual([{ address: email, name: 'Ada Reed' }]);
    expect(mail.from?.value[0]?.address).toBe('shop@harbour.example');
    for (const part of [mail.html || '', mail.text ?? '']) {
      expect(part).toContain('1 Quay Street, Bristol');
      expect(part).toMatch(/http:\/\/localhost:3000\/t\/u\/[\w-]{68}/);
      expect(part).toMatch(/http:\/\/localhost:3000\/t\/c\/[\w-]{68}/);
      expect(part).not.toContain('harbour.example/cart');
    }
    expect(await messageOf(messageId)).toMatchObject({ status: 'delivered', provider: 'smtp', attempts: 1 });
    expect(await decisionOf(decisionId)).toMatchObject({ outcome: 'executed', version: 2 });
    const audit = await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, subject: `decision:${decisionId}` },
    });
    expect(audit.map((entry) => entry.action)).toEqual(['decision.executed']);
    const customer = await ctx.db.customer.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, id: customerId },
    });
    expect(customer.deliveredTouches).toBe(1);
  });

  it('is one message for one decision, and waits for its time', async () => {
    const later = new Date(ctx.now.getTime() + 3_600_000);
    const touch = await queuedTouch(ctx, { candidate: { sendAt: later.toISOString() } });
    expect(await send()).toMatchObject({ sent: 0 });
    expect(await send({ ...ctx, now: later })).toMatchObject({ sent: 1 });
    expect((await messageOf(touch.messageId)).deliveredAt).toEqual(later);
  });

  it('keeps header injection out of envelope and headers', async () => {
    for (const email of [
      'a@b.com,c@d.com',
      'a@b.com\r\nRCPT TO:<x@y.z>',
      'victim\uff20v.com@evil.com',
      '"a b"@c.com',
    ]) {
      const customer = await consentingCustomer(ctx, { email });
      await expect(queuedTouch(ctx, { customer })).rejects.toMatchObject({ code: 'invalid' });
    }
    const customer = await consentingCustomer(ctx, {
      email: `inject-${v7()}@customers.example`,
      firstName: 'Eve\r\nBcc: x@y.z',
    });
    await queuedTouch(ctx, { customer });
    await send();
    const [taken] = takenBy(customer.email ?? '');
    const mail = await simpleParser(taken?.raw ?? '');
    expect(taken?.to).toEqual([customer.email]);
    expect(mail.bcc).toBeUndefined();
    expect(mail.subject).not.toMatch(/[\r\n]/);
  });

  it('is not written when a slot has no value or a link is not http', async () => {
    const customer = await consentingCustomer(ctx, { firstName: null });
    const base = (await queuedTouch(ctx, { customer })).candidate.content;
    const bad = (content: object) => queuedTouch(ctx, { customer, candidate: { content: { ...base, ...content } } });
    await expect(bad({ headline: 'Dear {{ customer.first_name }}' })).rejects.toThrow(
      'The headline cannot be written: {{ customer.first_name }} has no value for this customer.',
    );
    await expect(bad({ landingUrl: 'javascript:alert(1)' })).rejects.toThrow('not a plain http or https address');
    await expect(bad({ landingUrl: 'https://user:pw@evil.example/' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(bad({ headline: '{% for i in (1..9) %}x{% endfor %}' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(bad({ headline: '{{ customer.first_name | raw }}' })).rejects.toMatchObject({ code: 'invalid' });
    await send();
  });
});

describe('letters of every script', () => {
  type Words = { firstName?: string; subject?: string; paragraph?: string };
  it.each<[string, Words]>([
    ['a name from right to left', { firstName: 'שרה' }],
    ['a subject with emoji, in more octets than a header line has', { subject: `${'🎁 Für Sie '.repeat(4)}👩‍👩‍👧` }],
    [
      'a paragraph in more octets than a line of mail may have',
      { paragraph: 'We have kept your basket for you, Zoë. '.repeat(30).trim() },
    ],
  ])('arrive as they were written: %s', async (_, { firstName = 'Ada', subject = 'your basket', paragraph }) => {
    const email = `letters-${v7()}@customers.example`;
    const customer = await consentingCustomer(ctx, { email, firstName });
    const { content: base } = cartCandidate(ctx);
    const paragraphs = paragraph ? [paragraph] : base.paragraphs;
    const content = { ...base, subject: `{{ customer.first_name }}, ${subject}`, paragraphs };
    await queuedTouch(ctx, { customer, candidate: { content } });
    expect(await send()).toMatchObject({ sent: 1, cancelled: 0 });
    const raw = takenBy(email)[0]?.raw ?? '';
    const longest = Math.max(...raw.split('\r\n').map((line) => Buffer.byteLength(line)));
    expect(longest).toBeLessThanOrEqual(998);
    const mail = await simpleParser(raw);
    expect(mail.subject).toBe(`${firstName}, ${subject}`);
    expect((mail.to as AddressObject).value).toEqual([{ address: email, name: `${firstName} Reed` }]);
    expect(mail.text?.replace(/\s+/g, ' ')).toContain(paragraphs[0]);
  });

  it('reach a domain of its own script; an address that servers do not take is refused before, with the reason', async () => {
    const email = `u-${v7()}@ex\u00e4mple.example`;
    await queuedTouch(ctx, { customer: await consentingCustomer(ctx, { email }) });
    await send();
    expect(takenBy(email)).toHaveLength(1);
    expect(takenBy(email)[0]?.raw).toContain('@xn--exmple-cua.example');
    const local = await consentingCustomer(ctx, { email: `\u00fc-${v7()}@customers.example` });
    await expect(queuedTouch(ctx, { customer: local })).rejects.toThrow('holds characters that cannot be sent to');
  });
});

describe('what a server answers', () => {
  it('450: tried again later', async () => {
    const { email, messageId, decisionId } = await touchFor('busy');
    expect(await send()).toMatchObject({ sent: 0, deferred: 1 });
    const waiting = await messageOf(messageId);
    expect(waiting).toMatchObject({ status: 'queued', failureCode: '450' });
    expect(waiting.sendAt.getTime()).toBeGreaterThanOrEqual(ctx.now.getTime() + 15_000);
    expect(await decisionOf(decisionId)).toMatchObject({ outcome: 'scheduled' });
    expect(await send({ ...ctx, now: waiting.sendAt })).toMatchObject({ sent: 1 });
    expect(takenBy(email)).toHaveLength(1);
  });

  it('550 unknown user: failed, and the address suppressed', async () => {
    const { email, messageId, decisionId, customerId } = await touchFor('unknown-user');
    expect(await send()).toMatchObject({ failed: 1 });
    expect(await messageOf(messageId)).toMatchObject({ status: 'bounced', failureCode: '550 5.1.1' });
    expect(await decisionOf(decisionId)).toMatchObject({ outcome: 'failed' });
    const hash = await addressHash(ctx.workspaceId, 'email', email);
    expect(
      await ctx.db.suppression.findFirst({ where: { workspaceId: ctx.workspaceId, addressHash: hash } }),
    ).toMatchObject({ reason: 'hard_bounce' });
    const customer = await ctx.db.customer.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, id: customerId },
    });
    expect(customer).toMatchObject({ hardBounces: 1, deliveredTouches: 0 });
  });

  it('550 because of a blocklist, by three mail domains: the channel stops, for a day', async () => {
    const { ctx: shop } = await freshWorkspace();
    const touchAt = async (email: string, sendAt = shop.now) => {
      const customer = await consentingCustomer(shop, { email });
      return queuedTouch(shop, { customer, candidate: { sendAt: sendAt.toISOString() } });
    };
    const tomorrow = moved(shop.now, 25 * HOUR);
    const [soon, later] = [`soon-${v7()}@customers.example`, `later-${v7()}@customers.example`];
    const { decisionId } = await touchAt(soon, moved(shop.now, MINUTE));
    for (const domain of ['one', 'two', 'three']) {
      const { messageId } = await touchAt(`listed-${v7()}@${domain}.example`);
      await send(shop);
      expect(await shop.db.message.findFirst({ where: { id: messageId } })).toMatchObject({
        status: 'failed',
        failureCode: 'blocklisted',
      });
    }
    await send({ ...shop, now: moved(shop.now, 2 * MINUTE) });
    expect(takenBy(soon)).toHaveLength(0);
    expect(await shop.db.decision.findFirst({ where: { id: decisionId } })).toMatchObject({
      outcome: 'blocked',
      outcomeReason: expect.stringContaining('3 of 3 mail domains'),
    });
    await touchAt(later, tomorrow);
    await send({ ...shop, now: tomorrow });
    expect(takenBy(later)).toHaveLength(1);
  });

  it('550 because of a blocklist, by three cheap domains among many: the channel goes on', async () => {
    const { ctx: shop } = await freshWorkspace();
    const touchAt = async (email: string, sendAt = shop.now) => {
      const customer = await consentingCustomer(shop, { email });
      return queuedTouch(shop, { customer, candidate: { sendAt: sendAt.toISOString() } });
    };
    for (let other = 0; other < 28; other++) await touchAt(`kept-${v7()}@other-${other}.example`);
    for (const domain of ['one', 'two', 'three']) await touchAt(`listed-${v7()}@${domain}.example`);
    await send(shop);
    expect(await shop.db.message.count({ where: { failureCode: 'blocklisted' } })).toBe(3);
    const soon = `soon-${v7()}@customers.example`;
    await touchAt(soon, moved(shop.now, MINUTE));
    await send({ ...shop, now: moved(shop.now, 2 * MINUTE) });
    expect(takenBy(soon)).toHaveLength(1);
  });

  it('550 because of a blocklist, by many names of two companies’ domains: the channel goes on', async () => {
    const { ctx: shop } = await freshWorkspace();
    const touchAt = async (email: string, sendAt = shop.now) => {
      const customer = await consentingCustomer(shop, { email });
      return queuedTouch(shop, { customer, candidate: { sendAt: sendAt.toISOString() } });
    };
    const soon = `soon-${v7()}@customers.example`;
    await touchAt(soon, moved(shop.now, MINUTE));
    for (const domain of ['listed.example', 'a.listed.example', 'b.listed.example', 'c.co.uk', 'a.c.co.uk']) {
      await touchAt(`listed-${v7()}@${domain}`);
    }
    await send(shop);
    expect(await shop.db.message.count({ where: { failureCode: 'blocklisted' } })).toBe(5);
    await send({ ...shop, now: moved(shop.now, 2 * MINUTE) });
    expect(takenBy(soon)).toHaveLength(1);
  });

  it('550 policy and 552 full: failed, the address stays usable', async () => {
    for (const name of ['policy', 'full']) {
      const { email, messageId } = await touchFor(name);
      await send();
      expect(await messageOf(messageId)).toMatchObject({ status: 'failed' });
      const hash = await addressHash(ctx.workspaceId, 'email', email);
      expect(await ctx.db.suppression.count({ where: { addressHash: hash } })).toBe(0);
    }
  });

  it('421 after the message: tried again, for the server said no', async () => {
    const { messageId } = await touchFor('closing');
    expect(await send()).toMatchObject({ deferred: 1 });
    expect(await messageOf(messageId)).toMatchObject({ status: 'queued', failureCode: '421' });
  });

  it('a line cut before the message: tried again', async () => {
    const { email, messageId } = await touchFor('hangup-before');
    await send();
    expect(await messageOf(messageId)).toMatchObject({ status: 'queued' });
    expect(takenBy(email)).toHaveLength(0);
  });

  it('a line cut after the final dot: unknown, and never sent again', async () => {
    const { email, messageId, decisionId } = await touchFor('hangup-after');
    expect(await send()).toMatchObject({ unknown: 1 });
    expect(await messageOf(messageId)).toMatchObject({ status: 'unknown' });
    expect(await decisionOf(decisionId)).toMatchObject({ outcome: 'executed' });
    await send({ ...ctx, now: new Date(ctx.now.getTime() + 30 * 86_400_000) });
    expect(takenBy(email)).toHaveLength(1);
  });
});

describe('what changed before a message left', () => {
  it('a kill switch holds it until somebody resumes', async () => {
    const at = (await freshWorkspace()).ctx;
    const { messageId } = await touchFor('held', at);
    const id = v7();
    await at.db.killSwitch.create({
      data: {
        id,
        workspaceId: at.workspaceId,
        scope: 'agent',
        target: 'cart_winback',
        reason: 'Test',
        stoppedAt: at.now,
      },
    });
    expect(await send(at)).toMatchObject({ sent: 0 });
    expect(await messageOf(messageId, at)).toMatchObject({ status: 'queued' });
    await at.db.killSwitch.updateMany({ where: { workspaceId: at.workspaceId, id }, data: { resumedAt: at.now } });
    expect(await send(at)).toMatchObject({ sent: 1 });
  });

  it('a kill switch pulled in mid-send lets go of everything but what is in the air', async () => {
    const at = (await freshWorkspace()).ctx;
    const waiting = 5;
    const marker = `unanswered-${v7()}`;
    for (let index = 0; index < IN_FLIGHT + waiting; index++) {
      const customer = await consentingCustomer(at, { email: `${marker}-${index}@customers.example` });
      await queuedTouch(at, { customer });
    }
    const taken = () => sink.taken().filter(({ to }) => to[0]?.startsWith(marker)).length;
    const sending = dispatchDue(at, { limit: IN_FLIGHT + waiting });
    await expect.poll(taken, { timeout: 20_000 }).toBe(IN_FLIGHT);
    await at.db.killSwitch.create({
      data: {
        id: v7(),
        workspaceId: at.workspaceId,
        scope: 'channel',
        target: 'email',
        reason: 'Test',
        stoppedAt: at.now,
      },
    });
    sink.release();
    expect(await sending).toMatchObject({ sent: IN_FLIGHT, failed: 0, unknown: 0 });
    expect(taken()).toBe(IN_FLIGHT);
    expect(await at.db.message.count({ where: { workspaceId: at.workspaceId, status: 'queued' } })).toBe(waiting);
  });

  it('suppression, withdrawn consent, an order and a dead code cancel it', async () => {
    const at = (await freshWorkspace()).ctx;
    const soon = new Date(at.now.getTime() + 60_000);
    const suppressed = await touchFor('suppressed', at);
    await suppress(at.db, at, { channel: 'email', address: suppressed.email, reason: 'manual', messageId: null });
    const withdrawn = await touchFor('withdrawn', at);
    await withdrawConsent(at.db, at, {
      customerId: withdrawn.customerId,
      channel: 'email',
      purpose: 'marketing',
      source: 'test',
      evidence: null,
    });
    const ordered = await touchFor('ordered', at);
    await at.db.customer.updateMany({
      where: { workspaceId: at.workspaceId, id: ordered.customerId },
      data: { lastOrderAt: soon },
    });
    const over = await queuedTouch(at, { offer: { code: 'GONE', percentOff: 10, expiresAt: soon } });
    expect(await send({ ...at, now: soon })).toMatchObject({ sent: 0, cancelled: 4 });
    const codes = await Promise.all(
      [suppressed, withdrawn, ordered, over].map(async ({ messageId }) => (await messageOf(messageId, at)).failureCode),
    );
    expect(codes).toEqual(['suppressed', 'consent_withdrawn', 'ordered', 'offer_over']);
    expect(await decisionOf(over.decisionId, at)).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('demo data and virtual time', () => {
  it.each([{ isDemo: true }, { virtualNow: new Date('2011-09-01T00:00:00Z') }])(
    'never reach a real person: %j',
    async (options) => {
      const at = (await freshWorkspace(options)).ctx;
      expect((await providersOf(at, at.db))('email').id).toBe('sandbox');
      const { email, messageId } = await touchFor('demo', at);
      expect(await send(at)).toMatchObject({ sent: 1 });
      expect(await messageOf(messageId, at)).toMatchObject({
        status: 'delivered',
        provider: 'sandbox',
        deliveredAt: at.now,
      });
      expect(takenBy(email)).toHaveLength(0);
    },
  );
});

describe('renderPreview', () => {
  it('shows the message with plain links and writes nothing', async () => {
    const { candidate, customerId } = await queuedTouch(ctx);
    const before = await ctx.db.message.count({ where: { workspaceId: ctx.workspaceId } });
    const preview = await renderPreview(ctx, { candidate, offer: null, customerId, lookedAt: null });
    expect(preview.subject).toBe('Ada, your basket is still here');
    expect(preview.html).toContain('https://harbour.example/cart?id=1');
    expect(preview.html).not.toContain('/t/c/');
    expect(await ctx.db.message.count({ where: { workspaceId: ctx.workspaceId } })).toBe(before);
  });

  it('knows nothing of other workspaces', async () => {
    const { candidate, customerId } = await queuedTouch(ctx);
    const other = await freshWorkspace();
    await expect(
      renderPreview(await contextOf(other.workspaceId), { candidate, offer: null, customerId, lookedAt: null }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
