import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Agent } from '@/domain/agents/agent';
import { AGENTS } from '@/domain/agents/registry';
import { verifyChain } from '@/domain/audit/verify-chain';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import { appendAudit } from '@/server/audit';
import type { ServiceContext } from '@/server/context';
import { inTransaction } from '@/server/in-transaction';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { wholeDecisions } from '@/tests/factories/whole-decisions';
import { setAutonomyLevel } from '../autonomy';
import { withdrawConsent } from '../consent';
import { standingOf } from '../customers';
import { recheck } from '../guardrails';
import { resumeSending, stopSending } from '../kill-switch';
import { issueOffers } from '../offers';
import { activePolicy } from '../policies';
import {
  decideBatch,
  decideDormant,
  decideDueWaves,
  decideIdleCarts,
  getDecision,
  listDecisions,
  proposeNow,
  type StoredDecision,
} from './index';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A workspace without a holdout, so that each decision is one that could be sent. */
async function workspace(): Promise<ServiceContext> {
  const { ctx } = await freshWorkspace();
  await activePolicy(ctx);
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  await product(ctx, { sku: 'KETTLE' });
  return ctx;
}

/** Cart recovery runs by itself inside a budget. */
async function runsByItself(ctx: ServiceContext, budgetCents = 1_000_000): Promise<void> {
  await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_recovery', level: 3, reason: 'test' });
  await approvedOffer(ctx, { budgetCents });
}

const decisionsOf = (ctx: ServiceContext) => wholeDecisions(ctx);
const auditOf = (ctx: ServiceContext, subject?: string) =>
  ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, ...(subject && { subject }) },
    orderBy: { seq: 'asc' },
  });

/** One more agent that a left cart wakes; it has nothing to propose. */
const WATCHER: Agent = {
  id: 'cart_watcher',
  name: 'Cart watcher',
  description: 'Looks at left carts.',
  actions: [],
  wakesOn: ['cart_idle'],
  propose: () => ({
    candidates: [],
    considered: [],
    reasons: [{ text: 'Only looked.', factor: 'looked', value: null }],
  }),
};

describe('a cart that several agents wake on', () => {
  it('is looked at by each of them once, also by one that was stopped meanwhile', async () => {
    const ctx = await workspace();
    await idleCart(ctx, (await shopper(ctx)).id);
    const sweep = () => decideIdleCarts(ctx, { limit: 10, agents: [...AGENTS, WATCHER] });
    const { id } = await stopSending(ctx, { scope: 'agent', target: 'cart_winback', reason: 'test' });
    expect(await sweep()).toEqual({ decided: 1 });
    expect(await sweep()).toEqual({ decided: 0 });
    expect((await decisionsOf(ctx)).map(({ agentId, outcome }) => [agentId, outcome])).toEqual([
      ['cart_watcher', 'skipped'],
    ]);

    await resumeSending(ctx, { id, reason: 'mended' });
    expect(await sweep()).toEqual({ decided: 1 });
    expect(await sweep()).toEqual({ decided: 0 });
    const [, second] = await decisionsOf(ctx);
    expect(second).toMatchObject({ agentId: 'cart_winback', outcome: 'in_review' });
    // What it was asked stands in its snapshot, so that a replay asks the same.
    expect(second?.snapshot).toMatchObject({ asks: ['cart_winback'] });
  });

  it('is one decision of all of them where nobody is stopped', async () => {
    const ctx = await workspace();
    await idleCart(ctx, (await shopper(ctx)).id);
    expect(await decideIdleCarts(ctx, { limit: 10, agents: [...AGENTS, WATCHER] })).toEqual({ decided: 1 });
    const [decision, ...more] = await decisionsOf(ctx);
    expect(more).toEqual([]);
    expect(decision?.agentId).toBe('cart_winback');
    expect(decision?.snapshot).not.toHaveProperty('asks');
  });
});

describe('carts left idle', () => {
  it('become a decision with its audit entry, once, and wait for a person at level 1', async () => {
    const ctx = await workspace();
    const customer = await shopper(ctx);
    const cartId = await idleCart(ctx, customer.id);
    expect(await decideIdleCarts(ctx, { limit: 10 })).toEqual({ decided: 1 });
    expect(await decideIdleCarts(ctx, { limit: 10 })).toEqual({ decided: 0 });

    const [decision, ...more] = await decisionsOf(ctx);
    expect(more).toEqual([]);
    expect(decision).toMatchObject({
      outcome: 'in_review',
      action: 'cart_recovery',
      channel: 'email',
      trigger: 'cart_idle',
    });
    expect(decision?.triggerKey).toContain(cartId);
    const entries = await auditOf(ctx, `decision:${decision?.id}`);
    expect(entries.map((entry) => entry.action)).toEqual(['decision.made']);
    expect(entries[0]?.payload).toContain(customer.subjectRef);
    expect(entries[0]?.payload).not.toContain('Ida');
    expect(await ctx.db.message.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });

  it('run by themselves at level 3 inside an approved budget: decision, code, message and audit in one go', async () => {
    const ctx = await workspace();
    await runsByItself(ctx);
    const customer = await shopper(ctx);
    await idleCart(ctx, customer.id);
    await decideIdleCarts(ctx, { limit: 10 });

    const [decision] = await decisionsOf(ctx);
    expect(decision?.outcome).toBe('scheduled');
    const offer = await ctx.db.offer.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(offer).toMatchObject({ decisionId: decision?.id, percentOff: 20, reservedCents: 2_400, status: 'live' });
    expect(offer.code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{5}$/);
    expect(offer.expiresAt.getTime()).toBe(ctx.now.getTime() + 48 * HOUR);
    const message = await ctx.db.message.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(message).toMatchObject({ decisionId: decision?.id, status: 'queued', toAddress: customer.email });
    expect(message.text).toContain(offer.code);
    const policy = await ctx.db.offerPolicy.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(policy.reservedCents).toBe(2_400);
    expect(await recheck(ctx.db, ctx, [decision?.id ?? ''])).toEqual(new Map([[decision?.id, { kind: 'go' }]]));
  });

  it('are decided once by two sweeps at the same time', async () => {
    const ctx = await workspace();
    for (let index = 0; index < 12; index++) await idleCart(ctx, (await shopper(ctx)).id);
    const sweeps = await Promise.all(Array.from({ length: 4 }, () => decideIdleCarts(ctx, { limit: 100 })));
    expect(sweeps.reduce((sum, sweep) => sum + sweep.decided, 0)).toBe(12);
    expect(await decisionsOf(ctx)).toHaveLength(12);
  });

  it('are decided again when they were changed and left again', async () => {
    const ctx = await workspace();
    const cartId = await idleCart(ctx, (await shopper(ctx)).id);
    await decideIdleCarts(ctx, { limit: 10 });
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 5 * HOUR) };
    await ctx.db.cart.updateMany({
      where: { workspaceId: ctx.workspaceId, id: cartId },
      data: { lastChangedAt: ctx.now },
    });
    expect(await decideIdleCarts(later, { limit: 10 })).toEqual({ decided: 1 });
  });

  it('are passed over below $20, when ordered since, and when too old, each with its reason or not at all', async () => {
    const ctx = await workspace();
    await idleCart(ctx, (await shopper(ctx)).id, { valueCents: 1_999 });
    await idleCart(ctx, (await shopper(ctx, { lastOrderAt: ctx.now })).id);
    await idleCart(ctx, (await shopper(ctx)).id, { lastChangedAt: new Date(ctx.now.getTime() - 100 * HOUR) });
    expect(await decideIdleCarts(ctx, { limit: 10 })).toEqual({ decided: 2 });
    const decisions = await decisionsOf(ctx);
    expect(decisions.map((decision) => decision.outcome)).toEqual(['skipped', 'skipped']);
    expect(decisions.map((decision) => decision.summary).join()).toMatch(/below £20.00.*ordered since/s);
  });

  it('never overdraw a budget, with twenty decisions and twelve sweeps at once', async () => {
    const ctx = await workspace();
    // Each cart reserves 2,400: the budget holds seven of them.
    await runsByItself(ctx, 7 * 2_400 + 1_000);
    for (let index = 0; index < 20; index++) await idleCart(ctx, (await shopper(ctx)).id);
    // As many at once as the pool has connections for.
    const worker = async () => {
      while ((await decideIdleCarts(ctx, { limit: 1 })).decided > 0);
    };
    await Promise.all(Array.from({ length: 12 }, worker));
    const decisions = await decisionsOf(ctx);
    expect(decisions).toHaveLength(20);
    expect(decisions.filter((decision) => decision.outcome === 'scheduled')).toHaveLength(7);
    expect(decisions.filter((decision) => decision.outcome === 'in_review')).toHaveLength(13);
    const policy = await ctx.db.offerPolicy.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(policy.reservedCents).toBe(7 * 2_400);
  });

  it('of one customer give one code, also when two sweeps meet', async () => {
    const ctx = await workspace();
    await runsByItself(ctx);
    const customer = await shopper(ctx);
    for (let index = 0; index < 3; index++) await idleCart(ctx, customer.id);
    await Promise.all([decideIdleCarts(ctx, { limit: 1 }), decideIdleCarts(ctx, { limit: 10 })]);
    const decisions = await decisionsOf(ctx);
    expect(decisions.map((decision) => decision.outcome)).toEqual(['scheduled', 'scheduled', 'scheduled']);
    expect(await ctx.db.offer.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
    const [offer] = await ctx.db.offer.findMany({ where: { workspaceId: ctx.workspaceId } });
    const messages = await ctx.db.message.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(messages.map((message) => message.text.includes(offer?.code ?? '-'))).toEqual([true, true, true]);
  });

  it('are left alone while the agent or the workspace is stopped, and found afterwards', async () => {
    const ctx = await workspace();
    await idleCart(ctx, (await shopper(ctx)).id);
    const { id } = await stopSending(ctx, { scope: 'agent', target: 'cart_winback', reason: 'test' });
    expect(await decideIdleCarts(ctx, { limit: 10 })).toEqual({ decided: 0 });
    await ctx.db.killSwitch.updateMany({ where: { workspaceId: ctx.workspaceId, id }, data: { resumedAt: ctx.now } });
    expect(await decideIdleCarts(ctx, { limit: 10 })).toEqual({ decided: 1 });
  });
});

it('leaves the log to others until all that follows from a batch is written', async () => {
  const ctx = await workspace();
  const customer = await shopper(ctx);
  const policy = await activePolicy(ctx);
  const note = { action: 'policy.draft_saved', subject: 'policy:2', payload: {} } as const;
  const cartId = await idleCart(ctx, customer.id);
  const trigger = { kind: 'cart_idle' as const, cartId };
  const request = { customerId: customer.id, trigger, cartId, winback: null, decisionId: null };
  const conclude = async (made: readonly StoredDecision[]) => {
    expect(made).toHaveLength(1);
    // Somebody else's transaction: it would wait for the head of the chain, were that locked already.
    await inTransaction(ctx, (other) => appendAudit(other, ctx, note));
    return [{ ...note, subject: 'policy:3' }];
  };
  await inTransaction(ctx, (tx) => decideBatch(tx, ctx, policy, [request], { conclude }));
  const entries = await auditOf(ctx);
  expect(entries.slice(-3).map(({ action, subject }) => [action, subject.split(':')[0]])).toEqual([
    ['policy.draft_saved', 'policy'],
    ['decision.made', 'decision'],
    ['policy.draft_saved', 'policy'],
  ]);
});

/** Customers for whom deciding failed, and the others. */
function partition(decisions: readonly { customerId: string; outcome: string }[]): [string[], string[]] {
  const idsOf = (isFailed: boolean) =>
    decisions.flatMap(({ customerId, outcome }) => ((outcome === 'failed') === isFailed ? [customerId] : []));
  return [idsOf(true), idsOf(false)];
}

it('one decision that breaks costs its neighbours nothing', async () => {
  const ctx = await workspace();
  const [broken, ...others] = [await shopper(ctx), await shopper(ctx), await shopper(ctx)];
  for (const { id } of [broken, ...others]) await idleCart(ctx, id);
  const breaking: Agent = {
    ...WATCHER,
    propose: (snapshot, ...rest) => {
      if (snapshot.customer.id === broken.id) throw new Error('This one breaks.');
      return WATCHER.propose(snapshot, ...rest);
    },
  };
  const sweep = () => decideIdleCarts(ctx, { limit: 10, agents: [...AGENTS, breaking] });
  expect(await sweep()).toEqual({ decided: 2 });
  expect(await sweep()).toEqual({ decided: 0 });
  const [failed, decided] = partition(await decisionsOf(ctx));
  expect(failed).toEqual([broken.id]);
  expect(decided.toSorted()).toEqual(others.map(({ id }) => id).toSorted());
  expect((await auditOf(ctx)).filter(({ action }) => action === 'decision.made')).toHaveLength(2);
});

it('one cart that cannot be read costs its neighbours nothing', async () => {
  const ctx = await workspace();
  const { workspaceId } = ctx;
  const [broken, ...others] = [await shopper(ctx), await shopper(ctx), await shopper(ctx)];
  for (const { id } of [broken, ...others]) await idleCart(ctx, id);
  await ctx.db.cart.updateMany({ where: { workspaceId, customerId: broken.id }, data: { lines: { no: 'list' } } });
  expect(await decideIdleCarts(ctx, { limit: 10 })).toEqual({ decided: 2 });
  const [failed, decided] = partition(await decisionsOf(ctx));
  expect(failed).toEqual([broken.id]);
  expect(decided.toSorted()).toEqual(others.map(({ id }) => id).toSorted());
});

describe('a budget that is spent by another batch while one decides', () => {
  it('is never overdrawn: the one that comes later decides again by what is left', async () => {
    const ctx = await workspace();
    await runsByItself(ctx);
    const { id } = await ctx.db.offerPolicy.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    await idleCart(ctx, (await shopper(ctx)).id);
    let isSpent = false;
    const all = {
      decisionId: v7(),
      customerId: v7(),
      percentOff: 10,
      maxCostCents: 1_000_000,
      expiresAt: new Date(ctx.now.getTime() + DAY),
      offerPolicyId: id,
    };
    const policy = await activePolicy(ctx);
    const cart = await ctx.db.cart.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    const request = {
      customerId: cart.customerId,
      trigger: { kind: 'cart_idle' as const, cartId: cart.id },
      cartId: cart.id,
      winback: null,
      decisionId: null,
    };
    const outcomes: string[] = [];
    const made = await inTransaction(ctx, (tx) =>
      decideBatch(tx, ctx, policy, [request], {
        keep: async ({ outcome }) => {
          outcomes.push(outcome);
          // Between the look at the budget and the code: another transaction, which would wait were the budget locked.
          if (!isSpent) await inTransaction(ctx, (other) => issueOffers(other, ctx, [all]));
          isSpent = true;
          return true;
        },
      }),
    );
    expect(outcomes).toEqual(['scheduled', 'in_review']);
    expect(made.map(({ decided }) => decided.outcome)).toEqual(['in_review']);
    expect(await ctx.db.offer.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
  });
});

describe('a cart e-mail nobody opened', () => {
  it('is followed by one SMS, which speaks of the same code', async () => {
    const ctx = await workspace();
    await runsByItself(ctx);
    await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_reminder', level: 3, reason: 'test' });
    const customer = await shopper(ctx, { phone: '+447700900123', consents: ['email', 'sms'] });
    await idleCart(ctx, customer.id);
    await decideIdleCarts(ctx, { limit: 10 });
    const where = { workspaceId: ctx.workspaceId };
    await ctx.db.message.updateMany({
      where,
      data: { status: 'delivered', acceptedAt: ctx.now, deliveredAt: ctx.now },
    });
    await ctx.db.decision.updateMany({ where, data: { outcome: 'executed' } });
    const later = (hours: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + hours * HOUR) });
    expect(await decideIdleCarts(later(19), { limit: 10 })).toEqual({ decided: 0 });
    expect(await decideIdleCarts(later(20), { limit: 10 })).toEqual({ decided: 1 });
    expect(await decideIdleCarts(later(21), { limit: 10 })).toEqual({ decided: 0 });
    const reminder = await ctx.db.message.findFirstOrThrow({ where: { ...where, channel: 'sms' } });
    const offer = await ctx.db.offer.findFirstOrThrow({ where });
    expect(reminder.text).toContain(offer.code);
    expect(reminder.text).toContain('STOP');
    expect(await ctx.db.offer.count({ where })).toBe(1);
  });
});

describe('a second look before leaving', () => {
  async function scheduled() {
    const ctx = await workspace();
    await runsByItself(ctx);
    const customer = await shopper(ctx);
    const cartId = await idleCart(ctx, customer.id);
    await decideIdleCarts(ctx, { limit: 10 });
    const [decision] = await decisionsOf(ctx);
    const again = async (at = ctx) => (await recheck(at.db, at, [decision?.id ?? ''])).get(decision?.id ?? '');
    return { ctx, customer, cartId, again };
  }

  it('cancels when the customer has ordered', async () => {
    const { ctx, customer, again } = await scheduled();
    const orderedAt = new Date(ctx.now.getTime() + 1);
    await ctx.db.customer.updateMany({
      where: { workspaceId: ctx.workspaceId, id: customer.id },
      data: { lastOrderAt: orderedAt },
    });
    expect(await again()).toMatchObject({ kind: 'stop', outcome: 'cancelled', code: 'ordered' });
  });

  it('cancels when the cart was closed or changed', async () => {
    const { ctx, cartId, again } = await scheduled();
    await ctx.db.cart.updateMany({
      where: { workspaceId: ctx.workspaceId, id: cartId },
      data: { lastChangedAt: ctx.now },
    });
    expect(await again()).toMatchObject({ kind: 'stop', outcome: 'cancelled', code: 'cart_changed' });
    await ctx.db.cart.updateMany({ where: { workspaceId: ctx.workspaceId, id: cartId }, data: { status: 'ordered' } });
    expect(await again()).toMatchObject({ kind: 'stop', outcome: 'cancelled', code: 'cart_closed' });
  });

  it('blocks when consent went', async () => {
    const { ctx, customer, again } = await scheduled();
    await withdrawConsent(ctx.db, ctx, {
      customerId: customer.id,
      channel: 'email',
      purpose: 'marketing',
      source: 'unsubscribe link',
      evidence: 'test',
    });
    expect(await again()).toMatchObject({ kind: 'stop', outcome: 'blocked' });
  });

  it('holds while a stop is in force', async () => {
    const { ctx, again } = await scheduled();
    await stopSending(ctx, { scope: 'channel', target: 'email' });
    expect(await again()).toMatchObject({ kind: 'later' });
  });

  it('blocks what would need a person now: the offer was taken back', async () => {
    const { ctx, again } = await scheduled();
    await ctx.db.offerPolicy.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { revokedAt: ctx.now } });
    expect(await again()).toMatchObject({ kind: 'stop', outcome: 'blocked', code: 'financial.discount' });
  });

  it('blocks when the code would be over', async () => {
    const { ctx, again } = await scheduled();
    expect(await again({ ...ctx, now: new Date(ctx.now.getTime() + 49 * HOUR) })).toMatchObject({ kind: 'stop' });
  });

  it('stops what it cannot read', async () => {
    const { ctx, again } = await scheduled();
    await ctx.db.decision.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { snapshot: {} } });
    expect(await again()).toMatchObject({ kind: 'stop', code: 'unreadable' });
  });
});

describe('dormant customers', () => {
  const away = (ctx: ServiceContext, days: number) => ({
    lastEngagedAt: new Date(ctx.now.getTime() - days * DAY),
    lastOrderAt: new Date(ctx.now.getTime() - days * DAY),
    engagementPoints: 0.01,
  });

  it('get one series each, beginning with one decision', async () => {
    const ctx = await workspace();
    await shopper(ctx, away(ctx, 100));
    await shopper(ctx, away(ctx, 89));
    expect(await decideDormant(ctx, { limit: 100 })).toEqual({ decided: 1 });
    expect(await decideDormant(ctx, { limit: 100 })).toEqual({ decided: 0 });
    const [decision] = await decisionsOf(ctx);
    expect(decision).toMatchObject({
      trigger: 'dormant',
      action: 'winback_offer',
      channel: 'email',
      outcome: 'in_review',
    });
    const spell = await ctx.db.winbackSpell.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(spell).toMatchObject({ nextWave: 2, endedAt: null });
    expect(spell.nextWaveAt?.getTime()).toBe(ctx.now.getTime() + 2 * DAY);
  });

  it('are also those who never engaged: quiet since they joined, as the lifecycle has it that lets go of them', async () => {
    const ctx = await workspace();
    const joined = (days: number) => ({ signedUpAt: new Date(ctx.now.getTime() - days * DAY) });
    const never = { lastEngagedAt: null, lastOrderAt: null, orderCount: 0, engagementAt: null, engagementPoints: 0 };
    const quiet = await shopper(ctx, { ...never, ...joined(100) });
    const imported = await shopper(ctx, { ...never, signedUpAt: null });
    await shopper(ctx, { ...never, ...joined(89) });
    await shopper(ctx, { ...never, ...joined(2_000) });
    await shopper(ctx, { ...never, ...joined(100), erasedAt: ctx.now });
    expect(await decideDormant(ctx, { limit: 100 })).toEqual({ decided: 2 });
    expect(await decideDormant(ctx, { limit: 100 })).toEqual({ decided: 0 });
    const decisions = await decisionsOf(ctx);
    expect(decisions.map(({ customerId }) => customerId).sort()).toEqual([quiet.id, imported.id].sort());
  });

  it.each([60, 89, 90, 91, 300])(
    'leaves nobody of %i quiet days to neither the lifecycle nor the win-back',
    async (days) => {
      const ctx = await workspace();
      const since = new Date(ctx.now.getTime() - days * DAY);
      const none = { lastOrderAt: null, orderCount: 0 };
      const quiet = await shopper(ctx, { ...none, signedUpAt: since, firstSeenAt: since, lastEngagedAt: null });
      const wasHere = await shopper(ctx, { ...none, lastEngagedAt: since });
      await decideDormant(ctx, { limit: 100 });
      const wonBack = new Set((await decisionsOf(ctx)).map(({ customerId }) => customerId));
      for (const { id } of [quiet, wasHere]) {
        const customer = await ctx.db.customer.findUniqueOrThrow({
          where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
        });
        const isLooked = standingOf(customer, DEFAULT_POLICY, ctx.now).stage !== 'churned';
        expect([isLooked, wonBack.has(id)].filter(Boolean)).toHaveLength(1);
      }
    },
  );

  it('are decided about as what they are now, though the daily look is still to come', async () => {
    const ctx = await workspace();
    const customer = await shopper(ctx, { ...away(ctx, 100), stage: 'active' });
    await decideDormant(ctx, { limit: 100 });
    const [decision] = await decisionsOf(ctx);
    expect(decision?.snapshot).toMatchObject({ customer: { stage: 'churned' } });
    const where = { workspaceId: ctx.workspaceId, customerId: customer.id };
    expect(await ctx.db.stageChange.findMany({ where })).toMatchObject([
      { from: 'active', to: 'churned', reason: '100 days without engagement' },
    ]);
    const entries = await ctx.db.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(entries.filter(({ action }) => action === 'customer.stage_changed')).toHaveLength(1);
  });

  it('are told day by day, and no more once they come back', async () => {
    const ctx = await workspace();
    const customer = await shopper(ctx, {
      ...away(ctx, 100),
      phone: '+447700900123',
      consents: ['email', 'sms', 'web'],
    });
    await decideDormant(ctx, { limit: 10 });
    await ctx.db.decision.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { outcome: 'executed' } });
    const day = (days: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + days * DAY) });
    expect(await decideDueWaves(day(1), { limit: 10 })).toEqual({ decided: 0 });
    expect(await decideDueWaves(day(2), { limit: 10 })).toEqual({ decided: 1 });
    expect((await decisionsOf(ctx)).at(-1)).toMatchObject({ trigger: 'wave_due', channel: 'sms' });
    // The series waits while a person still looks at its last touch.
    expect(await decideDueWaves(day(7), { limit: 10 })).toEqual({ decided: 0 });
    await ctx.db.decision.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { outcome: 'executed' } });
    expect(await decideDueWaves(day(7), { limit: 10 })).toEqual({ decided: 1 });
    expect((await decisionsOf(ctx)).at(-1)?.channel).toBe('web');
    await ctx.db.decision.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { outcome: 'executed' } });
    await ctx.db.customer.updateMany({
      where: { workspaceId: ctx.workspaceId, id: customer.id },
      data: { lastEngagedAt: day(8).now },
    });
    expect(await decideDueWaves(day(14), { limit: 10 })).toEqual({ decided: 0 });
    const spell = await ctx.db.winbackSpell.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(spell.endedAs).toBe('returned');
  });

  it('get the whole series by itself where it may: e-mail, SMS, shop page, follow-up, all with the one code', async () => {
    const ctx = await workspace();
    for (const action of ['winback_offer', 'winback_follow_up']) {
      await setAutonomyLevel(ctx, { agentId: 'cart_winback', action, level: 3, reason: 'test' });
    }
    await shopper(ctx, { ...away(ctx, 100), phone: '+447700900123', consents: ['email', 'sms', 'web'] });
    await decideDormant(ctx, { limit: 10 });
    for (const days of [2, 6, 13]) {
      await decideDueWaves({ ...ctx, now: new Date(ctx.now.getTime() + days * DAY) }, { limit: 10 });
    }
    const decisions = await decisionsOf(ctx);
    expect(decisions.map(({ channel, action, outcome }) => [channel, action, outcome])).toEqual([
      ['email', 'winback_offer', 'scheduled'],
      ['sms', 'winback_offer', 'scheduled'],
      ['web', 'winback_offer', 'scheduled'],
      ['email', 'winback_follow_up', 'scheduled'],
    ]);
    const [offer, ...more] = await ctx.db.offer.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(more).toEqual([]);
    const messages = await ctx.db.message.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: 'asc' } });
    expect(messages.map((message) => message.text.includes(offer?.code ?? '-'))).toEqual([true, true, true, false]);
    expect(await ctx.db.winbackSpell.findFirst({ where: { workspaceId: ctx.workspaceId } })).toMatchObject({
      endedAs: 'completed',
    });
  });

  it('of high value get one letter from a person, no series and no discount', async () => {
    const ctx = await workspace();
    await shopper(ctx, { ...away(ctx, 100), lifetimeValueCents: 150_000 });
    await decideDormant(ctx, { limit: 10 });
    const [decision] = await decisionsOf(ctx);
    expect(decision).toMatchObject({ action: 'winback_concierge', outcome: 'in_review' });
    expect(await ctx.db.winbackSpell.findFirst({ where: { workspaceId: ctx.workspaceId } })).toMatchObject({
      nextWaveAt: null,
    });
  });
});

describe('who may see what', () => {
  it('is not found in another workspace, in lists neither', async () => {
    const ctx = await workspace();
    await idleCart(ctx, (await shopper(ctx)).id);
    await decideIdleCarts(ctx, { limit: 10 });
    const [decision] = await decisionsOf(ctx);
    const stranger = await workspace();
    await expect(getDecision(stranger, { decisionId: decision?.id ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await listDecisions(stranger, {})).items).toEqual([]);
    await expect(
      proposeNow(stranger, { customerId: decision?.customerId ?? '', agentId: 'cart_winback' }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await recheck(stranger.db, stranger, [decision?.id ?? ''])).toEqual(
      new Map([[decision?.id, expect.objectContaining({ kind: 'stop' })]]),
    );
  });

  it('asks for the right to try an agent', async () => {
    const ctx = await workspace();
    const customer = await shopper(ctx);
    await idleCart(ctx, customer.id);
    const executive = await personIn(ctx.workspaceId, 'executive');
    await expect(proposeNow(executive, { customerId: customer.id, agentId: 'cart_winback' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const marketer = await personIn(ctx.workspaceId, 'marketer');
    const { decided } = await proposeNow(marketer, { customerId: customer.id, agentId: 'cart_winback' });
    expect(decided.outcome).toBe('in_review');
    expect(await decisionsOf(ctx)).toEqual([]);
  });
});

describe('the audit chain', () => {
  it('can be verified from its rows, and names the first entry that was changed', async () => {
    const ctx = await workspace();
    for (let index = 0; index < 5; index++) await idleCart(ctx, (await shopper(ctx)).id);
    await decideIdleCarts(await contextOf(ctx.workspaceId), { limit: 10 });
    const rows = await auditOf(ctx);
    const chain = rows.map((row) => ({ ...row, at: row.at.toISOString().replace('Z', '000Z') }));
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(verifyChain(chain, sha256)).toMatchObject({ ok: true, entries: rows.length });
    const forged = chain.map((entry, index) => (index === 3 ? { ...entry, payload: '{}' } : entry));
    expect(verifyChain(forged, sha256)).toMatchObject({ ok: false, firstBad: 4n });
  });
});
