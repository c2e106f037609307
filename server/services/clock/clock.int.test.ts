import { describe, expect, it } from 'vitest';
import { HOUR } from '@/domain/shared/time';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { advanceClock } from '.';

const NOON = new Date('2026-05-04T12:00:00Z');
const at = (hours: number) => new Date(NOON.getTime() + hours * HOUR);

describe('a clock of a workspace’s own', () => {
  it('goes to the moment it is told, and does on the way what comes due, once', async () => {
    const { ctx, workspaceId } = await freshWorkspace({ virtualNow: NOON });
    await product(ctx, { sku: 'KETTLE' });
    const { id } = await shopper(ctx);
    await idleCart(ctx, id, { openedAt: NOON, lastChangedAt: NOON });

    expect(await advanceClock(ctx, at(1))).toMatchObject({ from: NOON, to: at(1), decided: 0 });
    expect((await advanceClock(await contextOf(workspaceId), at(3))).decided).toBe(1);
    expect((await advanceClock(await contextOf(workspaceId), at(5))).decided).toBe(0);

    expect((await contextOf(workspaceId)).now).toEqual(at(5));
    const decisions = await ctx.db.decision.findMany({ where: { workspaceId, trigger: 'cart_idle' } });
    expect(decisions.map(({ decidedAt }) => decidedAt)).toEqual([at(2)]);
  });

  it('never goes back, and moves nobody else’s', async () => {
    const { ctx } = await freshWorkspace({ virtualNow: NOON });
    const other = await freshWorkspace({ virtualNow: NOON });
    await expect(advanceClock(ctx, at(-1))).rejects.toMatchObject({ code: 'invalid' });
    await advanceClock(ctx, at(2));
    expect((await contextOf(other.workspaceId)).now).toEqual(NOON);
  });

  it('is moved by one at a time', async () => {
    const { ctx } = await freshWorkspace({ virtualNow: NOON });
    const answers = await Promise.allSettled([advanceClock(ctx, at(24)), advanceClock(ctx, at(24))]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
  });

  it('is refused to a workspace on system time, and to who may not import', async () => {
    const { ctx } = await freshWorkspace();
    await expect(advanceClock(ctx, at(1))).rejects.toMatchObject({ code: 'invalid' });
    const { workspaceId } = await freshWorkspace({ virtualNow: NOON });
    const executive = await personIn(workspaceId, 'executive');
    await expect(advanceClock(executive, at(1))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
