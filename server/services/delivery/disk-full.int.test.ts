import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it, vi } from 'vitest';
import { queuedBlast } from '@/tests/factories/blast';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { faultSize } from '@/tests/harness/fault-size';
import { fillDisk } from '@/tests/harness/full-disk';
import { dispatchDue } from './index';

// A cluster of its own, whose disk is full; addresses must be known before anything reads the environment.
const { temporary, sink, end } = await vi.hoisted(async () => {
  const { startBlastGround } = await import('@/tests/harness/own-cluster');
  return startBlastGround();
});
afterAll(end);

const MESSAGES = faultSize(200, 20_000);
/** Longer than the disk is full: what a provider answered is kept until it can be written down. */
const LEASE_MS = faultSize(5_000, 60_000);
const FULL_MS = faultSize(1_500, 30_000);
const IN_FLIGHT = 20;

it.runIf(process.platform === 'linux')(
  'a disk that is full in the middle of a blast stops it: none lost, none twice, none unknown once there is room',
  { timeout: faultSize(120_000, 3_600_000) },
  async () => {
    const { ctx } = await freshWorkspace();
    await queuedBlast(ctx, MESSAGES);
    const where = { workspaceId: ctx.workspaceId };
    const standing = async () => {
      const rows = await ctx.db.message.groupBy({ by: ['status'], where, _count: true });
      return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
    };
    let isOver = false;
    // As the executor does: what fails is tried again.
    const sending = (async () => {
      while (!isOver) {
        await dispatchDue({ ...ctx, now: new Date() }, { limit: 100, leaseMs: LEASE_MS }).catch(() => pause(100));
        const { queued = 0, claimed = 0, attempting = 0 } = await standing();
        isOver = queued + claimed + attempting === 0;
      }
    })();
    await expect.poll(() => sink.taken().length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(MESSAGES / 4);
    const makeRoom = await fillDisk(temporary);
    const before = sink.taken().length;
    await pause(FULL_MS);
    const whileFull = sink.taken().length - before;
    await makeRoom();
    await sending;

    expect(whileFull).toBeLessThanOrEqual(2 * IN_FLIGHT);
    const taken = sink.taken().flatMap(({ to }) => to);
    expect([taken.length, new Set(taken).size]).toEqual([MESSAGES, MESSAGES]);
    expect(await standing()).toEqual({ delivered: MESSAGES });
    const entries = await ctx.db.auditEntry.count({ where: { ...where, action: 'decision.executed' } });
    expect(entries).toBe(MESSAGES);
  },
);
