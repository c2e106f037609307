import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guessMapping } from '@/domain/imports/guess-mapping';
import type { ImportKind } from '@/domain/imports/kinds';
import type { Mapping } from '@/domain/imports/mapping';
import type { ServiceContext } from '@/server/context';
import { systemDb } from '@/server/system-db';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { asOwner } from '@/tests/harness/as-owner';
import { suppress, writeTombstones } from '../../consent';
import { activePolicy } from '../../policies';
import {
  cancelFile,
  checkFile,
  exportRefused,
  forgetFiles,
  getFileImport,
  previewFile,
  resumeFile,
  runFile,
  startFile,
  uploadFile,
} from '..';
import { filesFolder } from './upload-file';

async function workspace(options: { currency?: string } = {}): Promise<ServiceContext> {
  const { ctx } = await freshWorkspace(options);
  await activePolicy(ctx);
  return { ...ctx, publish: async () => {} };
}

const upload = (ctx: ServiceContext, content: string | Uint8Array, fileName = 'file.csv') =>
  uploadFile(ctx, { fileName, body: new Blob([content as BlobPart]).stream() });

async function mapped(ctx: ServiceContext, importId: string, kind: ImportKind): Promise<Mapping> {
  const [header, ...rows] = (await previewFile(ctx, { importId })).rows.map(({ cells }) => cells);
  const { currency, timezone } = ctx.workspace;
  return guessMapping(kind, { header: header ?? [], rows }, { currency, timezone });
}

async function finish(ctx: ServiceContext, importId: string, budgetMs = 10_000) {
  for (let turns = 0; turns < 200; turns++) if ((await runFile(ctx, { importId, budgetMs })).done) break;
  return getFileImport(ctx, { importId });
}

async function looked(ctx: ServiceContext, content: string | Uint8Array, kind: ImportKind) {
  const { id: importId } = await upload(ctx, content);
  await checkFile(ctx, { importId, mapping: await mapped(ctx, importId, kind) });
  return finish(ctx, importId);
}

async function imported(ctx: ServiceContext, content: string | Uint8Array, kind: ImportKind) {
  const { id: importId, status, error } = await looked(ctx, content, kind);
  expect([status, error]).toEqual(['checked', null]);
  await startFile(ctx, { importId });
  return finish(ctx, importId);
}

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

const CUSTOMERS = ['Kundennummer;E-Mail;Vorname;Land', 'k1;ada@example.com;Ada;Österreich', 'k2;;Bea;DE', ''].join(
  '\r\n',
);
const ORDERS = [
  'order_id,email,order_date,subtotal,sku,quantity,price',
  '1,ada@example.com,2026-01-02,30.00,cup,2,10.00',
  '1,,,,bowl,1,10.00',
  '2,ada@example.com,2026-01-03,much,cup,1,10.00',
  '3,new@example.com,2026-01-04,12.50,cup,1,12.50',
  '',
].join('\n');

describe('a file of customers', () => {
  it('in windows-1252 with semicolons becomes customers, once however often it is handed in', async () => {
    const ctx = await workspace();
    const file = Buffer.from(CUSTOMERS, 'latin1');
    const first = await imported(ctx, file, 'customers');
    expect(first).toMatchObject({
      status: 'completed',
      encoding: 'windows-1252',
      delimiter: ';',
      checked: { rows: 2, used: 2, refused: 0, written: 0 },
      totals: { rows: 2, used: 2, refused: 0, written: 2, known: 0 },
    });
    const where = { workspaceId: ctx.workspaceId };
    expect(await systemDb().customer.findMany({ where, orderBy: { externalId: 'asc' } })).toMatchObject([
      { externalId: 'k1', email: 'ada@example.com', firstName: 'Ada', country: 'AT' },
      { externalId: 'k2', firstName: 'Bea', country: 'DE' },
    ]);
    expect((await imported(ctx, file, 'customers')).totals).toMatchObject({ used: 2, written: 0, known: 2 });
    expect(await systemDb().event.count({ where })).toBe(2);
    expect(readdirSync(filesFolder()).some((name) => name.includes(first.id))).toBe(false);
  });

  it.each([
    ['gzip', gzipSync(CUSTOMERS), 'utf-8'],
    ['a byte order mark', `\uFEFF${CUSTOMERS}`, 'utf-8'],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(CUSTOMERS, 'utf16le')]), 'utf-16'],
    ["Excel's word about the separator", `sep=;\r\n${CUSTOMERS}`, 'utf-8'],
  ])('is read with %s', async (_what, content, encoding) => {
    const { header, encoding: found, delimiter } = await upload(await workspace(), content);
    expect(header).toEqual(['Kundennummer', 'E-Mail', 'Vorname', 'Land']);
    expect([found, delimiter]).toEqual([encoding, ';']);
  });

  it('remembers how its columns were read', async () => {
    const ctx = await workspace();
    const { id } = await looked(ctx, CUSTOMERS, 'customers');
    const again = await upload(ctx, CUSTOMERS.replace('Ada', 'Eve'));
    const { mapping } = await getFileImport(ctx, { importId: id });
    expect((await previewFile(ctx, { importId: again.id })).remembered).toEqual({ customers: mapping });
  });
});

describe('a file of orders', () => {
  it('goes through the events road; what is wrong is counted, kept with its reason, and keeps no neighbour out', async () => {
    const ctx = await workspace();
    await imported(ctx, CUSTOMERS, 'customers');
    const done = await imported(ctx, ORDERS, 'orders');
    expect(done.totals).toMatchObject({
      rows: 4,
      used: 3,
      refused: 1,
      reasons: [{ column: 'subtotal', rows: 1, firstLine: 4 }],
    });
    const where = { workspaceId: ctx.workspaceId };
    const orders = await systemDb().order.findMany({ where, orderBy: { orderKey: 'asc' } });
    expect(orders).toMatchObject([
      { orderKey: '1', revenueCents: 3_000, lines: [{ sku: 'cup' }, { sku: 'bowl' }] },
      { orderKey: '3', revenueCents: 1_250 },
    ]);
    expect(
      await systemDb().customer.findMany({ where: { ...where, email: { not: null } }, orderBy: { email: 'asc' } }),
    ).toMatchObject([
      { externalId: 'k1', email: 'ada@example.com', orderCount: 1 },
      { externalId: 'new@example.com', email: 'new@example.com', orderCount: 1 },
    ]);
    const refused = await textOf(await exportRefused(ctx, { importId: done.id }));
    expect(refused.split('\r\n').slice(0, 2)).toEqual([
      'order_id,email,order_date,subtotal,sku,quantity,price,line,column,reason',
      '2,ada@example.com,2026-01-03,much,cup,1,10.00,4,subtotal,"It is no amount such as 1,234.50."',
    ]);
  });

  it('counts the minor units of a currency without any', async () => {
    const ctx = await workspace({ currency: 'JPY' });
    await imported(ctx, 'order_id,customer_id,order_date,subtotal\n1,u,2026-01-02,"1,250"\n', 'orders');
    expect(await systemDb().order.findMany({ where: { workspaceId: ctx.workspaceId } })).toMatchObject([
      { revenueCents: 1_250, currency: 'JPY' },
    ]);
  });

  it('goes on where it was killed, and what is written twice counts once', async () => {
    const ctx = await workspace();
    const lines = Array.from({ length: 1_200 }, (_, n) => `o${n},u${n % 50},2026-01-02,10`);
    const { id: importId } = await looked(
      ctx,
      ['order_id,customer_id,order_date,subtotal', ...lines].join('\n'),
      'orders',
    );
    await startFile(ctx, { importId });
    expect(await runFile(ctx, { importId, budgetMs: 0 })).toEqual({ done: false, status: 'importing' });
    const where = { workspaceId: ctx.workspaceId, id: importId };
    const { cursorBytes } = await systemDb().fileImport.findFirstOrThrow({ where });
    expect(Number(cursorBytes)).toBeGreaterThan(0);
    expect((await runFile(ctx, { importId, budgetMs: 0 })).done).toBe(false);
    // As after kill -9: written, but noted only up to the first part.
    await systemDb().fileImport.updateMany({
      where,
      data: { cursorBytes, cursorLine: 501, totals: { rows: 500, used: 500, written: 500 } },
    });
    const done = await finish(ctx, importId);
    expect(done).toMatchObject({ status: 'completed', totals: { rows: 1_200, used: 1_200, known: 500 } });
    expect(await systemDb().order.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1_200);
    expect(await systemDb().event.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1_200);
  });
});

it('events are kept with what their columns say', async () => {
  const ctx = await workspace();
  await imported(ctx, 'event\tuser_id\ttimestamp\tscore\nQuiz Taken\tu1\t2026-01-02 10:00\t4.5\n', 'events');
  expect(await systemDb().event.findMany({ where: { workspaceId: ctx.workspaceId } })).toMatchObject([
    {
      type: 'track',
      name: 'Quiz Taken',
      userId: 'u1',
      properties: { score: 4.5 },
      occurredAt: new Date('2026-01-02T10:00:00Z'),
    },
  ]);
});

it('products and their costs go into the catalogue; a cost of nothing known is refused', async () => {
  const ctx = await workspace();
  const products = 'sku,title,price,stock\ncup,Cup,"1,012.50",7\n';
  expect((await imported(ctx, products, 'products')).totals).toMatchObject({ written: 1, known: 0 });
  expect((await imported(ctx, products, 'products')).totals).toMatchObject({ written: 0, known: 1 });
  const costs = await imported(ctx, 'sku;ek\ncup;4,20\nvase;1,00\n', 'costs');
  expect(costs.totals).toMatchObject({
    used: 1,
    refused: 1,
    reasons: [{ message: expect.stringContaining('no such product') }],
  });
  expect(await systemDb().product.findMany({ where: { workspaceId: ctx.workspaceId } })).toMatchObject([
    { sku: 'cup', name: 'Cup', priceCents: 101_250, costCents: 420, stock: 7 },
  ]);
});

it('ends, with the row named and its neighbours kept, where the database refuses what nobody foresaw', async () => {
  const ctx = await workspace();
  const rule = `ALTER TABLE product ADD CONSTRAINT unforeseen CHECK (sku <> 'unforeseen-cup') NOT VALID`;
  await asOwner((client) => client.query(rule));
  onTestFinished(async () => {
    await asOwner((client) => client.query('ALTER TABLE product DROP CONSTRAINT unforeseen'));
  });
  const rows = ['sku,title,price,stock', 'a,A,1,1', 'b,B,1,1', 'unforeseen-cup,C,1,1', 'd,D,1,1', ''].join('\n');
  const ended = await imported(ctx, rows, 'products');
  expect(ended).toMatchObject({ status: 'completed', totals: { rows: 4, used: 3, refused: 1, written: 3, known: 0 } });
  const { id: importId } = ended;
  const refused = await systemDb().fileImportRow.findMany({ where: { workspaceId: ctx.workspaceId, importId } });
  expect(refused).toMatchObject([{ line: 4, reason: 'The database does not take this row (23514).' }]);
  expect(await systemDb().product.count({ where: { workspaceId: ctx.workspaceId } })).toBe(3);
});

describe('a file of consents', () => {
  const CONSENTS = [
    'email,channel,status,consent_date',
    'ada@example.com,email,yes,2026-01-02',
    'nobody@example.com,email,yes,2026-01-02',
    'ada@example.com,sms,no,2026-01-03',
    '',
  ].join('\n');

  it('becomes entries of the ledger, with file and row as proof', async () => {
    const ctx = await workspace();
    await imported(ctx, CUSTOMERS, 'customers');
    const done = await imported(ctx, CONSENTS, 'consents');
    expect(done.totals).toMatchObject({ used: 2, refused: 1, written: 2, known: 0 });
    const where = { workspaceId: ctx.workspaceId };
    const entries = await systemDb().consentEvent.findMany({ where, orderBy: { occurredAt: 'asc' } });
    expect(entries).toMatchObject([
      {
        channel: 'email',
        status: 'granted',
        source: 'import of file.csv',
        evidence: expect.stringMatching(/^import:[0-9a-f]{32}:row 2$/),
      },
      { channel: 'sms', status: 'withdrawn', evidence: expect.stringMatching(/:row 4$/) },
    ]);
    expect((await imported(ctx, CONSENTS, 'consents')).totals).toMatchObject({ written: 0, known: 2 });
    expect(await systemDb().consentEvent.count({ where })).toBe(2);
  });

  it('asks about a yes of these days that has to be confirmed, about none of long ago', async () => {
    const ctx = await workspace();
    const [old, fresh] = ['+447700900141', '+447700900142'];
    await imported(ctx, `email,phone\nold@example.com,${old}\nfresh@example.com,${fresh}\n`, 'customers');
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    const rows = [`old@example.com,sms,yes,2026-01-02`, `fresh@example.com,sms,yes,${hourAgo}`];
    await imported(ctx, ['email,channel,status,consent_date', ...rows, ''].join('\n'), 'consents');
    const asked = await systemDb().optInRequest.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(asked.map(({ toAddress }) => toAddress)).toEqual([fresh]);
  });

  it('grants nothing to an address on the suppression list', async () => {
    const ctx = await workspace();
    await systemDb().$transaction((tx) =>
      suppress(tx, ctx, { channel: 'email', address: 'ada@example.com', reason: 'unsubscribed', messageId: null }),
    );
    expect((await imported(ctx, CUSTOMERS, 'customers')).totals.suppressed).toBe(1);
    const { totals } = await imported(ctx, CONSENTS, 'consents');
    expect(totals).toMatchObject({ used: 1, refused: 2 });
    expect(totals.reasons.map(({ message }) => message)).toContainEqual(expect.stringContaining('suppression list'));
  });
});

describe('a file of suppressions', () => {
  const LISTED = [
    'email,phone,reason,unsubscribed_at,note',
    'ada@example.com,,unsubscribed,2026-01-02,',
    ',+44 7700 900123,spam,2026-01-03,Told the provider',
    'bea@example.com,447700900124,,,',
    'ada@example.com,,complaint,2026-01-05,',
    'nobody,,bounced,,',
    'cid@example.com,,quarrel,,',
    'dan@example.com,,manual,,Wrote from DAN@example.com',
    '',
  ].join('\n');

  it('closes addresses, numbers on both channels, with their reason; the weightier stays', async () => {
    const ctx = await workspace();
    const done = await imported(ctx, LISTED, 'suppressions');
    expect(done.totals).toMatchObject({ rows: 7, used: 4, refused: 3, written: 6 });
    const where = { workspaceId: ctx.workspaceId };
    const rows = await systemDb().suppression.findMany({ where, orderBy: [{ channel: 'asc' }, { reason: 'asc' }] });
    const told = rows.map(({ channel, reason, note }) => [channel, reason, note]);
    expect(told).toEqual([
      ['email', 'complaint', null],
      ['email', 'manual', null],
      ['sms', 'complaint', 'Told the provider'],
      ['sms', 'manual', null],
      ['whatsapp', 'complaint', 'Told the provider'],
      ['whatsapp', 'manual', null],
    ]);
    expect(rows[0]?.createdAt).toEqual(new Date('2026-01-05T00:00:00Z'));
    expect(JSON.stringify(rows)).not.toContain('example.com');
    expect((await imported(ctx, LISTED, 'suppressions')).totals).toMatchObject({ written: 0, known: 7 });
    const entries = await systemDb().auditEntry.findMany({ where: { ...where, action: 'suppressions.imported' } });
    expect(entries.map(({ payload }) => JSON.parse(payload))).toMatchObject([{ entries: 6 }]);
  });

  it('stands against a consent that another file grants', async () => {
    const ctx = await workspace();
    await imported(ctx, CUSTOMERS, 'customers');
    await imported(ctx, 'email,reason\nADA@example.com,stop\n', 'suppressions');
    const { totals } = await imported(
      ctx,
      'email,channel,status,consent_date\nada@example.com,email,yes,2026-01-02\n',
      'consents',
    );
    expect(totals).toMatchObject({ used: 0, refused: 1 });
  });

  it('is for those who may put addresses on the list', async () => {
    const ctx = await workspace();
    const { id: importId } = await upload(ctx, LISTED);
    const mapping = await mapped(ctx, importId, 'suppressions');
    const person = await personIn(ctx.workspaceId, 'approver');
    await expect(checkFile(person, { importId, mapping })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('nobody who was erased is brought back, by id or by address', async () => {
  const ctx = await workspace();
  await systemDb().$transaction((tx) =>
    writeTombstones(tx, ctx, crypto.randomUUID(), [
      { kind: 'external', value: 'k2' },
      { kind: 'email', value: 'ada@example.com' },
    ]),
  );
  const { checked, totals } = await imported(ctx, CUSTOMERS, 'customers');
  expect([checked?.refused, totals.refused]).toEqual([2, 2]);
  expect(totals.reasons).toMatchObject([{ message: expect.stringContaining('erased'), rows: 2 }]);
  expect(await systemDb().customer.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

describe('what cannot be', () => {
  it.each([
    ['empty', ''],
    ['damaged', gzipSync(CUSTOMERS.repeat(50)).subarray(0, -20)],
    ['no text', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 0, 8])],
  ])('a file that is %s is refused, and nothing of it is left', async (_what, content) => {
    const before = readdirSync(filesFolder()).length;
    await expect(upload(await workspace(), content)).rejects.toMatchObject({ code: 'invalid' });
    expect(readdirSync(filesFolder()).length).toBe(before);
  });

  it('a quote that is never closed fails with the line, and what came before is kept', async () => {
    const ctx = await workspace();
    const rest = Array.from({ length: 30_000 }, (_, n) => `x${n},"Ada`).join('\n');
    const failed = await looked(ctx, `customer_id,first_name\nu1,Ada\nu2,"Bea\n${rest}`, 'customers');
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringMatching(/line \d+/) });
  });

  it('a row longer than any is refused with the line, and called one', async () => {
    const ctx = await workspace();
    const answer = looked(ctx, `customer_id,first_name\nu1,Ada\nu2,${'x'.repeat(300_000)}\n`, 'customers');
    await expect(answer).rejects.toThrow('Below line 2 stands a row of more than 256 KB');
  });

  it('a mapping that lacks something, one of another file, and an import out of turn', async () => {
    const ctx = await workspace();
    const { id: importId } = await upload(ctx, CUSTOMERS);
    const mapping = await mapped(ctx, importId, 'customers');
    const check = (other: Partial<Mapping>) => checkFile(ctx, { importId, mapping: { ...mapping, ...other } });
    const nothing = mapping.columns.map(() => ({ field: null, format: null }));
    await expect(check({ columns: nothing })).rejects.toMatchObject({ code: 'invalid' });
    await expect(check({ columns: mapping.columns.slice(1) })).rejects.toMatchObject({ code: 'invalid' });
    await expect(check({ kind: 'costs' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(startFile(ctx, { importId })).rejects.toMatchObject({ code: 'conflict' });
    await expect(resumeFile(ctx, { importId })).rejects.toMatchObject({ code: 'conflict' });
    await cancelFile(ctx, { importId });
    await expect(check({})).rejects.toMatchObject({ code: 'conflict' });
  });

  it('a name that nothing is called by: the one that was meant is said', async () => {
    const ctx = await workspace();
    const { id: importId } = await upload(ctx, CUSTOMERS);
    const mapping = await mapped(ctx, importId, 'customers');
    const check = (other: object) => checkFile(ctx, { importId, mapping: { ...mapping, ...other } });
    const [first, ...others] = mapping.columns;
    await expect(check({ hasheader: true })).rejects.toThrow('no field “hasheader” here. Did you mean “hasHeader”?');
    await expect(check({ columns: [{ ...first, fromat: 'iso' }, ...others] })).rejects.toThrow('mean “format”?');
    await expect(check({ columns: [{ field: 'emial', format: null }, ...others] })).rejects.toThrow('mean “email”?');
    await expect(check({ fixed: { contry: 'DE' } })).rejects.toThrow('mean “country”?');
    await expect(check({ fixed: { email: 'ada@example.com' } })).rejects.toThrow('another for each row');
  });

  it('what somebody else was quicker with is said as it stands by now', async () => {
    const ctx = await workspace();
    const { id: importId } = await looked(ctx, CUSTOMERS, 'customers');
    const answers = await Promise.allSettled([startFile(ctx, { importId }), startFile(ctx, { importId })]);
    const [lost] = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(lost).toMatchObject({ code: 'conflict', message: expect.stringContaining('is being imported') });
  });

  it('an import by somebody without the right', async () => {
    const ctx = await workspace();
    const person = await personIn(ctx.workspaceId, 'executive');
    await expect(upload(person, CUSTOMERS)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('what nobody goes on with is forgotten after a week, and rows that were refused too', async () => {
  const ctx = await workspace();
  const waits = await upload(ctx, CUSTOMERS);
  const done = await imported(ctx, ORDERS, 'orders');
  const rows = () => systemDb().fileImportRow.count({ where: { workspaceId: ctx.workspaceId, importId: done.id } });
  await forgetFiles(new Date());
  expect((await getFileImport(ctx, { importId: waits.id })).status).toBe('uploaded');
  expect(await rows()).toBe(1);
  await forgetFiles(new Date(Date.now() + 8 * 86_400_000));
  expect((await getFileImport(ctx, { importId: waits.id })).status).toBe('cancelled');
  expect(await rows()).toBe(0);
  expect(readdirSync(filesFolder()).some((name) => name.includes(waits.id))).toBe(false);
});
