import { describe, expect, it } from 'vitest';
import { GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import { Policy } from '@/domain/policies/policy';
import { after as later } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { queuedTouch } from '@/tests/factories/touch';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { wholeDecisions } from '@/tests/factories/whole-decisions';
import { activePolicy } from '../policies';
import { decideIdleCarts, decideNow, proposeNow } from './index';

const HOUR = 3_600_000;

/** A workspace without a holdout, with a customer who left a cart three hours ago. */
async function cartOf(policy: object = {}) {
  const { ctx } = await freshWorkspace();
  await activePolicy(ctx);
  await rewritePolicy(ctx, Policy.parse({ ...UNDRAWN_POLICY, ...policy }));
  await product(ctx, { sku: 'KETTLE' });
  const customer = await shopper(ctx);
  await idleCart(ctx, customer.id);
  return { ctx, customer };
}

/** A message of the lifecycle agent with a code, queued for in two hours. */
function otherTouch(ctx: ServiceContext, customer: Awaited<ReturnType<typeof shopper>>) {
  const inTwoHours = new Date(ctx.now.getTime() + 2 * HOUR);
  return queuedTouch(ctx, {
    customer: { ...customer, timezone: 'Europe/London' },
    candidate: { agentId: 'lifecycle', action: 'engagement', sendAt: inTwoHours.toISOString() },
    offer: { code: 'WAIT-22222', percentOff: 10, expiresAt: new Date(ctx.now.getTime() + 72 * HOUR) },
  });
}

const where = (ctx: ServiceContext) => ({ workspaceId: ctx.workspaceId });

describe('a cart decision that meets a scheduled message of another agent', () => {
  it('takes its place: decision, message and code of the other end in the same transaction, with their reasons', async () => {
    const { ctx, customer } = await cartOf();
    const other = await otherTouch(ctx, customer);
    await decideIdleCarts(ctx, { limit: 10 });
    const cart = await ctx.db.decision.findFirstOrThrow({
      where: { ...where(ctx), trigger: 'cart_idle', agentId: 'cart_winback' },
    });
    expect(cart.outcome).toBe('in_review');
    const loser = await ctx.db.decision.findFirstOrThrow({ where: { ...where(ctx), id: other.decisionId } });
    expect(loser).toMatchObject({ outcome: 'cancelled', sendAt: null, version: 2 });
    expect(loser.outcomeReason).toContain('Considered, not chosen: Cart & win-back goes first.');
    const message = await ctx.db.message.findFirstOrThrow({ where: { ...where(ctx), id: other.messageId } });
    expect(message).toMatchObject({ status: 'cancelled', failureCode: 'displaced' });
    const offer = await ctx.db.offer.findFirstOrThrow({ where: { ...where(ctx), decisionId: other.decisionId } });
    expect(offer.status).toBe('released');
    const entries = await ctx.db.auditEntry.findMany({ where: where(ctx), orderBy: { seq: 'asc' } });
    expect(entries.map((entry) => entry.action)).toEqual(
      expect.arrayContaining(['offer.released', 'decision.made', 'decision.displaced']),
    );
    // Its own mail speaks of its own code, not of the one that is gone.
    expect(cart.chosen).toMatchObject({ offer: { percentOff: 20 } });
  });

  it('yields where the policy puts the other first, and says so on the record', async () => {
    const { ctx, customer } = await cartOf({ arbitration: { priorities: { lifecycle: 1, cart_winback: 10 } } });
    const other = await otherTouch(ctx, customer);
    await decideIdleCarts(ctx, { limit: 10 });
    const [cart] = await wholeDecisions(ctx, { agentId: 'cart_winback' });
    expect(cart).toMatchObject({ outcome: 'skipped', action: null });
    expect(cart?.outcomeReason).toContain('Considered, not chosen');
    expect(cart?.candidates).toMatchObject([{ action: 'cart_recovery' }]);
    const message = await ctx.db.message.findFirstOrThrow({ where: { ...where(ctx), id: other.messageId } });
    expect(message.status).toBe('queued');
  });

  it('waits out the gap after one that has left already', async () => {
    const { ctx, customer } = await cartOf();
    const other = await otherTouch(ctx, customer);
    const sentAt = new Date(ctx.now.getTime() - 20 * HOUR);
    await ctx.db.message.updateMany({
      where: { ...where(ctx), id: other.messageId },
      data: { status: 'delivered', acceptedAt: sentAt, deliveredAt: sentAt },
    });
    await ctx.db.decision.updateMany({ where: { ...where(ctx), id: other.decisionId }, data: { outcome: 'executed' } });
    await decideIdleCarts(ctx, { limit: 10 });
    const cart = await ctx.db.decision.findFirstOrThrow({ where: { ...where(ctx), agentId: 'cart_winback' } });
    expect(cart).toMatchObject({ outcome: 'in_review', sendAt: new Date(sentAt.getTime() + 24 * HOUR) });
  });
});

describe('asking an agent about one customer', () => {
  it('answers with the whole decision and stores nothing', async () => {
    const { ctx, customer } = await cartOf();
    const other = await otherTouch(ctx, customer);
    const marketer = { ...(await personIn(ctx.workspaceId, 'marketer')), now: ctx.now };
    const { decided, snapshot } = await proposeNow(marketer, { customerId: customer.id, agentId: 'cart_winback' });
    expect(decided).toMatchObject({ outcome: 'in_review', displaces: [{ decisionId: other.decisionId }] });
    expect(snapshot.pending).toMatchObject([{ decisionId: other.decisionId }]);
    expect(decided.verdicts).toHaveLength(GUARDRAILS.length);
    expect(snapshot.trigger).toEqual({ kind: 'on_demand', agentId: 'cart_winback' });
    expect(await ctx.db.decision.count({ where: where(ctx) })).toBe(1);
    const asked = { customerId: customer.id, agentId: 'nobody' };
    await expect(proposeNow(marketer, asked)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('does not go back to a cart that its own agent would leave as too old', async () => {
    const { ctx, customer } = await cartOf();
    const marketer = {
      ...(await personIn(ctx.workspaceId, 'marketer')),
      now: new Date(ctx.now.getTime() + 960 * HOUR),
    };
    const { decided, snapshot } = await proposeNow(marketer, { customerId: customer.id, agentId: 'cart_winback' });
    expect(snapshot.cart).toBeNull();
    expect(decided.chosen?.action ?? null).not.toBe('cart_recovery');
  });

  it('stores the answer where the person says so, by the same road', async () => {
    const { ctx, customer } = await cartOf();
    const other = await otherTouch(ctx, customer);
    const marketer = { ...(await personIn(ctx.workspaceId, 'marketer')), now: ctx.now };
    const { decisionId } = await decideNow(marketer, { customerId: customer.id, agentId: 'cart_winback' });
    const rows = await ctx.db.decision.findMany({ where: where(ctx) });
    expect(rows.find((row) => row.id === decisionId)).toMatchObject({ trigger: 'on_demand', outcome: 'in_review' });
    expect(rows.find((row) => row.id === other.decisionId)?.outcome).toBe('cancelled');
    const executive = await personIn(ctx.workspaceId, 'executive');
    const asked = { customerId: customer.id, agentId: 'cart_winback' };
    await expect(decideNow(executive, asked)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is one answer, however often the button is pressed at once', async () => {
    const { ctx, customer } = await cartOf();
    const marketer = { ...(await personIn(ctx.workspaceId, 'marketer')), now: ctx.now };
    const asked = { customerId: customer.id, agentId: 'cart_winback' };
    const answers = await Promise.all(
      [0, 15, 30].map((ms) => decideNow({ ...marketer, now: later(ctx.now, ms) }, asked)),
    );
    expect(new Set(answers.map(({ decisionId }) => decisionId)).size).toBe(1);
    expect(await ctx.db.decision.count({ where: where(ctx) })).toBe(1);
    const another = await decideNow({ ...marketer, now: later(ctx.now, HOUR) }, asked);
    expect(another).not.toEqual(answers[0]);
  });
});
