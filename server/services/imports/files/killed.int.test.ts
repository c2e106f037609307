import { afterEach, expect, it } from 'vitest';
import type { Mapping } from '@/domain/imports/mapping';
import { systemDb } from '@/server/system-db';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { type Standby, standBy } from '@/tests/harness/standby';
import { activePolicy } from '../../policies';
import { checkFile, getFileImport, runFile, startFile, uploadFile } from '..';

const ROWS = 3_000;
const KILLS = [500, 1_500];

/** One for each kill, which comes once so many rows are events. */
let importers: (Standby & { kill: number })[] = [];
afterEach(() => {
  for (const { process: child } of importers) child.kill('SIGKILL');
});

it('kill -9 in the middle of a file: no row lost, none twice', { timeout: 180_000 }, async () => {
  const { ctx } = await freshWorkspace();
  const quiet = { ...ctx, publish: async () => {} };
  await activePolicy(ctx);
  const rows = Array.from({ length: ROWS }, (_, n) => `o${n},u${n % 200},2026-01-02,10`);
  const file = ['order,customer,at,paid', ...rows].join('\n');
  const { id: importId } = await uploadFile(quiet, { fileName: 'orders.csv', body: new Blob([file]).stream() });
  const uses = [
    ['order_id', null],
    ['customer_id', null],
    ['ordered_at', 'iso'],
    ['revenue', 'point'],
  ] as const;
  const columns = uses.map(([field, format]) => ({ field, format }));
  const mapping: Mapping = { kind: 'orders', hasHeader: true, columns, fixed: {} };
  importers = KILLS.map((kill) => ({ kill, ...standBy('import-process.ts', [ctx.workspaceId, importId]) }));
  await checkFile(quiet, { importId, mapping });
  while (!(await runFile(quiet, { importId })).done) {
    // It is looked through first.
  }
  await startFile(quiet, { importId });
  const events = () => systemDb().event.count({ where: { workspaceId: ctx.workspaceId } });
  for (const { kill, process: child, begin } of importers) {
    await begin();
    await until(async () => (await events()) >= kill);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect((await getFileImport(ctx, { importId })).status).toBe('importing');
  }
  while (!(await runFile(quiet, { importId })).done) {
    // The rest.
  }
  const { status, totals } = await getFileImport(ctx, { importId });
  expect([status, totals.rows, totals.used, totals.refused]).toEqual(['completed', ROWS, ROWS, 0]);
  expect(await events()).toBe(ROWS);
  expect(await systemDb().order.count({ where: { workspaceId: ctx.workspaceId } })).toBe(ROWS);
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
