import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { percentile } from '@/domain/service/service-times';
import type { ServiceContext } from '@/server/context';
import { takeNoted } from '@/server/service-times';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { queuedTouch } from '@/tests/factories/touch';
import { dispatchDue } from '../delivery';
import { activeStops, resumeSending, stopSending, whatWouldGo } from './index';

let ctx: ServiceContext;
beforeEach(async () => {
  ({ ctx } = await freshWorkspace());
});

/** A stop of a campaign that is known by its id alone. */
const stopOfCampaign = (target: string) =>
  ctx.db.killSwitch.create({
    data: { id: v7(), workspaceId: ctx.workspaceId, scope: 'campaign', target, reason: '', stoppedAt: ctx.now },
  });

const auditOf = async () => {
  const rows = await ctx.db.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { seq: 'asc' } });
  return rows.map((row) => row.action).filter((action) => action.startsWith('kill_switch.'));
};

describe('the kill switch', () => {
  it('stops at once, is recorded, and lets go what waited when an administrator resumes', async () => {
    const marketer = await personIn(ctx.workspaceId, 'marketer');
    const admin = await personIn(ctx.workspaceId, 'admin');
    await queuedTouch(ctx);
    const { id } = await stopSending(marketer, { scope: 'workspace', reason: 'wrong price in the template' });
    const now = await contextOf(ctx.workspaceId);
    expect(await dispatchDue(now, { limit: 10 })).toMatchObject({ sent: 0 });
    expect(await activeStops(ctx)).toMatchObject([{ id, scope: 'workspace', targetName: 'Everything' }]);
    expect(await whatWouldGo(now)).toMatchObject({ total: 1, dueNow: 1, groups: [{ channel: 'email', dueNow: 1 }] });
    await resumeSending(admin, { id, reason: 'price mended' });
    expect(await activeStops(ctx)).toEqual([]);
    expect(await dispatchDue(await contextOf(ctx.workspaceId), { limit: 10 })).toMatchObject({ sent: 1 });
    expect(await auditOf()).toEqual(['kill_switch.stopped', 'kill_switch.resumed']);
  });

  it('stands when it is pulled while somebody resumes', async () => {
    const [marketer, admin] = [await personIn(ctx.workspaceId, 'marketer'), await personIn(ctx.workspaceId, 'admin')];
    for (let round = 0; round < 12; round += 1) {
      const { id } = await stopSending(marketer, { scope: 'workspace', reason: '' });
      const resumed = resumeSending(admin, { id, reason: 'mended' });
      await sleep(round);
      const { id: second } = await stopSending(marketer, { scope: 'workspace', reason: '' });
      await resumed;
      const standing = await activeStops(ctx);
      // Where the second came first it found the stop that the other one then ended, as if it had come a moment before.
      if (second !== id) expect(standing.map((stop) => stop.id)).toEqual([second]);
      for (const stop of standing) await resumeSending(admin, { id: stop.id, reason: 'next' });
    }
  });

  it('counts of a message’s wait what no stop of its own explains', async () => {
    const ago = (minutes: number) => new Date(ctx.now.getTime() - minutes * 60_000);
    const lifted = (scope: string, target: string, minutes: number) => ({
      ...{ id: v7(), workspaceId: ctx.workspaceId, scope, target, reason: '' },
      ...{ stoppedAt: ago(50), resumedAt: ago(minutes) },
    });
    const waited = async () => {
      takeNoted();
      await queuedTouch(ctx, { candidate: { sendAt: ago(30).toISOString() } });
      expect(await dispatchDue(ctx, { limit: 10 })).toMatchObject({ sent: 1 });
      const noted = takeNoted().times.find(
        ({ workspaceId, kind }) => workspaceId === ctx.workspaceId && kind === 'dispatch',
      );
      return Math.round((percentile(noted?.counts ?? [], 1) ?? 0) / 60_000);
    };
    await ctx.db.killSwitch.create({ data: lifted('agent', 'campaign', 1) });
    expect(await waited()).toBeGreaterThanOrEqual(30);
    await ctx.db.killSwitch.create({ data: lifted('channel', 'email', 10) });
    const after = await waited();
    expect(after).toBeGreaterThanOrEqual(10);
    expect(after).toBeLessThan(20);
  });

  it('says what would go, and what is past its moment does not go', async () => {
    const hours = (count: number) => new Date(ctx.now.getTime() + count * 3_600_000);
    await queuedTouch(ctx);
    await queuedTouch(ctx, { candidate: { sendAt: hours(500).toISOString() } });
    await queuedTouch(ctx, { candidate: { lasts: { usefulHours: 2, reviewHours: 1 } } });
    const { id } = await stopSending(ctx, { scope: 'workspace' });
    const later = { ...ctx, now: hours(3) };
    expect(await dispatchDue(later, { limit: 10 })).toMatchObject({ sent: 0, cancelled: 0 });
    expect(await whatWouldGo(later)).toMatchObject({
      total: 2,
      dueNow: 1,
      tooLate: 1,
      groups: [{ agentId: 'cart_winback', channel: 'email', dueNow: 1, later: 1, tooLate: 1, oldest: ctx.now }],
    });
    await resumeSending(ctx, { id, reason: 'mended' });
    expect(await dispatchDue(later, { limit: 10 })).toMatchObject({ sent: 1, cancelled: 1 });
    const [gone] = await ctx.db.message.findMany({ where: { workspaceId: ctx.workspaceId, status: 'cancelled' } });
    expect(gone).toMatchObject({ failureCode: 'too_late' });
  });

  it('says of each stop what goes if it ends while the others stay', async () => {
    const campaignId = v7();
    await queuedTouch(ctx);
    await queuedTouch(ctx, { candidate: { channel: 'sms' } });
    await queuedTouch(ctx, { candidate: { agentId: 'campaign', campaignId } });
    const [email, agent, campaign] = await Promise.all([
      stopSending(ctx, { scope: 'channel', target: 'email' }),
      stopSending(ctx, { scope: 'agent', target: 'cart_winback' }),
      stopOfCampaign(campaignId),
    ]);
    const would = async ({ id }: { id: string }) => {
      const { total, stillHeld, groups } = await whatWouldGo(ctx, { stopId: id });
      return { total, stillHeld, groups: groups.map(({ agentId, channel }) => `${agentId} ${channel}`) };
    };
    expect(await would(email)).toEqual({ total: 0, stillHeld: 2, groups: [] });
    expect(await would(agent)).toEqual({ total: 1, stillHeld: 1, groups: ['cart_winback sms'] });
    expect(await would(campaign)).toEqual({ total: 0, stillHeld: 1, groups: [] });
    await resumeSending(ctx, { id: agent.id, reason: 'mended' });
    expect(await would(email)).toEqual({ total: 1, stillHeld: 1, groups: ['cart_winback email'] });
    await resumeSending(ctx, { id: campaign.id, reason: 'mended' });
    expect(await would(email)).toEqual({
      total: 2,
      stillHeld: 0,
      groups: ['campaign email', 'cart_winback email'],
    });
    await expect(would(agent)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('pressed by several at once is one stop', async () => {
    const stops = await Promise.all(
      Array.from({ length: 5 }, () => stopSending(ctx, { scope: 'channel', target: 'email' })),
    );
    expect(new Set(stops.map((stop) => stop.id)).size).toBe(1);
    expect(await activeStops(ctx)).toHaveLength(1);
  });

  it('asks which agent or channel', async () => {
    await expect(stopSending(ctx, { scope: 'channel', target: 'pigeon' })).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'target' },
    });
    await expect(stopSending(ctx, { scope: 'agent' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is not for executives to press, and not for marketers to end, and asks for a reason', async () => {
    const executive = await personIn(ctx.workspaceId, 'executive');
    await expect(stopSending(executive, { scope: 'workspace' })).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await stopSending(ctx, { scope: 'workspace' });
    const marketer = await personIn(ctx.workspaceId, 'marketer');
    await expect(resumeSending(marketer, { id, reason: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(resumeSending(ctx, { id, reason: ' ' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('of another workspace is not found', async () => {
    const { id } = await stopSending(ctx, { scope: 'workspace' });
    const { ctx: stranger } = await freshWorkspace();
    await expect(resumeSending(stranger, { id, reason: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await activeStops(stranger)).toEqual([]);
  });

  it('ends once', async () => {
    const { id } = await stopSending(ctx, { scope: 'workspace' });
    await resumeSending(ctx, { id, reason: 'mended' });
    await expect(resumeSending(ctx, { id, reason: 'mended' })).rejects.toMatchObject({ code: 'conflict' });
  });
});
