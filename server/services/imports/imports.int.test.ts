import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as batch from '@/app/v1/batch/route';
import { importFigures } from '@/domain/events/import-figures';
import { SHOP_LOG_COLUMNS } from '@/domain/events/shop-log-words';
import { hourIn } from '@/domain/simulation/local-time';
import type { ServiceContext } from '@/server/context';
import { systemDb } from '@/server/system-db';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { serveRoutes } from '@/tests/harness/serve-routes';
import { activePolicy } from '../policies';
import {
  cancelImport,
  createImport,
  getImport,
  listImports,
  pauseImport,
  resumeImport,
  runImport,
  uploadImport,
} from '.';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-log-'));
let server: Awaited<ReturnType<typeof serveRoutes>>;
beforeAll(async () => {
  server = await serveRoutes({ '/v1/batch': batch });
});
afterAll(() => server.close());

type Line = [invoice: string, sku: string, quantity: number, date: string, price: number, customer: string];

function logFile(name: string, lines: Line[]): string {
  const rows = lines.map(([invoice, sku, quantity, date, price, customer]) =>
    [invoice, sku, `"Article, ${sku}"`, quantity, date, price, customer, 'France'].join(','),
  );
  const file = path.join(folder, name);
  const text = [SHOP_LOG_COLUMNS.join(','), ...rows, ''].join('\n');
  writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
  return file;
}

const LINES: Line[] = [
  ['1', 'cup', 2, '2011-01-03 10:00:00', 5, '100'],
  ['1', 'bowl', 1, '2011-01-03 10:00:00', 20, '100'],
  ['2', 'cup', 1, '2011-01-03 11:00:00', 5, ''],
  ['3', 'POST', 1, '2011-01-04 09:00:00', 18, '200'],
  ['4', 'cup', 4, '2011-01-05 09:00:00', 5, '300'],
  ['C5', 'cup', -1, '2011-01-06 09:00:00', 5, '300'],
  ['C6', 'vase', -1, '2011-01-06 10:00:00', 9, '300'],
  ['7', 'bowl', 3, '2011-01-08 09:00:00', 20, '100'],
  ['8', 'cup', 1, '2011-01-09 09:00:00', 0, '100'],
];

async function replayWorkspace(): Promise<ServiceContext> {
  const { ctx } = await freshWorkspace({ virtualNow: new Date('2010-12-31T00:00:00Z') });
  await activePolicy(ctx);
  return { ...ctx, publish: async () => {} };
}

async function finish(ctx: ServiceContext, importId: string) {
  for (let turns = 0; turns < 100; turns++) {
    if ((await runImport(ctx, { importId, origin: server.url, budgetMs: 200 })).done) break;
  }
  return getImport(ctx, { importId });
}

const liveKeys = (ctx: ServiceContext) =>
  systemDb().writeKey.count({
    where: { workspaceId: ctx.workspaceId, revokedAt: null, name: { startsWith: 'import ' } },
  });

describe('an import', () => {
  it.each(['log.csv', 'log.csv.gz'])('of %s accounts for every line', async (name) => {
    const ctx = await replayWorkspace();
    const file = logFile(name, LINES);
    const job = await createImport(ctx, { fileName: name, filePath: file, options: {} });
    const done = await finish(ctx, job.id);
    expect(done).toMatchObject({ status: 'completed', progress: 1, error: null });
    expect(done.totals).toMatchObject({
      expectedLines: 9,
      lines: 9,
      outcomes: { sold: 4, no_customer: 1, not_a_product: 1, returned: 1, unmatched_return: 1, no_price: 1 },
      left: 0,
      orders: 3,
      refunds: 1,
      customersSeen: 3,
      customersUsed: 2,
      customersUnused: ['200'],
      rejected: 0,
    });
    const where = { workspaceId: ctx.workspaceId };
    const customers = await systemDb().customer.findMany({ where, orderBy: { externalId: 'asc' } });
    expect(customers).toMatchObject([
      { externalId: '100', country: 'FR', email: 'c100@customers.example', orderCount: 2, lifetimeValueCents: 9_000 },
      { externalId: '300', orderCount: 1, lifetimeValueCents: 1_500 },
    ]);
    expect(await systemDb().consentEvent.findMany({ where })).toMatchObject([
      { channel: 'email', status: 'granted', source: 'imported customer base, assumed for replay' },
      { channel: 'email', status: 'granted' },
    ]);
    expect(await liveKeys(ctx)).toBe(0);
    expect((await contextOf(ctx.workspaceId)).now.toISOString()).toBe('2011-01-10T00:00:00.000Z');
  });

  it('of a log of which no line can be used has failed, and says so', async () => {
    const ctx = await replayWorkspace();
    const lines: Line[] = [
      ['1', 'cup', 2, '12/1/2010 15:00', 5, '100'],
      ['2', 'POST', 1, '2011-01-04 09:00:00', 18, '200'],
    ];
    const { id } = await createImport(ctx, { fileName: 'log.csv', filePath: logFile('log.csv', lines), options: {} });
    expect(await finish(ctx, id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('Of 2 lines none'),
      totals: { lines: 2, calls: 0 },
    });
  });

  it('stops at `until`, puts the clock there and counts the rest', async () => {
    const ctx = await replayWorkspace();
    const options = { until: '2011-01-06T00:00:00.000Z' };
    const job = await createImport(ctx, { fileName: 'log.csv', filePath: logFile('log.csv', LINES), options });
    const done = await finish(ctx, job.id);
    expect(done).toMatchObject({ status: 'completed', totals: { lines: 5, left: 4, orders: 2 } });
    expect((await contextOf(ctx.workspaceId)).now.toISOString()).toBe('2011-01-06T00:00:00.000Z');
  });

  it('held while the agents decide goes on with that, and lives no day that was to be left out', async () => {
    const ctx = await replayWorkspace();
    const options = { until: '2011-01-06T00:00:00.000Z' };
    const { id } = await createImport(ctx, { fileName: 'log.csv', filePath: logFile('log.csv', LINES), options });
    await finish(ctx, id);
    await systemDb().importJob.updateMany({ where: { id }, data: { status: 'deciding' } });
    expect((await pauseImport(ctx, { importId: id })).status).toBe('paused');
    await resumeImport(ctx, { importId: id });
    expect(await finish(ctx, id)).toMatchObject({ status: 'completed', totals: { lines: 5, left: 4, orders: 2 } });
    expect((await contextOf(ctx.workspaceId)).now.toISOString()).toBe('2011-01-06T00:00:00.000Z');
  });

  it('replays what comes after `until`, the clock following day by day', async () => {
    const ctx = await replayWorkspace();
    const options = { until: '2011-01-04T00:00:00.000Z', paceMs: 0 };
    const job = await createImport(ctx, { fileName: 'log.csv', filePath: logFile('log.csv', LINES), options });
    const done = await finish(ctx, job.id);
    expect(done).toMatchObject({ status: 'completed', totals: { lines: 9, left: 0, orders: 3 } });
    expect((await contextOf(ctx.workspaceId)).now.toISOString()).toBe('2011-01-10T00:00:00.000Z');
    expect(await systemDb().order.count({ where: { workspaceId: ctx.workspaceId } })).toBe(3);
  });

  it('goes on where it was killed, and what is sent twice counts once', async () => {
    const ctx = await replayWorkspace();
    const filePath = logFile('log.csv', LINES);
    const job = await createImport(ctx, { fileName: 'log.csv', filePath, options: {} });
    await finish(ctx, job.id);
    // As after kill -9: sent and stored, but noted only up to the third line.
    const where = { workspaceId: ctx.workspaceId };
    await systemDb().importJob.updateMany({
      where,
      data: { status: 'importing', cursorLine: 3, totals: { lines: 3 } },
    });
    const again = await finish(ctx, job.id);
    expect(again).toMatchObject({ status: 'completed', totals: { lines: 9, customersSeen: 3, customersUsed: 2 } });
    expect(await systemDb().order.count({ where })).toBe(3);
    expect(await systemDb().refund.count({ where })).toBe(1);
    expect(await systemDb().customer.count({ where })).toBe(2);
  });

  it('tells a repeated import from a first one: nothing was new', async () => {
    const ctx = await replayWorkspace();
    const order = { fileName: 'log.csv', filePath: logFile('log.csv', LINES), options: {} };
    const first = await finish(ctx, (await createImport(ctx, order)).id);
    expect(importFigures(first.totals)).toMatchObject({ eventsKnown: 0, eventsNew: first.totals.calls });
    const again = await finish(ctx, (await createImport(ctx, order)).id);
    expect(importFigures(again.totals)).toMatchObject({
      eventsNew: 0,
      eventsKnown: first.totals.calls,
      isNothingNew: true,
      orders: 3,
    });
  });

  it('fails with words that help when the file is no log', async () => {
    const ctx = await replayWorkspace();
    const filePath = path.join(folder, 'other.csv');
    writeFileSync(filePath, 'a,b\n1,2\n');
    const job = await createImport(ctx, { fileName: 'other.csv', filePath, options: {} });
    const failed = await finish(ctx, job.id);
    expect(failed.status).toBe('failed');
    expect(failed.error).toContain('InvoiceNo');
    expect(await liveKeys(ctx)).toBe(0);
  });

  it('can be paused, resumed and cancelled', async () => {
    const ctx = await replayWorkspace();
    const job = await createImport(ctx, { fileName: 'log.csv', filePath: logFile('log.csv', LINES), options: {} });
    const importId = job.id;
    expect((await pauseImport(ctx, { importId })).status).toBe('paused');
    expect(await runImport(ctx, { importId, origin: server.url })).toEqual({ done: true, status: 'paused' });
    expect((await resumeImport(ctx, { importId })).status).toBe('queued');
    expect((await cancelImport(ctx, { importId })).status).toBe('cancelled');
    expect((await finish(ctx, importId)).totals.lines).toBe(0);
    await expect(resumeImport(ctx, { importId })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a replay', { timeout: 120_000 }, () => {
  /** Eight customers buy once and fall silent; somebody else buys every day around the ninetieth. */
  const SILENT: Line[] = Array.from({ length: 8 }, (_, n) => [`s${n}`, 'cup', 3, '2011-01-05 10:00:00', 9, `4${n}`]);
  const DAYS: Line[] = Array.from({ length: 5 }, (_, n) => {
    const day = new Date(Date.UTC(2011, 3, 4 + n)).toISOString().slice(0, 10);
    return [`d${n}`, 'bowl', 1, `${day} 14:00:00`, 20, '99'];
  });

  async function replayed(approver: 'simulated' | 'person') {
    const ctx = await replayWorkspace();
    const filePath = logFile(`${approver}.csv`, [...SILENT, ...DAYS]);
    const options = { until: '2011-04-03T00:00:00.000Z', paceMs: 0, approver };
    await finish(ctx, (await createImport(ctx, { fileName: 'log.csv', filePath, options })).id);
    const where = { workspaceId: ctx.workspaceId };
    const decisions = await systemDb().decision.findMany({ where, orderBy: { recordedAt: 'asc' } });
    return { ctx, where, decisions };
  }

  it('with the simulated approver: judged in working hours, marked as simulated, sent to the sandbox', async () => {
    const { where, decisions } = await replayed('simulated');
    const approved = decisions.filter(({ outcome }) => outcome === 'executed');
    expect(approved.length).toBeGreaterThan(3);
    const judges = await systemDb().user.findMany({
      where: { id: { in: decisions.flatMap((one) => one.reviewedById ?? []) } },
    });
    expect(judges.map(({ name, isSimulated }) => ({ name, isSimulated }))).toEqual([
      { name: 'Simulated approver', isSimulated: true },
    ]);
    for (const { reviewedAt, decidedAt } of approved) {
      expect(reviewedAt && reviewedAt > decidedAt).toBe(true);
      expect(hourIn('Europe/London', reviewedAt ?? decidedAt)).toBeGreaterThanOrEqual(7);
    }
    const entries = await systemDb().auditEntry.findMany({ where: { ...where, action: 'review.approved' } });
    expect(entries.length).toBeGreaterThanOrEqual(approved.length);
    for (const { payload } of entries) expect(JSON.parse(String(payload))).toMatchObject({ simulated: true });
    const messages = await systemDb().message.findMany({ where });
    expect(new Set(messages.map(({ provider }) => provider))).toEqual(new Set(['sandbox']));
    expect(messages.filter(({ deliveredAt }) => deliveredAt).length).toBeGreaterThan(3);
    expect(await systemDb().messageEvent.count({ where: { ...where, kind: { in: ['opened', 'clicked'] } } })).toBe(0);
  });

  it('judged by nobody: decided in the order of the log’s own clock, stages refreshed with each day, nothing sent', async () => {
    const { where, decisions } = await replayed('person');
    const times = decisions.map(({ decidedAt }) => decidedAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const winbacks = decisions.filter(({ agentId }) => agentId === 'cart_winback');
    expect(winbacks[0]?.decidedAt.toISOString()).toBe('2011-04-06T00:00:00.000Z');
    expect(await systemDb().stageChange.count({ where: { ...where, to: 'churned' } })).toBe(8);
    expect(decisions.some(({ reviewedAt }) => reviewedAt !== null)).toBe(false);
    expect(await systemDb().message.count({ where })).toBe(0);
  });
});

describe('who may import, and where', () => {
  const order = { fileName: 'log.csv', filePath: '/nowhere.csv', options: {} };

  it('not into a workspace that lives in real time', async () => {
    const { ctx } = await freshWorkspace();
    await expect(createImport(ctx, order)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('replay'),
    });
  });

  it('one at a time', async () => {
    const ctx = await replayWorkspace();
    await createImport(ctx, order);
    await expect(createImport(ctx, order)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('admins and marketers, with an audit entry', async () => {
    const ctx = await replayWorkspace();
    for (const role of ['approver', 'executive'] as const) {
      const person = await personIn(ctx.workspaceId, role);
      await expect(createImport(person, order)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listImports(person)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const marketer = { ...(await personIn(ctx.workspaceId, 'marketer')), publish: async () => {} };
    const job = await createImport(marketer, order);
    const where = { workspaceId: ctx.workspaceId, action: 'import.created' };
    expect(await systemDb().auditEntry.findMany({ where })).toMatchObject([{ subject: `import:${job.id}` }]);
  });

  it('nobody from another workspace', async () => {
    const ctx = await replayWorkspace();
    const job = await createImport(ctx, order);
    const other = await replayWorkspace();
    for (const verb of [getImport, cancelImport, pauseImport, resumeImport, runImport]) {
      await expect(verb(other, { importId: job.id })).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('a file that cannot be imported', () => {
  const options = { until: null, paceMs: null, assumeConsent: true, approver: 'simulated' as const };

  it('ends the import for good when it is damaged', async () => {
    const ctx = await replayWorkspace();
    const filePath = path.join(folder, 'cut.csv.gz');
    writeFileSync(filePath, gzipSync(SHOP_LOG_COLUMNS.join(',')).subarray(0, -10));
    const job = await createImport(ctx, { fileName: 'cut.csv.gz', filePath, options });
    expect(await runImport(ctx, { importId: job.id, origin: server.url })).toEqual({ done: true, status: 'failed' });
    expect(await getImport(ctx, { importId: job.id })).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('damaged'),
    });
  });

  it.each(['/', '..', 'a\0.csv'])('is refused when its name is %j', async (fileName) => {
    const ctx = await replayWorkspace();
    const body = new Blob(['x']).stream();
    await expect(uploadImport(ctx, { fileName, body, options })).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'file' },
    });
  });
});
