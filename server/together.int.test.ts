import { expect, it } from 'vitest';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { plainSql } from './bound-client';
import { strainOf } from './database-away';
import { inTransaction } from './in-transaction';
import { together } from './together';

it('throws what was the matter, not what the statements behind it were answered', async () => {
  const { ctx } = await freshWorkspace();
  const lock = 'SELECT id FROM workspace WHERE id = $1::uuid FOR UPDATE';
  const held = inTransaction(ctx, (holder) =>
    inTransaction(ctx, async (tx) => {
      await plainSql(holder).query({ text: lock, values: [ctx.workspaceId] });
      await tx.$executeRaw`SET LOCAL lock_timeout = '50ms'`;
      await together([
        plainSql(tx).query({ text: lock, values: [ctx.workspaceId] }),
        tx.offer.findMany().then((offers) => offers.map(({ id }) => id)),
        plainSql(tx).query({ text: 'SELECT 1', values: [] }),
      ]);
    }),
  );
  expect(strainOf(await held.catch((problem: unknown) => problem))).toMatch(/lock timeout/);
});

it('answers everything in its place, promises and plain values', async () => {
  expect(await together([Promise.resolve(1), false, Promise.resolve('b')])).toEqual([1, false, 'b']);
});
