import fc from 'fast-check';
import { expect, it } from 'vitest';
import { systemDb } from '@/server/system-db';
import { atNow, calls, dump, settle } from '@/tests/factories/event-history';
import { type FreshWorkspace, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { activePolicy } from '../../policies';
import { CustomerDrafts } from './customer-drafts';

/** Works everything computed of every customer out anew, from raw rows alone. */
async function rebuildAll(shop: FreshWorkspace): Promise<void> {
  const ctx = atNow(shop.ctx);
  const rows = await systemDb().customer.findMany({ where: { workspaceId: shop.workspaceId }, select: { id: true } });
  const ids = rows.map(({ id }) => id);
  await ctx.db.$transaction(async (tx) => {
    const { document: policy } = await activePolicy(ctx, tx);
    const drafts = new CustomerDrafts(tx, ctx, policy.engagement);
    await drafts.load(ids);
    await drafts.rebuild(ids);
    await drafts.countOrders(ids);
    await drafts.recount(ids);
    await drafts.save();
  });
}

it('what is kept of customers as events come in is what their raw rows say', async () => {
  await fc.assert(
    fc.asyncProperty(calls, fc.integer({ min: 1, max: 9 }), async (list, size) => {
      const shop = await freshWorkspace();
      await settle(shop, list, size);
      const kept = await dump(shop.workspaceId);
      await rebuildAll(shop);
      expect(await dump(shop.workspaceId)).toEqual(kept);
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 240_000);
