import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, Policy } from '@/domain/policies/policy';
import { DAY, HOUR, MINUTE, after as moved } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { memberIn } from '@/tests/factories/review';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { queuedTouch } from '@/tests/factories/touch';
import { dispatchDue } from '../delivery';
import { activeStops, listStops, resumeSending } from '../kill-switch';
import { activePolicy } from '../policies';
import { listAutonomy, listLevelChanges, setAutonomyLevel, watchVolume } from './index';

const AGENT = 'cart_winback';
const VOLUME = { leastDecisions: 20, timesBusiestHour: 5, timesBusiestDay: 1, lookBackDays: 28, knownDays: 7 };

let ctx: ServiceContext;
let admin: ServiceContext;

async function workspace(options: Parameters<typeof freshWorkspace>[0] = {}): Promise<ServiceContext> {
  const fresh = await freshWorkspace(options);
  await activePolicy(fresh.ctx);
  const document = Policy.parse({ ...DEFAULT_POLICY, volume: VOLUME });
  await rewritePolicy(fresh.ctx, document);
  return fresh.ctx;
}

beforeEach(async () => {
  ctx = await workspace();
  admin = await memberIn(ctx, 'admin', 'Ada');
});

const at = (ms: number): ServiceContext => ({ ...ctx, now: moved(ctx.now, ms) });

/** So many decisions of an agent, all at one moment of the workspace's clock. */
async function decided(count: number, ms: number, agentId = AGENT, action: string | null = 'cart_recovery') {
  await ctx.db.$executeRaw`
    INSERT INTO decision (id, workspace_id, customer_id, agent_id, trigger, trigger_key, action, outcome, summary, snapshot,
      candidates, verdicts, reasons, policy_version, model_versions, autonomy_level, decided_at)
    SELECT gen_random_uuid(), ${ctx.workspaceId}::uuid, gen_random_uuid(), ${agentId}, 'cart_idle', gen_random_uuid()::text,
      ${action}, 'blocked', 'Of the test.', '{}', '[]', '[]', '[]', 1, '{}', 1, ${moved(ctx.now, ms)}
    FROM generate_series(1, ${count})`;
}

/** Ten days of an agent with ten decisions a day, four in its busiest hour: an hour may have 20. */
async function usual(agentId = AGENT) {
  for (let day = 1; day <= 10; day++) {
    await decided(4, -day * DAY - 3 * HOUR, agentId);
    await decided(6, -day * DAY - 5 * HOUR - day * MINUTE, agentId);
  }
}

const stops = async () => (await listStops(admin, { agentId: AGENT })).items;
const notices = () => ctx.db.noticeOutbox.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: 'asc' } });

describe('a sudden volume of an agent', () => {
  it('stops it, lowers what had a part in it, tells who may resume, and is on the record, once', async () => {
    const second = await memberIn(ctx, 'admin', 'Eve');
    await memberIn(ctx, 'marketer', 'Max');
    await setAutonomyLevel(ctx, { agentId: AGENT, action: 'cart_recovery', level: 3, reason: 'Earned.' });
    await setAutonomyLevel(ctx, { agentId: AGENT, action: 'winback_offer', level: 3, reason: 'Earned.' });
    await usual();
    const { messageId } = await queuedTouch(ctx);
    await decided(30, -MINUTE);
    const answers = await Promise.all([watchVolume(ctx), watchVolume(ctx)]);
    expect(answers.map(({ stopped }) => stopped).toSorted()).toEqual([0, 1]);

    const why = '31 decisions within an hour: its busiest hour of the 28 days before had 6, its busiest day 10';
    expect(await activeStops(admin)).toMatchObject([
      { scope: 'agent', target: AGENT, cause: 'anomaly', reason: why, stoppedBy: null },
    ]);
    expect(await dispatchDue(ctx, { limit: 10 })).toMatchObject({ sent: 0, cancelled: 0 });
    expect(await ctx.db.message.findFirst({ where: { id: messageId } })).toMatchObject({ status: 'queued' });

    const level = async (action: string) => (await listAutonomy(ctx)).find((row) => row.action === action)?.level;
    expect([await level('cart_recovery'), await level('winback_offer')]).toEqual([2, 3]);
    expect((await listLevelChanges(ctx, { agentId: AGENT, action: 'cart_recovery' })).items[0]).toMatchObject({
      cause: 'anomaly',
      by: null,
      evidence: { lastHour: 31, busiestHour: 6, busiestDay: 10, knownDays: 10, limit: 30 },
    });

    const told = await notices();
    const emails = await ctx.db.user.findMany({
      where: { memberships: { some: { workspaceId: ctx.workspaceId, role: 'admin' } } },
      select: { email: true },
    });
    expect(emails).toHaveLength(second ? 2 : 1);
    expect(told.map(({ address }) => address).toSorted()).toEqual(emails.map(({ email }) => email).toSorted());
    expect(told[0]).toMatchObject({ kind: 'anomaly', road: 'email', status: 'waiting' });
    expect(told[0]?.lines.join(' ')).toContain(why);

    const audit = await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId },
      orderBy: { seq: 'desc' },
    });
    expect(audit.slice(0, 2).map(({ action }) => action)).toEqual(['autonomy.lowered', 'kill_switch.stopped']);
    expect(JSON.parse(audit[1]?.payload ?? '')).toMatchObject({ scope: 'agent', target: AGENT, cause: 'anomaly' });
  });

  it('is not held against it again once somebody has looked and resumed, nor is what was held up meanwhile', async () => {
    await usual();
    await decided(40, -MINUTE);
    expect(await watchVolume(ctx)).toEqual({ stopped: 1 });
    const [stop] = await stops();
    await resumeSending({ ...admin, now: moved(ctx.now, 5 * MINUTE) }, { id: stop?.id ?? '', reason: 'A sale.' });
    expect(await stops()).toMatchObject([{ cause: 'anomaly', resumedBy: 'Ada', resumeReason: 'A sale.' }]);
    await decided(200, 10 * MINUTE);
    for (const minutes of [6, 30, 64, 66, 100]) {
      expect(await watchVolume(at(minutes * MINUTE))).toEqual({ stopped: 0 });
    }
    // What was resumed is what is usual from now on.
    await decided(240, 3 * HOUR);
    expect(await watchVolume(at(3 * HOUR))).toEqual({ stopped: 0 });
    await decided(1_201, 5 * HOUR);
    expect(await watchVolume(at(5 * HOUR))).toEqual({ stopped: 1 });
  });

  it.each<[string, () => Promise<void>]>([
    ['a usual day', () => decided(20, -MINUTE)],
    [
      'a campaign, whose volume is planned',
      async () => usual('campaign').then(() => decided(500, -MINUTE, 'campaign', 'campaign')),
    ],
    ['decisions to do nothing', () => decided(500, -MINUTE, AGENT, null)],
    ['a history told only now, of another day', () => decided(500, -3 * DAY)],
    ['an hour that is over', () => decided(500, -61 * MINUTE)],
  ])('is not %s', async (_name, make) => {
    await usual();
    await make();
    expect(await watchVolume(ctx)).toEqual({ stopped: 0 });
    expect(await notices()).toEqual([]);
  });

  it('is not told of an agent that is hardly known', async () => {
    await decided(4, -2 * DAY);
    await decided(500, -MINUTE);
    expect(await watchVolume(ctx)).toEqual({ stopped: 0 });
  });

  it('is not told of while a clock is moved', async () => {
    ctx = await workspace({ virtualNow: new Date('2026-03-01T12:00:00Z') });
    await usual();
    await decided(500, -MINUTE);
    expect(await watchVolume(ctx)).toEqual({ stopped: 0 });
  });

  it('stops in its own workspace alone', async () => {
    await usual();
    await decided(40, -MINUTE);
    const here = ctx;
    ctx = await workspace();
    await usual();
    expect(await watchVolume(here)).toEqual({ stopped: 1 });
    expect(await watchVolume(ctx)).toEqual({ stopped: 0 });
    expect(await activeStops(ctx)).toEqual([]);
  });
});
