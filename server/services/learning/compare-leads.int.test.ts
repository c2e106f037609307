import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { DAY, after as later } from '@/domain/shared/time';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { decideDormant } from '../decisions';
import { activePolicy } from '../policies';
import { compareLeads } from '.';

const NOON = new Date('2026-06-01T12:00:00Z');

it('compares what series lead with, among all who began one, once it is over', async () => {
  const { ctx, workspaceId } = await freshWorkspace({ virtualNow: NOON });
  await activePolicy(ctx);
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  await product(ctx, { sku: 'KETTLE' });
  const away = later(NOON, -120 * DAY);
  for (let nth = 0; nth < 12; nth++) await shopper(ctx, { lastEngagedAt: away, lastOrderAt: away });
  await decideDormant(ctx, { limit: 100 });
  const spells = await ctx.db.winbackSpell.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } });
  const [back, refunded, late, heldOut] = spells;
  if (!back || !refunded || !late || !heldOut) throw new Error('Twelve series were expected.');
  const fresh = await compareLeads(ctx);
  expect(fresh).toMatchObject({ underWay: 12 });
  expect(fresh.cameBack.arms.map(({ people }) => people)).toEqual([0, 0, 0]);

  const order = (customerId: string, days: number, cents = {}) =>
    ctx.db.order.create({
      data: {
        ...{ id: v7(), workspaceId, orderKey: v7(), customerId, currency: 'EUR', lines: [] },
        ...{ revenueCents: 4_000, orderedAt: later(NOON, days * DAY), ...cents },
      },
    });
  await order(back.customerId, 2);
  await order(back.customerId, 3);
  await order(refunded.customerId, 2, { refundedCents: 4_000 });
  await order(late.customerId, fresh.days + 1);
  await ctx.db.decision.updateMany({
    where: { workspaceId, customerId: heldOut.customerId },
    data: { heldOut: true },
  });

  const over = await compareLeads({ ...ctx, now: later(NOON, (fresh.days + 2) * DAY) });
  expect(over.underWay).toBe(0);
  const counted = spells.filter(({ id }) => id !== heldOut.id);
  for (const [index, { arm, people, successes }] of over.cameBack.arms.entries()) {
    const own = counted.filter((spell) => spell.arm === arm);
    expect(people).toBe(own.length);
    expect(successes).toBe(arm === back.arm ? 1 : 0);
    const worth = over.revenue.arms[index]?.value;
    expect(worth).toBe(own.length === 0 ? null : arm === back.arm ? 8_000 / own.length : 0);
  }
  await expect(compareLeads(await personIn(workspaceId, 'executive'))).resolves.toMatchObject({ days: fresh.days });
});
