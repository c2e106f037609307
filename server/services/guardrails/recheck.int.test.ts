import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, after as moved } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { setAutonomyLevel } from '../autonomy';
import { decideIdleCarts } from '../decisions';
import { stopSending } from '../kill-switch';
import { revokeOfferPolicy } from '../offers';
import { activePolicy } from '../policies';
import { recheck } from './index';

let ctx: ServiceContext;
let customerId: string;
let decisionId: string;
let offerPolicyId: string;
let sendAt: Date;

// A cart recovery that runs by itself, allowed and waiting for its moment.
beforeEach(async () => {
  ({ ctx } = await freshWorkspace());
  await activePolicy(ctx);
  const { workspaceId } = ctx;
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  await product(ctx, { sku: 'KETTLE' });
  await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_recovery', level: 3, reason: 'test' });
  offerPolicyId = await approvedOffer(ctx);
  customerId = (await shopper(ctx)).id;
  await idleCart(ctx, customerId);
  await decideIdleCarts(ctx, { limit: 10 });
  const decision = await ctx.db.decision.findFirstOrThrow({ where: { workspaceId } });
  expect(decision.outcome).toBe('scheduled');
  decisionId = decision.id;
  sendAt = decision.sendAt ?? ctx.now;
});

const at = (now: Date): ServiceContext => ({ ...ctx, now });
const asked = async (by: ServiceContext) => (await recheck(by.db, by, [decisionId])).get(decisionId);
const customer = (data: object) =>
  ctx.db.customer.updateMany({ where: { workspaceId: ctx.workspaceId, id: customerId }, data });

describe('a message about to leave', () => {
  it('goes when its moment has come and nothing has changed: its own code and budget are not held against it', async () => {
    expect(await asked(at(sendAt))).toEqual({ kind: 'go' });
  });

  it('waits for its moment', async () => {
    expect(await asked(at(moved(sendAt, -MINUTE)))).toMatchObject({ kind: 'later', until: sendAt });
  });

  it('waits while sending is stopped, however far its moment is past', async () => {
    await stopSending(ctx, { scope: 'agent', target: 'cart_winback', reason: 'test' });
    expect(await asked(at(sendAt))).toEqual({
      kind: 'later',
      until: moved(sendAt, HOUR),
      reason: 'Sending is stopped (agent).',
    });
  });

  it('is cancelled when the customer has ordered meanwhile', async () => {
    await customer({ lastOrderAt: moved(ctx.now, MINUTE) });
    expect(await asked(at(moved(sendAt, HOUR)))).toMatchObject({ kind: 'stop', outcome: 'cancelled' });
  });

  it('is cancelled when it makes no sense any more', async () => {
    const late = at(moved(sendAt, 30 * DAY));
    expect(await asked(late)).toMatchObject({ kind: 'stop', outcome: 'cancelled', code: 'too_late' });
  });

  it('is blocked when consent was withdrawn meanwhile', async () => {
    const word = { channel: 'email', purpose: 'marketing', status: 'withdrawn', source: 'shop', actor: 'customer' };
    const { workspaceId } = ctx;
    await ctx.db.consentEvent.create({
      data: { ...word, id: v7(), workspaceId, customerId, occurredAt: ctx.now, evidence: v7() },
    });
    expect(await asked(at(sendAt))).toMatchObject({
      kind: 'stop',
      outcome: 'blocked',
      reason: expect.stringMatching(/^Consent was withdrawn/),
    });
  });

  it('is blocked when it would need a person now: nobody is there to ask', async () => {
    await revokeOfferPolicy(ctx, { id: offerPolicyId, reason: 'test' });
    expect(await asked(at(sendAt))).toMatchObject({
      kind: 'stop',
      outcome: 'blocked',
      reason: expect.stringMatching(/^It would need a person's approval now/),
    });
  });

  it.each([0, 1])(
    'is blocked when its agent fell to level %i meanwhile, where a person judges all of it',
    async (level) => {
      await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_recovery', level, reason: 'test' });
      expect(await asked(at(sendAt))).toMatchObject({
        kind: 'stop',
        outcome: 'blocked',
        code: 'autonomy',
        reason: expect.stringContaining(`Level ${level}`),
      });
    },
  );

  it('goes where its agent fell to level 2, and where a person allowed it', async () => {
    const lower = (level: number) =>
      setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_recovery', level, reason: 'test' });
    await lower(2);
    expect(await asked(at(sendAt))).toEqual({ kind: 'go' });
    await lower(0);
    const { workspaceId } = ctx;
    await ctx.db.decision.updateMany({ where: { workspaceId, id: decisionId }, data: { outcome: 'approved' } });
    expect(await asked(at(sendAt))).toEqual({ kind: 'go' });
  });

  it('is stopped where what was decided cannot be read, or belongs to another workspace', async () => {
    const unreadable = { kind: 'stop', outcome: 'blocked', code: 'unreadable' };
    const { ctx: other } = await freshWorkspace();
    expect((await recheck(other.db, other, [decisionId])).get(decisionId)).toMatchObject(unreadable);
    const { workspaceId } = ctx;
    await ctx.db.decision.updateMany({ where: { workspaceId, id: decisionId }, data: { snapshot: { odd: true } } });
    expect(await asked(at(sendAt))).toMatchObject(unreadable);
  });
});
