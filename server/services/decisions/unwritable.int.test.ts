import { beforeEach, describe, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { setAutonomyLevel } from '../autonomy';
import { decideMany } from '../review';
import { decideIdleCarts, decideNow, getDecision } from './index';

/** Passes for an address until it is to be written on an envelope. */
const UNUSABLE = 'two..dots@shoppers.example';
const WHAT_TO_MEND = /^The customer's e-mail address cannot be used/;

let ctx: ServiceContext;

beforeEach(async () => {
  ctx = await reviewWorkspace();
  await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_recovery', level: 3, reason: 'test' });
  await approvedOffer(ctx, { budgetCents: 1_000_000 });
});

const decisionOf = (customerId: string) =>
  ctx.db.decision.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, customerId } });

describe('a message that cannot be written', () => {
  it('fails alone, with words what to mend, and gives its code and budget back; its neighbours leave', async () => {
    const [before, broken, behind] = [await shopper(ctx), await shopper(ctx, { email: UNUSABLE }), await shopper(ctx)];
    for (const { id } of [before, broken, behind]) await idleCart(ctx, id);
    expect(await decideIdleCarts(ctx, { limit: 10 })).toEqual({ decided: 3 });
    expect(await decideIdleCarts(ctx, { limit: 10 })).toEqual({ decided: 0 });

    const failed = await decisionOf(broken.id);
    expect(failed).toMatchObject({ outcome: 'failed', outcomeReason: expect.stringMatching(WHAT_TO_MEND) });
    for (const { id } of [before, behind]) expect((await decisionOf(id)).outcome).toBe('scheduled');
    const messages = await ctx.db.message.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(messages.map(({ customerId }) => customerId).toSorted()).toEqual([before.id, behind.id].toSorted());

    const offers = await ctx.db.offer.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(offers.map(({ customerId, status }) => [customerId, status])).toContainEqual([broken.id, 'released']);
    const live = offers.filter(({ status }) => status === 'live');
    const [budget] = await ctx.db.offerPolicy.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(budget?.reservedCents).toBe(live.reduce((sum, { reservedCents }) => sum + reservedCents, 0));
    const { history } = await getDecision(ctx, { decisionId: failed.id });
    expect(history.map(({ action }) => action).toSorted()).toEqual([
      'decision.failed',
      'decision.made',
      'offer.released',
    ]);
  });

  it('asked for by hand answers the decision that says why', async () => {
    const customer = await shopper(ctx, { email: UNUSABLE });
    await idleCart(ctx, customer.id);
    const { decisionId } = await decideNow(ctx, { customerId: customer.id, agentId: 'cart_winback' });
    const { outcome, outcomeReason } = await decisionOf(customer.id);
    expect({ outcome, outcomeReason }).toEqual({
      outcome: 'failed',
      outcomeReason: expect.stringMatching(WHAT_TO_MEND),
    });
    expect(decisionId).toBe((await decisionOf(customer.id)).id);
  });

  it('holds up no other that is approved with it', async () => {
    const own = await reviewWorkspace();
    const dana = await memberIn(own, 'approver', 'Dana');
    const [broken, fine] = [await waitingReview(own), await waitingReview(own)];
    for (const { decisionId, decision } of [broken, fine]) {
      const verdicts = JSON.parse(JSON.stringify(decision.verdicts).replaceAll('"review"', '"pass"'));
      await own.db.decision.updateMany({ where: { workspaceId: own.workspaceId, id: decisionId }, data: { verdicts } });
    }
    await own.db.customer.updateMany({
      where: { workspaceId: own.workspaceId, id: broken.customerId },
      data: { email: UNUSABLE },
    });
    const items = [broken, fine].map(({ decisionId, version }, index) => ({
      decisionId,
      version,
      key: `00000000-0000-4000-8000-00000000000${index}`,
    }));
    const results = await decideMany(dana, { items, verdict: 'approve', confirmedCount: 2 });
    expect(results).toMatchObject([
      { result: null, refusal: expect.stringMatching(WHAT_TO_MEND) },
      { result: { outcome: 'approved' }, refusal: null },
    ]);
  });
});
