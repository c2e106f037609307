import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { readBody } from '@/domain/events/read-body';
import { GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import { PERSON_TABLES, TABLES } from '@/domain/privacy/tables';
import { appendAudit } from '@/server/audit';
import type { ServiceContext } from '@/server/context';
import { systemPool } from '@/server/system-db';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { queuedTouch } from '@/tests/factories/touch';
import { verifyLog } from '../audit';
import { addressHash } from '../consent';
import { exportDecision, getDecision, previewDecision } from '../decisions';
import { dispatchDue } from '../delivery';
import { ingest, keepUnreadable, processPending } from '../events';
import { activePolicy, applyDocument } from '../policies';
import { getReview, listReviews, rejudgeReviews } from '../review';
import { noteClick, noteOpen } from '../tracking';
import {
  exportCertificate,
  exportPerson,
  getRequest,
  letReturn,
  listRequests,
  receiveRequest,
  refuseRequest,
  requestTurn,
  runRequest,
  verifyRequest,
} from '.';

const PERSON = {
  userId: 'shop-quill-77',
  anonymousId: 'anon-quill-device-1',
  email: 'ottoline.quill@customers.example',
  phone: '+447700900456',
  firstName: 'Ottoline',
  lastName: 'Quillfeather',
  orderKey: 'ORDER-QUILL-1',
  cartKey: 'cart-quill-1',
};
/** What a dump must not hold any more. */
const TRACES = /ottoline|quill|7700 ?900456/i;

let home: FreshWorkspace;
let admin: ServiceContext;

beforeAll(async () => {
  home = await freshWorkspace({ isDemo: true });
  admin = await personIn(home.workspaceId, 'admin');
});

/** Sends events through the door and processes them. */
async function tell(...events: object[]): Promise<void> {
  const body = readBody(Buffer.from(JSON.stringify({ batch: events })), 'batch');
  if (!body.ok) throw new Error('The test wrote events that cannot be read.');
  const access = {
    keyId: null,
    kind: 'server' as const,
    workspaceId: home.ctx.workspaceId,
    isDemo: true,
    isVirtual: false,
  };
  await ingest(access, { body: body.body, type: null, receivedAt: new Date() });
  await processPending(home.ctx, { limit: 1000 });
}

const { userId, anonymousId } = PERSON;
const identify = () => ({
  type: 'identify',
  messageId: v7(),
  userId,
  traits: {
    email: PERSON.email,
    phone: PERSON.phone,
    firstName: PERSON.firstName,
    lastName: PERSON.lastName,
    nickname: 'Quilly',
    country: 'GB',
    consents: [{ channel: 'email', status: 'granted', source: 'checkout', text_version: '1' }],
  },
});
const viewed = () => ({
  type: 'track',
  messageId: v7(),
  anonymousId,
  event: 'Product Viewed',
  properties: { product_id: 'LAMP', name: 'Lamp', price: 50 },
});
const ordered = () => ({
  type: 'track',
  messageId: v7(),
  userId,
  event: 'Order Completed',
  properties: {
    order_id: PERSON.orderKey,
    cart_id: PERSON.cartKey,
    total: 50,
    revenue: 50,
    currency: 'GBP',
    products: [{ product_id: 'LAMP', name: 'Lamp', price: 50, quantity: 1 }],
  },
});

const customerOf = async () =>
  (await home.ctx.db.customer.findFirstOrThrow({ where: { workspaceId: home.workspaceId, externalId: userId } })).id;

/** The person as a shop knows them: events, orders, a decision about them, a message they got, words of colleagues. */
async function knownPerson(): Promise<{ customerId: string; decisionId: string; messageId: string }> {
  const { ctx, workspaceId } = home;
  await tell(viewed(), { type: 'identify', messageId: v7(), userId, anonymousId, traits: {} }, identify());
  const customerId = await customerOf();
  const customer = await ctx.db.customer.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: customerId } },
  });
  const touch = await queuedTouch(ctx, { customer: { ...customer } });
  const about = { customer: customer.subjectRef, record: 'of what was looked at' };
  await appendAudit(ctx.db, ctx, { action: 'decision.made', subject: `decision:${touch.decisionId}`, payload: about });
  await dispatchDue(ctx, { limit: 100 });
  await tell(ordered());
  const note = `Asked ${PERSON.firstName} ${PERSON.lastName} (${PERSON.email.toUpperCase()}) by telephone, ${PERSON.phone}.`;
  await ctx.db.decision.updateMany({ where: { workspaceId, id: touch.decisionId }, data: { reviewNote: note } });
  await ctx.db.breachReport.create({
    data: {
      ...{ workspaceId, id: v7(), decisionId: touch.decisionId, agentId: 'cart_winback', action: 'cart_recovery' },
      ...{ guardrail: 'tone', note, reportedAt: ctx.now },
    },
  });
  await ctx.db.deadLetter.create({
    data: {
      id: v7(),
      workspaceId,
      source: 'api',
      code: 'missing',
      reason: 'Nothing said.',
      raw: JSON.stringify({ userId }),
    },
  });
  await ctx.db.deadLetter.create({
    data: {
      id: v7(),
      workspaceId,
      source: 'api',
      code: 'missing',
      reason: 'Of a neighbour.',
      raw: '{"userId":"other"}',
    },
  });
  return touch;
}

/** Every row of the workspace in every table, as a dump has it. */
async function dump(): Promise<string> {
  const texts: string[] = [];
  for (const { table } of TABLES.filter((plan) => !plan.table.startsWith('executor.'))) {
    const { rows: columns } = await systemPool().query(
      `SELECT 1 FROM pg_attribute WHERE attrelid = $1::regclass AND attname = 'workspace_id'`,
      [`public.${table}`],
    );
    if (columns.length === 0) continue;
    const { rows } = await systemPool().query<{ text: string }>(
      `SELECT t::text AS text FROM "${table}" t WHERE workspace_id = $1`,
      [home.workspaceId],
    );
    texts.push(...rows.map(({ text }) => `${table}: ${text}`));
  }
  return texts.join('\n');
}

const textOf = async (pieces: AsyncGenerator<string>) => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};

async function received(kind: 'access' | 'portability' | 'erasure' | 'opt_out_of_marketing' | 'opt_out_of_sale') {
  const request = { kind, regime: 'gdpr', identifierKind: 'email', identifier: PERSON.email } as const;
  return (await receiveRequest(admin, request)).id;
}

/** A fresh turn as another process would take it, until nothing is left; how many it took. */
async function runToEnd(requestId: string, batchSize: number): Promise<number> {
  for (let turns = 1; turns < 200; turns++) {
    const { done, status } = await requestTurn(home.ctx, { requestId, batches: 1, batchSize });
    if (done && status === 'done') return turns;
  }
  throw new Error('The erasure comes to no end.');
}

describe('a privacy request', () => {
  it('is for admins, in its own workspace, and step by step', async () => {
    const marketer = await personIn(home.workspaceId, 'marketer');
    const request = { kind: 'access', regime: 'gdpr', identifierKind: 'email', identifier: 'a@b.example' } as const;
    await expect(receiveRequest(marketer, request)).rejects.toMatchObject({ code: 'forbidden' });
    const { id: requestId } = await receiveRequest(admin, request);
    await expect(runRequest(admin, { requestId })).rejects.toMatchObject({ code: 'conflict' });
    await expect(exportPerson(admin, { requestId })).rejects.toMatchObject({ code: 'conflict' });
    await verifyRequest(admin, { requestId, verification: 'Passport seen in the shop.' });
    await expect(verifyRequest(admin, { requestId, verification: 'Again.' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(exportPerson(admin, { requestId })).rejects.toMatchObject({ code: 'not_found' });
    await refuseRequest(admin, { requestId, reason: 'Nobody is known by this address.' });
    await expect(runRequest(admin, { requestId })).rejects.toMatchObject({ code: 'conflict' });
    const foreign = await personIn((await freshWorkspace()).workspaceId, 'admin');
    await expect(getRequest(foreign, { requestId })).rejects.toMatchObject({ code: 'not_found' });
    expect((await listRequests(admin, { show: 'ended' })).items.map(({ id }) => id)).toContain(requestId);
  });

  it.each([
    ['no address', { identifier: 'nobody', identifierKind: 'email' as const }],
    [
      'a moment that has not come',
      { identifier: 'a@b.example', identifierKind: 'email' as const, receivedAt: new Date('2199-01-01') },
    ],
  ])('is refused for %s', async (_what, given) => {
    await expect(receiveRequest(admin, { kind: 'access', regime: 'gdpr', ...given })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('may come as an event, once, from somebody the shop knows', async () => {
    const { ctx } = await freshWorkspace();
    const asked = {
      type: 'track',
      messageId: v7(),
      event: 'Privacy Requested',
      properties: { request: 'access', regime: 'ccpa' },
    };
    const access = {
      keyId: null,
      kind: 'server' as const,
      workspaceId: ctx.workspaceId,
      isDemo: false,
      isVirtual: false,
    };
    for (const event of [
      { ...asked, userId: 'u-1' },
      { ...asked, userId: 'u-1' },
      { ...asked, messageId: v7(), anonymousId: 'x' },
    ]) {
      const body = readBody(Buffer.from(JSON.stringify({ batch: [event] })), 'batch');
      if (body.ok) await ingest(access, { body: body.body, type: null, receivedAt: new Date() });
      await processPending(ctx, { limit: 10 });
    }
    const { items } = await listRequests(ctx, {});
    expect(items).toMatchObject([
      { kind: 'access', regime: 'ccpa', status: 'received', identifier: 'u-1', source: 'events-api' },
    ]);
  });
});

describe('an erasure', () => {
  let known: Awaited<ReturnType<typeof knownPerson>>;
  let requestId: string;

  beforeAll(async () => {
    known = await knownPerson();
    requestId = await received('erasure');
  });

  it('begins with everything there, and a copy hands out what a person may see', async () => {
    expect(await dump()).toMatch(TRACES);
    const copyId = await received('access');
    await verifyRequest(admin, { requestId: copyId, verification: 'Signed in to the shop.' });
    const copy = JSON.parse(await textOf(await exportPerson(admin, { requestId: copyId })));
    expect(Object.keys(copy.tables)).toEqual(PERSON_TABLES.map(({ table }) => table));
    expect(copy.tables.customer.rows).toMatchObject([{ email: PERSON.email, first_name: PERSON.firstName }]);
    expect(copy.tables.customer.rows[0]).not.toHaveProperty('subject_ref');
    expect(copy.tables.event.rows).toHaveLength(4);
    expect(copy.tables.message.rows[0].to_address).toBe(PERSON.email);
    expect(copy.tables.dead_letter.rows).toHaveLength(1);
    expect(await textOf(await exportPerson(admin, { requestId: copyId, table: 'shop_order' }))).toContain(
      PERSON.orderKey,
    );
    await runRequest(admin, { requestId: copyId });
    await requestTurn(home.ctx, { requestId: copyId });
    expect((await getRequest(admin, { requestId: copyId })).status).toBe('done');
    const portable = await received('portability');
    await verifyRequest(admin, { requestId: portable, verification: 'Signed in to the shop.' });
    expect(
      Object.keys(JSON.parse(await textOf(await exportPerson(admin, { requestId: portable }))).tables),
    ).not.toContain('decision');
  });

  it('goes on where it was killed, erases everything once, and leaves no trace of who it was', async () => {
    await verifyRequest(admin, { requestId, verification: 'Ottoline Quillfeather showed her passport.' });
    await runRequest(admin, { requestId });
    // Each turn is one batch of two rows: as if the process was killed after every single one.
    expect(await runToEnd(requestId, 2)).toBeGreaterThan(5);
    expect((await requestTurn(home.ctx, { requestId })).status).toBe('done');
    expect((await dump()).split('\n').filter((line) => TRACES.test(line))).toEqual([]);
  });

  it('says in its certificate what was done to how many rows', async () => {
    const request = await getRequest(admin, { requestId });
    expect(request).toMatchObject({ status: 'done', identifier: null });
    const lines = new Map(request.certificate?.lines.map((line) => [line.table, line]));
    expect(lines.get('event')).toMatchObject({ done: 'erased', rows: 4 });
    expect(lines.get('customer_identity')).toMatchObject({ done: 'erased', rows: 2 });
    expect(lines.get('message')).toMatchObject({ done: 'pseudonymised', rows: 1 });
    expect(lines.get('shop_order')).toMatchObject({ done: 'pseudonymised', rows: 1 });
    expect(lines.get('dead_letter')).toMatchObject({ done: 'erased', rows: 1 });
    expect(lines.get('consent_event')?.rows).toBeGreaterThan(0);
    expect([...lines.keys()]).toEqual(PERSON_TABLES.map(({ table }) => table));
    const file = JSON.parse(await textOf(await exportCertificate(admin, { requestId })));
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
    const entry = await home.ctx.db.auditEntry.findFirstOrThrow({
      where: { workspaceId: home.workspaceId, action: 'privacy.completed', subject: `privacy_request:${requestId}` },
    });
    expect(entry.payload).toContain(file.sha256);
  });

  it('leaves the audit log whole, the figures of the past, and the neighbours', async () => {
    expect(await verifyLog(admin)).toMatchObject({ ok: true });
    const where = { workspaceId: home.workspaceId };
    const order = await home.ctx.db.order.findFirstOrThrow({ where: { ...where, customerId: known.customerId } });
    expect(order).toMatchObject({ revenueCents: 5000, cartKey: null });
    const message = await home.ctx.db.message.findFirstOrThrow({ where: { ...where, id: known.messageId } });
    expect(message).toMatchObject({ status: 'delivered', toAddress: '', html: null, subject: null });
    expect(await home.ctx.db.deadLetter.count({ where: { ...where, reason: 'Of a neighbour.' } })).toBe(1);
    const note = await home.ctx.db.breachReport.findFirstOrThrow({ where });
    expect(note.note).toBe('Asked [erased] [erased] ([erased]) by telephone, [erased].');
  });

  it('keeps what was decided and said of it as proof, without what was looked at', async () => {
    const decision = await getDecision(admin, { decisionId: known.decisionId });
    expect(decision).toMatchObject({ snapshot: null, snapshotState: 'erased' });
    expect(decision.verdicts).toHaveLength(GUARDRAILS.length);
    expect(decision.chosen?.content.landingUrl).toBe('');
    expect(await previewDecision(admin, { decisionId: known.decisionId })).toMatchObject({ html: null });
  });

  it('is not undone by a late event, an old file or another spelling', async () => {
    const before = await home.ctx.db.customer.count({ where: { workspaceId: home.workspaceId } });
    await tell(
      identify(),
      ordered(),
      viewed(),
      { type: 'identify', messageId: v7(), userId: 'a-new-id', traits: { email: ` ${PERSON.email.toUpperCase()}` } },
      { type: 'track', messageId: v7(), userId: 'a-neighbour', event: 'Signed Up', properties: {} },
    );
    expect(await home.ctx.db.customer.count({ where: { workspaceId: home.workspaceId } })).toBe(before + 1);
    expect((await dump()).split('\n').filter((line) => TRACES.test(line))).toEqual([]);
    const letters = await home.ctx.db.deadLetter.findMany({ where: { workspaceId: home.workspaceId, code: 'erased' } });
    expect(letters.map(({ field }) => field).sort()).toEqual(['anonymousId', 'traits.email', 'userId', 'userId']);
    const addressIs = { channel: 'email', addressHash: await addressHash(home.workspaceId, 'email', PERSON.email) };
    expect(
      await home.ctx.db.suppression.findFirst({ where: { workspaceId: home.workspaceId, ...addressIs } }),
    ).toMatchObject({
      reason: 'erased',
    });
  });

  it.each([
    ['by e-mail, in a field that is none', { type: 'track', user: { mail: ` ${PERSON.email.toUpperCase()}` } }],
    ['by the shop’s id, under a wrong name', { type: 'track', event: 'Viewed', user_id: userId }],
    ['by telephone', { type: 'nonsense', traits: { tel: '+44 7700 900456' } }],
  ])('keeps nothing of an event refused at the door that names them %s', async (_how, event) => {
    await tell({ messageId: v7(), ...event });
    expect((await dump()).split('\n').filter((line) => TRACES.test(line))).toEqual([]);
    const where = { workspaceId: home.workspaceId, source: 'api', code: 'erased' };
    expect(await home.ctx.db.deadLetter.findFirst({ where, orderBy: { id: 'desc' } })).toMatchObject({
      field: null,
      raw: '{"erased":true}',
    });
  });

  it('keeps a neighbour’s refused event whole, and one that cannot be read at all without them', async () => {
    const where = { workspaceId: home.workspaceId };
    await tell({ type: 'nonsense', messageId: v7(), userId: 'a-neighbour-of-theirs' });
    expect(await home.ctx.db.deadLetter.findFirst({ where, orderBy: { id: 'desc' } })).toMatchObject({
      raw: expect.stringContaining('a-neighbour-of-theirs'),
    });
    const bytes = Buffer.from(`{"batch":[{"userId":"${userId}",,`);
    const problem = { code: 'malformed_json', field: 'event', message: 'Not JSON.' };
    const access = { keyId: null, kind: 'server' as const, workspaceId: home.ctx.workspaceId, isDemo: true };
    await keepUnreadable({ ...access, isVirtual: false }, bytes, problem);
    expect((await dump()).split('\n').filter((line) => TRACES.test(line))).toEqual([]);
  });

  it('is told of later opens and clicks without who made them', async () => {
    const { ctx } = home;
    const profile = () =>
      ctx.db.customer.findFirstOrThrow({
        where: { id: known.customerId },
        select: { engagementPoints: true, engagementAt: true, lastEngagedAt: true },
      });
    const before = await profile();
    const noted = { messageId: known.messageId, at: ctx.now, isMachine: false, isSimulated: false };
    await noteOpen(ctx.db, ctx, { ...noted, userAgent: 'Quill Mail 7' });
    await noteClick(ctx.db, ctx, {
      ...noted,
      userAgent: 'Quill Mail 7',
      position: 0,
      url: 'https://shop.example/quill',
    });
    const events = await ctx.db.messageEvent.findMany({
      where: { workspaceId: home.workspaceId, messageId: known.messageId, kind: { in: ['opened', 'clicked'] } },
    });
    expect(events).toHaveLength(2);
    expect(events).toMatchObject([
      { userAgent: null, url: null },
      { userAgent: null, url: null },
    ]);
    expect(await profile()).toEqual(before);
  });

  it('lets somebody come back who wants to, once an admin says why', async () => {
    await letReturn(admin, { requestId, reason: 'She has opened a new account.' });
    await expect(letReturn(admin, { requestId, reason: 'Again.' })).rejects.toMatchObject({ code: 'conflict' });
    await tell(identify());
    expect(await customerOf()).not.toBe(known.customerId);
  });
});

it('a person known twice by one address is erased twice', async () => {
  const { ctx, workspaceId } = await freshWorkspace();
  for (const externalId of ['one-quill', 'two-quill']) {
    const profile = { email: PERSON.email, externalId, firstSeenAt: ctx.now, lastSeenAt: ctx.now, subjectRef: v7() };
    await ctx.db.customer.create({ data: { ...profile, workspaceId, id: v7() } });
  }
  const owner = await personIn(workspaceId, 'admin');
  const asked = { kind: 'erasure', regime: 'gdpr', identifierKind: 'email', identifier: PERSON.email } as const;
  const { id: requestId } = await receiveRequest(owner, asked);
  await verifyRequest(owner, { requestId, verification: 'Telephone.' });
  await runRequest(owner, { requestId });
  await requestTurn(ctx, { requestId });
  expect(await ctx.db.customer.findMany({ where: { workspaceId }, select: { email: true, externalId: true } })).toEqual(
    [
      { email: null, externalId: null },
      { email: null, externalId: null },
    ],
  );
});

it('wishes need no proof: a sale is opted out of, marketing ends on every channel', async () => {
  const { ctx, workspaceId } = await freshWorkspace();
  const touch = await queuedTouch(ctx);
  const { email } = await ctx.db.customer.findFirstOrThrow({ where: { workspaceId, id: touch.customerId } });
  const owner = await personIn(workspaceId, 'admin');
  for (const kind of ['opt_out_of_sale', 'opt_out_of_marketing'] as const) {
    const asked = { kind, regime: 'ccpa', identifierKind: 'email', identifier: email ?? '' } as const;
    const { id: requestId } = await receiveRequest(owner, asked);
    await runRequest(owner, { requestId });
    await requestTurn(ctx, { requestId });
    expect((await getRequest(owner, { requestId })).status).toBe('done');
  }
  const words = await ctx.db.consentEvent.findMany({ where: { workspaceId, status: 'withdrawn' } });
  expect(words.map(({ purpose }) => purpose).sort()).toEqual(['everything', 'sale']);
  expect(await ctx.db.message.findFirstOrThrow({ where: { workspaceId } })).toMatchObject({ status: 'cancelled' });
});

it('leaves what was judged of the person readable for reviewers, whatever word they are known by', async () => {
  const ctx = await reviewWorkspace();
  const owner = await memberIn(ctx, 'admin', 'Olive');
  const { customerId, decisionId } = await waitingReview(ctx);
  const { document } = await activePolicy(ctx);
  await applyDocument(ctx, {
    document: { ...document, financial: { ...document.financial, marginFloorPercent: 95 } },
    reason: 'No discounts.',
    acceptWarnings: true,
  });
  await rejudgeReviews(ctx);
  await ctx.db.customer.updateMany({
    where: { workspaceId: ctx.workspaceId, id: customerId },
    data: { email: PERSON.email, externalId: 'email', firstName: 'block', lastName: 'prior' },
  });
  const asked = { kind: 'erasure', regime: 'gdpr', identifierKind: 'email', identifier: PERSON.email } as const;
  const { id: requestId } = await receiveRequest(owner, asked);
  await verifyRequest(owner, { requestId, verification: 'Telephone.' });
  await runRequest(owner, { requestId });
  await requestTurn(ctx, { requestId });
  expect((await getRequest(owner, { requestId })).status).toBe('done');
  expect((await listReviews(owner, { queue: 'held' })).items.map(({ id }) => id)).toEqual([decisionId]);
  const shown = await getReview(owner, { decisionId });
  expect(shown.rejudged?.changes.length).toBeGreaterThan(0);
  expect(shown.chosen?.channel).toBe('email');
  const file = JSON.parse(await textOf(await exportDecision(owner, { decisionId })));
  expect(file).toMatchObject({ record: 'erased', replay: { snapshot: { erased: true } } });
  expect(file.audit.at(-1).action).toBe('decision.exported');
});
