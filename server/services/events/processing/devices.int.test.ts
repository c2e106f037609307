import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { shopper } from '@/tests/factories/shopper';
import { recordDevices } from './devices';

const HOUR_MS = 3_600_000;

function seen(ctx: ServiceContext, customerId: string, device: unknown, hours: number) {
  return {
    id: '0',
    messageId: v7(),
    type: 'track' as const,
    name: 'Application Opened',
    userId: null,
    anonymousId: null,
    occurredAt: new Date(ctx.now.getTime() + hours * HOUR_MS),
    properties: {},
    context: { device } as never,
    isSimulated: false,
    customerId,
  };
}

it('a device is whose it was seen with last, in whatever order that is told', async () => {
  const { ctx } = await freshWorkspace();
  const [ada, ben] = [(await shopper(ctx)).id, (await shopper(ctx)).id];
  const phone = { token: 'token-1', type: 'iOS' };
  await recordDevices(ctx.db, ctx, [seen(ctx, ben, { token: 'token-1' }, 2), seen(ctx, ada, phone, 1)]);
  await recordDevices(ctx.db, ctx, [
    seen(ctx, ada, phone, 0),
    seen(ctx, ada, { token: 'token-2', type: 'toaster' }, 0),
  ]);
  const devices = await ctx.db.pushDevice.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { token: 'asc' },
    select: { token: true, customerId: true, platform: true, lastSeenAt: true },
  });
  expect(devices).toEqual([
    { token: 'token-1', customerId: ben, platform: 'ios', lastSeenAt: new Date(ctx.now.getTime() + 2 * HOUR_MS) },
    { token: 'token-2', customerId: ada, platform: null, lastSeenAt: ctx.now },
  ]);
});

it.each([undefined, null, 'phone', {}, { token: '' }, { token: 7 }, { token: 'x'.repeat(513) }])(
  'what is no token is left alone: %j',
  async (device) => {
    const { ctx } = await freshWorkspace();
    const { id } = await shopper(ctx);
    await recordDevices(ctx.db, ctx, [seen(ctx, id, device, 0)]);
    expect(await ctx.db.pushDevice.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  },
);
