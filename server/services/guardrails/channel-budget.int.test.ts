import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, after as moved } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { setAutonomyLevel } from '../autonomy';
import { decideIdleCarts } from '../decisions';
import { dispatchDue } from '../delivery';
import { activePolicy } from '../policies';

/** What one of them costs at most: a cent for the e-mail, and a fifth of the cart for its code. */
const EACH_CENTS = 1 + 2_400;

/** A cap that pays for so many e-mails with their codes, and not one more. */
const cap = (emails: number) => ({
  ...UNDRAWN_POLICY,
  budgets: {
    ...UNDRAWN_POLICY.budgets,
    channelCents: { email: emails * EACH_CENTS },
    pauseAtPercent: 100,
    costPerThousandCents: { email: 1_000 },
  },
});

let ctx: ServiceContext;

// Six carts whose recovery runs by itself, each with a code.
beforeEach(async () => {
  ({ ctx } = await freshWorkspace());
  await activePolicy(ctx);
  await product(ctx, { sku: 'KETTLE' });
  await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_recovery', level: 3, reason: 'test' });
  await approvedOffer(ctx);
  for (let each = 0; each < 6; each++) await idleCart(ctx, (await shopper(ctx)).id);
});

const outcomes = async () => {
  const rows = await ctx.db.decision.findMany({ where: { workspaceId: ctx.workspaceId }, select: { outcome: true } });
  return rows.map(({ outcome }) => outcome).sort();
};
/** When the last of them is due. */
async function due(): Promise<ServiceContext> {
  const last = await ctx.db.message.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { sendAt: 'desc' },
  });
  return { ...ctx, now: last.sendAt };
}

describe('the budget of a channel', () => {
  it('pays inside one batch for as many as it can, and what it pays for leaves', async () => {
    await rewritePolicy(ctx, cap(4));
    await decideIdleCarts(ctx, { limit: 10 });
    expect(await outcomes()).toEqual(['blocked', 'blocked', ...Array(4).fill('scheduled')]);
    await dispatchDue(await due(), { limit: 100 });
    expect(await outcomes()).toEqual(['blocked', 'blocked', ...Array(4).fill('executed')]);
  });

  it('lets those leave first that are first in the line, and the others wait until it pays again', async () => {
    await rewritePolicy(ctx, UNDRAWN_POLICY);
    await decideIdleCarts(ctx, { limit: 10 });
    expect(await outcomes()).toEqual(Array(6).fill('scheduled'));
    await rewritePolicy(ctx, cap(4));
    const then = await due();
    await dispatchDue(then, { limit: 2 });
    await dispatchDue(then, { limit: 100 });
    expect(await outcomes()).toEqual([...Array(4).fill('executed'), 'scheduled', 'scheduled']);
    const waiting = await ctx.db.message.findMany({ where: { workspaceId: ctx.workspaceId, status: 'queued' } });
    expect(waiting.map(({ sendAt }) => sendAt)).toEqual(Array(2).fill(moved(then.now, HOUR)));
    expect(waiting.map(({ failureReason }) => failureReason)).toEqual(
      Array(2).fill(expect.stringContaining('sending pauses at')),
    );
    await rewritePolicy(ctx, cap(5));
    await dispatchDue({ ...ctx, now: moved(then.now, HOUR) }, { limit: 100 });
    expect(await outcomes()).toEqual([...Array(5).fill('executed'), 'scheduled']);
  });
});
