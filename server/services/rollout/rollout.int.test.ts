import { beforeEach, describe, expect, it } from 'vitest';
import { isInCohort } from '@/domain/rollout/cohort';
import type { Cohort } from '@/domain/rollout/plan';
import { DAY, after as moved } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { reportBreach } from '../breaches';
import { decideIdleCarts } from '../decisions';
import { dispatchDue } from '../delivery';
import { activeStops, resumeSending, stopSending } from '../kill-switch';
import { kpis } from '../measurement';
import { decideRollout, getRollout, listRolloutDecisions, watchRollout } from './index';

let ctx: ServiceContext;
let admin: ServiceContext;
beforeEach(async () => {
  ctx = await reviewWorkspace();
  admin = await memberIn(ctx, 'admin', 'Ada');
});

const begin = (to: Cohort, by = admin) => decideRollout(by, { verdict: 'begin', to, reason: 'Let us begin.', seq: 0 });
const later = (by: ServiceContext, days: number) => ({ ...by, now: moved(ctx.now, days * DAY) });
const auditOf = async () => {
  const rows = await ctx.db.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { seq: 'asc' } });
  return rows.map(({ action }) => action).filter((action) => action.startsWith('rollout.'));
};
const running = async (by = ctx) => {
  const rollout = await getRollout(by);
  if (rollout.kind !== 'running') throw new Error(`It is ${rollout.kind}.`);
  return rollout;
};

/** A customer on one side of a step. */
async function customerAt(cohort: Cohort, isInside: boolean) {
  const { holdoutSalt } = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  for (let tried = 0; tried < 500; tried++) {
    const customer = await shopper(ctx);
    if (isInCohort(holdoutSalt, customer.id, cohort) === isInside) return customer;
  }
  throw new Error('There is no such customer.');
}

describe('a rollout', () => {
  it('is none at first, begins, goes on step by step, stays and goes back, and nobody can rewrite it', async () => {
    expect(await getRollout(ctx)).toMatchObject({ kind: 'none', seq: 0 });
    await begin(20);
    await decideRollout(later(admin, 1), { verdict: 'go', to: 40, reason: 'Quiet so far.', seq: 1 });
    await decideRollout(later(admin, 2), { verdict: 'no_go', to: 20, reason: 'Too many questions.', seq: 2 });
    expect(await running(later(ctx, 3))).toMatchObject({ seq: 3, phase: 2, cohort: 20, phaseSince: ctx.now });
    const { items } = await listRolloutDecisions(ctx, {});
    expect(items.map(({ verdict, from, to, by }) => [verdict, from, to, by])).toEqual([
      ['no_go', 40, 20, 'Ada'],
      ['go', 20, 40, 'Ada'],
      ['begin', null, 20, 'Ada'],
    ]);
    expect(items[1]).toMatchObject({ recommendation: 'no_go', reason: 'Quiet so far.' });
    expect(items[1]?.criteria.map(({ id }) => id)).toContain('violations');
    expect(await auditOf()).toEqual(['rollout.begun', 'rollout.widened', 'rollout.held']);
    const where = { workspaceId: ctx.workspaceId };
    await expect(ctx.db.rolloutDecision.updateMany({ where, data: { reason: 'x' } })).rejects.toThrow(/append-only/);
    await expect(ctx.db.rolloutDecision.deleteMany({ where })).rejects.toThrow(/append-only/);
  });

  it('is over after its last step', async () => {
    await begin(100);
    await decideRollout(later(admin, 1), { verdict: 'go', to: null, reason: 'Done.', seq: 1 });
    expect(await getRollout(ctx)).toMatchObject({ kind: 'over' });
    const again = decideRollout(later(admin, 2), { verdict: 'begin', to: 5, reason: 'Again.', seq: 2 });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
  });

  it('skips no step, and asks for a reason, conditions and a day to look again', async () => {
    await begin(20);
    const decide = (input: object) => decideRollout(admin, { verdict: 'go', to: 40, reason: 'So.', seq: 1, ...input });
    await expect(decide({ to: 50 })).rejects.toMatchObject({ code: 'invalid', details: { field: 'to' } });
    await expect(decide({ reason: ' ' })).rejects.toMatchObject({ code: 'invalid', details: { field: 'reason' } });
    const conditional = { verdict: 'conditional' };
    await expect(decide(conditional)).rejects.toMatchObject({ details: { field: 'conditions' } });
    const terms = { ...conditional, conditions: 'Uptime is shown.' };
    await expect(decide({ ...terms, reviewOn: '2000-01-01' })).rejects.toMatchObject({
      details: { field: 'reviewOn' },
    });
    const reviewOn = moved(ctx.now, 10 * DAY)
      .toISOString()
      .slice(0, 10);
    await decide({ ...terms, reviewOn });
    expect(await running()).toMatchObject({ conditions: { text: 'Uptime is shown.', reviewOn, isDue: false } });
    expect(await running(later(ctx, 11))).toMatchObject({ conditions: { isDue: true } });
  });

  it('is decided once by whoever looked at the same gate', async () => {
    await begin(20);
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => decideRollout(admin, { verdict: 'go', to: 40, reason: 'Go.', seq: 1 })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(begin(5)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is for administrators to decide, for executives to read, and is not seen from another workspace', async () => {
    const [executive, marketer] = [
      await personIn(ctx.workspaceId, 'executive'),
      await personIn(ctx.workspaceId, 'marketer'),
    ];
    await expect(begin(5, marketer)).rejects.toMatchObject({ code: 'forbidden' });
    await begin(5);
    expect(await getRollout(executive)).toMatchObject({ kind: 'running', cohort: 5 });
    const { ctx: stranger } = await freshWorkspace();
    expect(await getRollout(stranger)).toMatchObject({ kind: 'none' });
    expect((await listRolloutDecisions(stranger, {})).items).toEqual([]);
  });
});

describe('the gate', () => {
  it('never says met of what nobody has measured', async () => {
    await begin(5);
    const { gates } = await running();
    expect(gates.next).toMatchObject({ purpose: 'phase', to: 20, recommendation: 'no_go' });
    expect(gates.next.criteria.map(({ status }) => status)).not.toContain('met');
    expect(gates.deciding).toBeNull();
  });

  it('is that of the step first, with that of the phase ahead, and of one channel where the plan says so', async () => {
    await begin(20);
    const { gates } = await running();
    expect(gates.next).toMatchObject({ purpose: 'widen', to: 40 });
    expect(gates.ahead).toMatchObject({ purpose: 'phase', to: 70 });
    expect(gates.ahead?.criteria.find(({ id }) => id === 'sms_delivery')).toMatchObject({ channel: 'sms', n: 0 });
    expect(gates.deciding).toMatchObject({ kpi: 'reviewed_share', limit: 0.2 });
  });
});

describe('who is outside the cohort', () => {
  it('is left alone with a reason, and is neither treated nor held out in what effect is measured by', async () => {
    await begin(40);
    const [inside, outside] = [await customerAt(40, true), await customerAt(40, false)];
    for (const { id } of [inside, outside]) await idleCart(ctx, id);
    await decideIdleCarts(ctx, { limit: 10 });
    const of = (customerId: string) =>
      ctx.db.decision.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, customerId } });
    expect(await of(outside.id)).toMatchObject({
      outcome: 'held_out',
      heldOut: false,
      outsideCohort: true,
      outcomeReason: expect.stringMatching(/^Outside the rollout cohort/),
    });
    expect(await of(inside.id)).toMatchObject({ outcome: 'in_review', outsideCohort: false });
    const { incremental } = await kpis(ctx, { days: 7 });
    expect([incremental.treated.customers, incremental.heldOut.customers]).toEqual([1, 0]);
  });

  it('gets nothing that waits either, once the rollout has gone back', async () => {
    const { holdoutSalt } = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
    await begin(70);
    const touches = [];
    while (touches.length < 2) {
      const customer = await consentingCustomer(ctx);
      if (isInCohort(holdoutSalt, customer.id, 70) && !isInCohort(holdoutSalt, customer.id, 50)) {
        touches.push(await queuedTouch(ctx, { customer }));
      }
    }
    await decideRollout(admin, { verdict: 'no_go', to: 50, reason: 'A step back.', seq: 1 });
    expect(await dispatchDue(ctx, { limit: 10 })).toMatchObject({ sent: 0, cancelled: 2 });
    const [gone] = await ctx.db.message.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(gone).toMatchObject({ status: 'cancelled', failureCode: 'left_alone' });
  });

  it('is not asked of a workspace without a rollout', async () => {
    await queuedTouch(ctx);
    expect(await dispatchDue(ctx, { limit: 10 })).toMatchObject({ sent: 1 });
  });
});

describe('a compliance violation', () => {
  /** A message that has left. */
  async function sent(by = ctx): Promise<string> {
    const { decisionId, messageId } = await queuedTouch(by);
    const { workspaceId } = ctx;
    await ctx.db.message.update({
      where: { workspaceId_id: { workspaceId, id: messageId } },
      data: { status: 'delivered', acceptedAt: by.now, deliveredAt: by.now },
    });
    await ctx.db.decision.updateMany({ where: { workspaceId, id: decisionId }, data: { outcome: 'executed' } });
    return decisionId;
  }
  const report = async (decisionId: string) =>
    reportBreach(admin, { decisionId, guardrail: 'consent', note: 'They had asked us to stop.' });

  it('halts at once: nothing leaves and nothing widens until an administrator resumes with a reason', async () => {
    await begin(100);
    const decisionId = await sent();
    await queuedTouch(ctx);
    expect(await report(decisionId)).toMatchObject({ hasHalted: true });
    expect(await dispatchDue(ctx, { limit: 10 })).toMatchObject({ sent: 0 });
    const { halt } = await running();
    expect(halt?.reason).toMatch(/^The rollout is halted\. A message was reported/);
    expect(await activeStops(ctx)).toMatchObject([
      { id: halt?.stopId, scope: 'workspace', cause: 'violation', stoppedBy: null },
    ]);
    expect(await auditOf()).toEqual(['rollout.begun', 'rollout.halted']);
    const told = await ctx.db.noticeOutbox.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(told).toMatchObject([{ kind: 'halt', address: expect.stringContaining('@') }]);
    const go = decideRollout(admin, { verdict: 'go', to: null, reason: 'Never mind.', seq: 1 });
    await expect(go).rejects.toMatchObject({ code: 'conflict' });
    await resumeSending(admin, { id: halt?.stopId ?? '', reason: 'Mended.' });
    expect((await running()).halt).toBeNull();
    expect(await dispatchDue(ctx, { limit: 10 })).toMatchObject({ sent: 1 });
  });

  it('halts nothing where no rollout runs', async () => {
    expect(await report(await sent())).toMatchObject({ hasHalted: false });
    expect(await activeStops(ctx)).toEqual([]);
  });

  it('stands beside a stop that somebody has pulled: ending that one resumes nothing', async () => {
    await begin(100);
    const decisionId = await sent();
    const { id } = await stopSending(admin, { scope: 'workspace', reason: 'A drill.' });
    await report(decisionId);
    await resumeSending(admin, { id, reason: 'The drill is over.' });
    expect(await activeStops(ctx)).toMatchObject([{ cause: 'violation' }]);
  });

  it('fails the gate whatever else is measured', async () => {
    await begin(5);
    await report(await sent());
    const { criteria, recommendation } = (await running()).gates.next;
    expect(criteria.find(({ id }) => id === 'violations')).toMatchObject({ status: 'not_met', value: 1 });
    expect(recommendation).toBe('no_go');
  });

  it('is found in the records as well, and not twice once somebody has resumed', async () => {
    await begin(100);
    const decisionId = await sent(later(ctx, 1));
    const decision = await ctx.db.decision.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, id: decisionId },
    });
    await ctx.db.consentEvent.create({
      data: {
        id: decision.id,
        workspaceId: ctx.workspaceId,
        customerId: decision.customerId,
        channel: 'email',
        purpose: 'marketing',
        status: 'withdrawn',
        source: 'shop',
        actor: 'customer',
        occurredAt: moved(ctx.now, DAY / 2),
        evidence: decision.id,
      },
    });
    expect(await watchRollout(later(ctx, 2))).toEqual({ halted: true });
    expect(await watchRollout(later(ctx, 2))).toEqual({ halted: false });
    const { halt } = await running(later(ctx, 2));
    await resumeSending(later(admin, 3), { id: halt?.stopId ?? '', reason: 'The shop tells us at once now.' });
    expect(await watchRollout(later(ctx, 3))).toEqual({ halted: false });
  });
});
