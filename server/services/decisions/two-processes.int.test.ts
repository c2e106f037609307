import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { verifyLog } from '../audit';
import { setAutonomyLevel } from '../autonomy';
import { activePolicy } from '../policies';

const SHOPPERS = 15;
/** What the code of one cart reserves. */
const RESERVED = 2_400;
const CODES = 7;

async function decideInProcess(workspaceId: string): Promise<unknown> {
  const args = ['--import', 'tsx', 'tests/harness/decide-process.ts', workspaceId];
  const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit', env: process.env }), 'exit');
  return code;
}

it('two processes that store batches at once decide each cart once, and overdraw nothing', {
  timeout: 180_000,
}, async () => {
  const { ctx, workspaceId } = await freshWorkspace();
  await activePolicy(ctx);
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  await product(ctx, { sku: 'KETTLE' });
  await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_recovery', level: 3, reason: 'test' });
  const budget = await approvedOffer(ctx, { budgetCents: CODES * RESERVED + 1_000 });
  for (let nth = 0; nth < SHOPPERS; nth++) {
    const { id } = await shopper(ctx);
    // Two carts of one customer are decided one after the other, by whichever process.
    await idleCart(ctx, id);
    await idleCart(ctx, id);
  }
  expect(await Promise.all([decideInProcess(workspaceId), decideInProcess(workspaceId)])).toEqual([0, 0]);

  const decisions = await ctx.db.decision.findMany({ where: { workspaceId } });
  expect(decisions).toHaveLength(2 * SHOPPERS);
  expect(new Set(decisions.map(({ triggerKey }) => triggerKey)).size).toBe(2 * SHOPPERS);
  const offers = await ctx.db.offer.findMany({ where: { workspaceId, status: 'live' } });
  const { reservedCents } = await ctx.db.offerPolicy.findFirstOrThrow({ where: { workspaceId, id: budget } });
  expect(offers.length).toBeGreaterThan(0);
  expect(offers.length).toBeLessThanOrEqual(CODES);
  expect(reservedCents).toBe(offers.reduce((sum, offer) => sum + offer.reservedCents, 0));
  expect(new Set(offers.map(({ customerId }) => customerId)).size).toBe(offers.length);
  expect(await ctx.db.decisionFootprint.count({ where: { workspaceId } })).toBe(decisions.length);
  expect(await verifyLog(ctx)).toMatchObject({ ok: true });
});
