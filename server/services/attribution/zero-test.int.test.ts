import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as batch from '@/app/v1/batch/route';
import { SHOP_LOG_COLUMNS } from '@/domain/events/shop-log-words';
import { holdsZero } from '@/domain/measurement/zero-test';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import type { ServiceContext } from '@/server/context';
import { systemDb } from '@/server/system-db';
import { contextOf, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { serveRoutes } from '@/tests/harness/serve-routes';
import { hasSharedData, sharedRows } from '@/tests/harness/shared-data';
import { createImport, runImport } from '../imports';
import { ensurePolicy } from '../policies';
import { type CreditAndCause, creditAndCause } from '.';

/** Of the log's customers, every so many; and days lived behind what is only brought in. */
const [EVERY, UNTIL, DAYS_LIVED] = [8, '2011-09-05', 20];
const END = new Date(Date.parse(UNTIL) + DAYS_LIVED * 24 * 3_600_000).toISOString().slice(0, 10);

/** A part of the real log: some customers whole, up to the end of the days that are lived. */
function partOfLog(folder: string): string {
  const lines = sharedRows('commerce/uci_online_retail.csv.gz')
    .filter(({ CustomerID, InvoiceDate = '' }) => Number(CustomerID) % EVERY === 0 && InvoiceDate < END)
    .map((row) => SHOP_LOG_COLUMNS.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`).join(','));
  const file = path.join(folder, 'part.csv');
  writeFileSync(file, [SHOP_LOG_COLUMNS.join(','), ...lines, ''].join('\n'));
  return file;
}

describe.skipIf(!hasSharedData)('messages of a lived log, which nobody read', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-zero-'));
  let ctx: ServiceContext;
  let result: CreditAndCause;

  beforeAll(async () => {
    const made = await freshWorkspace({ virtualNow: new Date('2010-12-01T00:00:00Z') });
    // Half are left alone: of a part of the log and so few days, a twentieth would be too few for any interval.
    const document = { ...DEFAULT_POLICY, holdout: { ...DEFAULT_POLICY.holdout, share: 0.5 } };
    await systemDb().$transaction((tx) => ensurePolicy(tx, made.ctx, { document, reason: 'A holdout of half.' }));
    const quiet = { ...made.ctx, publish: async () => {} };
    const server = await serveRoutes({ '/v1/batch': batch });
    try {
      const options = { until: `${UNTIL}T00:00:00.000Z`, paceMs: 0 };
      const { id } = await createImport(quiet, { fileName: 'part.csv', filePath: partOfLog(folder), options });
      while (!(await runImport(quiet, { importId: id, origin: server.url, budgetMs: 60_000 })).done);
    } finally {
      await server.close();
    }
    ctx = await contextOf(made.workspaceId);
    result = await creditAndCause(ctx, { days: DAYS_LIVED });
  }, 240_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('were followed by orders, which every model of attribution credits them with', () => {
    expect(result.touches).toBeGreaterThan(100);
    expect(result.modelCents / result.touches).toBeGreaterThan(100);
  });

  it('are credited with nothing where evidence is asked for', () => {
    expect(result.evidenceCents).toBe(0);
  });

  it('caused nothing, and the holdout says so in at least 18 of 20 draws', () => {
    const { draws } = result;
    expect(draws).toHaveLength(20);
    const told = draws?.filter(({ perTouch }) => perTouch) ?? [];
    expect(told.length).toBe(20);
    expect(draws?.filter((draw) => holdsZero(draw) === false).length).toBeLessThanOrEqual(2);
  });

  // The last one: it changes what was lived.
  it('are no zero test any more once somebody reads one of them', async () => {
    const { workspaceId } = ctx;
    const { id } = await systemDb().message.findFirstOrThrow({ where: { workspaceId, deliveredAt: { not: null } } });
    await systemDb().message.updateMany({ where: { workspaceId, id }, data: { openedAt: ctx.now } });
    expect((await creditAndCause(ctx, { days: DAYS_LIVED })).draws).toBeNull();
  });
});
