import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { guessMapping } from '@/domain/imports/guess-mapping';
import type { ImportKind } from '@/domain/imports/kinds';
import type { ServiceContext } from '@/server/context';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { queuedTouch } from '@/tests/factories/touch';
import { activePolicy } from '../../policies';
import { checkFile, getFileImport, previewFile, previewUndo, runFile, startFile, undoFile, uploadFile } from '..';

type Home = { ctx: ServiceContext; admin: ServiceContext };

async function workspace(): Promise<Home> {
  const { ctx, workspaceId } = await freshWorkspace();
  await activePolicy(ctx);
  const publish = async () => {};
  return { ctx: { ...ctx, publish }, admin: { ...(await personIn(workspaceId, 'admin')), publish } };
}

/** Turns of no length: each does one part, as if killed after it. */
async function finish(ctx: ServiceContext, importId: string, budgetMs = 10_000) {
  for (let turns = 0; turns < 200; turns++) if ((await runFile(await now(ctx), { importId, budgetMs })).done) break;
  return getFileImport(ctx, { importId });
}
const now = async (ctx: ServiceContext) => ({ ...(await contextOf(ctx.workspaceId)), publish: ctx.publish });

async function imported({ ctx }: Home, lines: string[], kind: ImportKind) {
  const content = `${lines.join('\n')}\n`;
  const { id: importId } = await uploadFile(ctx, { fileName: `${kind}.csv`, body: new Blob([content]).stream() });
  const [header, ...rows] = (await previewFile(ctx, { importId })).rows.map(({ cells }) => cells);
  const { currency, timezone } = ctx.workspace;
  const mapping = guessMapping(kind, { header: header ?? [], rows }, { currency, timezone });
  await checkFile(ctx, { importId, mapping });
  await finish(ctx, importId);
  await startFile(ctx, { importId });
  expect(await finish(ctx, importId)).toMatchObject({ status: 'completed', totals: { refused: 0 } });
  return importId;
}

async function undone({ ctx, admin }: Home, importId: string) {
  await undoFile({ ...(await now(ctx)), actor: admin.actor }, { importId, reason: 'The wrong shop' });
  return finish(ctx, importId, 0);
}

const customersOf = ({ ctx }: Home) =>
  ctx.db.customer.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { externalId: 'asc' },
    select: { externalId: true, firstName: true, country: true, orderCount: true, lifetimeValueCents: true },
  });

describe('the undo of a file', () => {
  it('of customers takes away whom nobody else knows, and gives the others back what they were', async () => {
    const home = await workspace();
    const ask = ['customer_id,first_name,country,updated_at'];
    await imported(home, [...ask, 'k1,Ada,GB,2026-01-01', 'k2,Bea,GB,2026-01-01'], 'customers');
    const wrong = await imported(
      home,
      [...ask, 'k1,Eve,FR,2026-02-01', 'k2,Eve,FR,2026-02-01', 'k3,Eve,FR,2026-02-01', 'k4,Eve,FR,2026-02-01'],
      'customers',
    );
    await imported(home, [...ask, 'k2,Beatrice,,2026-03-01'], 'customers');
    const { workspaceId } = home.ctx;
    const held = await home.ctx.db.customer.findFirstOrThrow({ where: { workspaceId, externalId: 'k4' } });
    await home.ctx.db.inboundMessage.create({
      data: { workspaceId, id: held.id, channel: 'sms', customerId: held.id, word: 'other', receivedAt: new Date() },
    });
    expect(await previewUndo(home.admin, { importId: wrong })).toMatchObject({
      ...{ why: null, events: 4, customers: 1 },
      stays: [
        { because: expect.stringContaining('Told of by other files'), count: 2 },
        { because: 'Messages the person sent', count: 1 },
      ],
    });
    expect(await undone(home, wrong)).toMatchObject({
      status: 'undone',
      undo: { reason: 'The wrong shop', totals: { events: 4, customers: 1, customersKept: 3 } },
    });
    expect(await customersOf(home)).toMatchObject([
      { externalId: 'k1', firstName: 'Ada', country: 'GB' },
      { externalId: 'k2', firstName: 'Beatrice', country: 'GB' },
      { externalId: 'k4', firstName: null, country: null },
    ]);
    const audit = await home.ctx.db.auditEntry.findMany({
      where: { workspaceId, subject: `import:${wrong}`, action: { startsWith: 'file_import.und' } },
      orderBy: { seq: 'asc' },
    });
    expect(audit.map(({ action, payload }) => [action, JSON.parse(payload)])).toMatchObject([
      ['file_import.undo_started', { reason: 'The wrong shop', kind: 'customers' }],
      ['file_import.undone', { events: 4, customers: 1 }],
    ]);
    // What was taken back can be handed in again.
    await imported(home, [...ask, 'k3,Cleo,GB,2026-02-01'], 'customers');
    expect(await customersOf(home)).toHaveLength(4);
    await expect(undoFile(home.admin, { importId: wrong, reason: 'Again' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('of orders takes their figures back, and says which hours have to be summed up again', async () => {
    const home = await workspace();
    const head = 'order_id,customer_id,order_date,subtotal,sku,quantity,price';
    await imported(home, [head, '1,k1,2026-01-02,30.00,cup,3,10.00'], 'orders');
    const wrong = await imported(
      home,
      [head, '2,k1,2026-01-03,50.00,cup,5,10.00', '3,k2,2026-01-04,20.00,bowl,2,10.00'],
      'orders',
    );
    const where = { workspaceId: home.ctx.workspaceId };
    await home.ctx.db.kpiStale.deleteMany({ where });
    expect(await previewUndo(home.admin, { importId: wrong })).toMatchObject({ orders: 2, customers: 1 });
    expect(await undone(home, wrong)).toMatchObject({ status: 'undone', undo: { totals: { orders: 2 } } });
    expect(await customersOf(home)).toMatchObject([{ externalId: 'k1', orderCount: 1, lifetimeValueCents: 3_000 }]);
    expect(await home.ctx.db.order.findMany({ where })).toMatchObject([{ orderKey: '1' }]);
    const hours = await home.ctx.db.kpiStale.findMany({ where, select: { hour: true } });
    expect(hours.map(({ hour }) => hour.toISOString().slice(0, 10))).toEqual(
      expect.arrayContaining(['2026-01-03', '2026-01-04']),
    );
  });

  it('leaves of who stays what the rest still tells: readings of messages, and messages of their own', async () => {
    const home = await workspace();
    const head = 'event,user_id,timestamp';
    await imported(home, [head, 'Quiz Taken,k1,2026-01-02 10:00'], 'events');
    const rows = ['k1,2026-03-01 10:00', 'k2,2026-03-01 10:00', 'k3,2026-03-01 10:00'];
    const wrong = await imported(home, [head, ...rows.map((row) => `Signed Up,${row}`)], 'events');
    const ctx = await now(home.ctx);
    const where = { workspaceId: ctx.workspaceId };
    const byKey = async (externalId: string) => ctx.db.customer.findFirstOrThrow({ where: { ...where, externalId } });
    const readAt = new Date('2026-02-10T09:00:00.000Z');
    const { messageId } = await queuedTouch(ctx, {
      customer: { ...(await byKey('k2')), email: 'k2@shoppers.example' },
    });
    await ctx.db.message.updateMany({
      where: { ...where, id: messageId },
      data: { openedAt: readAt, clickedAt: readAt },
    });
    const wroteAt = new Date('2026-02-20T09:00:00.000Z');
    const written = { id: v7(), channel: 'sms', word: 'other', receivedAt: wroteAt };
    await ctx.db.inboundMessage.create({ data: { ...where, ...written, customerId: (await byKey('k3')).id } });
    await undone(home, wrong);
    const first = new Date('2026-01-02T10:00:00.000Z');
    expect(await byKey('k1')).toMatchObject({ lastEngagedAt: first, firstSeenAt: first, lastSeenAt: first });
    const k2 = { lastEngagedAt: readAt, firstSeenAt: readAt, lastSeenAt: readAt, signedUpAt: null };
    expect(await byKey('k2')).toMatchObject(k2);
    // Who writes says something; engagement is what was read of ours, or done in the shop.
    expect(await byKey('k3')).toMatchObject({ lastEngagedAt: null, firstSeenAt: wroteAt, lastSeenAt: wroteAt });
  });

  it('of costs and products gives the catalogue back', async () => {
    const home = await workspace();
    await imported(home, ['sku,name,price,cost,updated_at', 'cup,Cup,10.00,4.00,2026-01-01'], 'products');
    const costs = await imported(home, ['sku,cost,updated_at', 'cup,9.00,2026-02-01'], 'costs');
    const added = await imported(
      home,
      ['sku,name,price,updated_at', 'bowl,Bowl,10.00,2026-03-01', 'cup,Mug,10.00,2026-03-01'],
      'products',
    );
    await undone(home, costs);
    const products = () =>
      home.ctx.db.product.findMany({ where: { workspaceId: home.ctx.workspaceId }, orderBy: { sku: 'asc' } });
    expect(await products()).toMatchObject([{ sku: 'bowl' }, { sku: 'cup', name: 'Mug', costCents: 400 }]);
    expect(await undone(home, added)).toMatchObject({ undo: { totals: { products: 1, productsGone: 1 } } });
    expect(await products()).toMatchObject([{ sku: 'cup', name: 'Cup', costCents: 400 }]);
  });

  it('of consents takes back what the file alone granted, and no withdrawal', async () => {
    const home = await workspace();
    await imported(home, ['customer_id,first_name', 'k1,Ada', 'k2,Bea', 'k3,Cleo'], 'customers');
    const head = 'customer_id,channel,status,consent_at';
    await imported(home, [head, 'k3,email,granted,2026-01-01'], 'consents');
    const rows = ['k1,email,granted,2026-01-02', 'k2,email,withdrawn,2026-01-02', 'k3,email,granted,2026-01-03'];
    const wrong = await imported(home, [head, ...rows], 'consents');
    expect(await previewUndo(home.admin, { importId: wrong })).toMatchObject({ grants: 2, withdrawals: 1 });
    expect(await undone(home, wrong)).toMatchObject({ undo: { totals: { consents: 1, withdrawals: 1 } } });
    const last = await home.ctx.db.$queryRaw<{ id: string; status: string }[]>`
      SELECT DISTINCT ON (c.external_id) c.external_id AS id, e.status
      FROM consent_event e JOIN customer c ON c.id = e.customer_id
      WHERE e.workspace_id = ${home.ctx.workspaceId}::uuid ORDER BY c.external_id, e.occurred_at DESC`;
    expect(last.map(({ id, status }) => [id, status])).toEqual([
      ['k1', 'withdrawn'],
      ['k2', 'withdrawn'],
      ['k3', 'granted'],
    ]);
  });

  it('is an administrator’s, with a reason, and there is none of suppressions', async () => {
    const home = await workspace();
    const importId = await imported(home, ['email,reason', 'ada@example.com,unsubscribed'], 'suppressions');
    const marketer = await personIn(home.ctx.workspaceId, 'marketer');
    await expect(undoFile(marketer, { importId, reason: 'Oops' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(undoFile(home.admin, { importId, reason: ' ' })).rejects.toThrow();
    expect((await previewUndo(home.admin, { importId })).why).toContain('stays closed');
    await expect(undoFile(home.admin, { importId, reason: 'Oops' })).rejects.toThrow('stays closed');
  });
});
