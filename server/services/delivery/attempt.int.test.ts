import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { providersOf } from '../providers';
import { startAttempts } from './attempt';
import { claimDue } from './claim';

const UNLIMITED = { allowances: new Map(), opensInMs: null };

let ctx: ServiceContext;
beforeAll(async () => {
  ({ ctx } = await freshWorkspace());
});

describe('a stop between claim and attempt', () => {
  const campaignId = v7();

  it.each([
    ['workspace', '*'],
    ['agent', 'cart_winback'],
    ['channel', 'email'],
    ['campaign', campaignId],
  ])('of the %s lets nothing go', async (scope, target) => {
    const { messageId } = await queuedTouch(ctx, { candidate: { campaignId } });
    const dispatch = { ctx, providers: await providersOf(ctx, ctx.db), worker: v7(), leaseMs: 60_000 };
    const { messages } = await claimDue(dispatch, 100, UNLIMITED);
    expect(messages.map(({ id }) => id)).toEqual([messageId]);
    const id = v7();
    const stop = { workspaceId: ctx.workspaceId, id, scope, target, reason: '', stoppedAt: ctx.now };
    await ctx.db.killSwitch.create({ data: stop });
    expect(await startAttempts(dispatch, messages)).toEqual([null]);
    await ctx.db.killSwitch.updateMany({ where: { workspaceId: ctx.workspaceId, id }, data: { resumedAt: ctx.now } });
    expect(await startAttempts(dispatch, messages)).toEqual([expect.objectContaining({ id: messageId })]);
  });
});

it('a word of no between claim and attempt counts, whoever wrote it down', async () => {
  const customer = await consentingCustomer(ctx);
  const { messageId } = await queuedTouch(ctx, { customer });
  const dispatch = { ctx, providers: await providersOf(ctx, ctx.db), worker: v7(), leaseMs: 60_000 };
  const { messages } = await claimDue(dispatch, 100, UNLIMITED);
  expect(messages.map(({ id }) => id)).toEqual([messageId]);
  await ctx.db.consentEvent.create({
    data: {
      id: v7(),
      workspaceId: ctx.workspaceId,
      customerId: customer.id,
      channel: 'email',
      purpose: 'marketing',
      status: 'withdrawn',
      source: 'preference centre',
      actor: 'events-api',
      occurredAt: ctx.now,
    },
  });
  expect(await startAttempts(dispatch, messages)).toEqual([null]);
});
