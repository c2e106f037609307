import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it, vi } from 'vitest';
import { startServer } from '@/server/embedded/postgres/cluster';
import { queuedBlast } from '@/tests/factories/blast';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { faultSize } from '@/tests/harness/fault-size';
import { dispatchDue } from './index';

// A cluster of its own, because it is stopped; addresses must be known before anything reads the environment.
const { temporary, sink, end } = await vi.hoisted(async () => {
  const { startBlastGround } = await import('@/tests/harness/own-cluster');
  return startBlastGround();
});
afterAll(end);

const MESSAGES = faultSize(200, 20_000);
const STOPS = faultSize(2, 5);
const BETWEEN = Math.floor(MESSAGES / (STOPS + 1));
const AWAY_MS = faultSize(500, 10_000);
const LEASE_MS = 1_500;
const IN_FLIGHT = 20;

/** As `pg_ctl -m immediate stop` does: nothing is written down any more, what was committed is recovered. */
async function stopAtOnce(pid: number): Promise<void> {
  process.kill(pid, 'SIGQUIT');
  const isAlive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await expect.poll(isAlive, { timeout: 20_000 }).toBe(false);
}

it('a database that is stopped at once in the middle of a blast: none lost, none twice', {
  timeout: faultSize(120_000, 3_600_000),
}, async () => {
  const { ctx } = await freshWorkspace();
  await queuedBlast(ctx, MESSAGES);
  const where = { workspaceId: ctx.workspaceId };
  const open = () => ctx.db.message.count({ where: { ...where, status: { in: ['queued', 'claimed', 'attempting'] } } });
  let isOver = false;
  // As the executor does: what fails is tried again.
  const sending = (async () => {
    while (!isOver) {
      try {
        await dispatchDue({ ...ctx, now: new Date() }, { limit: 500, leaseMs: LEASE_MS });
        isOver = (await open()) === 0;
      } catch {
        await pause(50);
      }
    }
  })();
  let { server } = temporary;
  for (let stop = 1; stop <= STOPS; stop++) {
    await expect.poll(() => sink.taken().length, { timeout: 60_000 }).toBeGreaterThan(stop * BETWEEN - IN_FLIGHT);
    expect(sink.taken().length).toBeLessThan(MESSAGES);
    await stopAtOnce(server.pid);
    await pause(AWAY_MS);
    server = await startServer(temporary.cluster);
  }
  await sending;

  const messages = await ctx.db.message.findMany({ where, select: { status: true, toAddress: true } });
  const of = (status: string) => messages.flatMap((one) => (one.status === status ? [one.toAddress] : []));
  const taken = sink.taken().flatMap(({ to }) => to);
  expect(taken.length - new Set(taken).size).toBe(0);
  expect(of('delivered').length + of('unknown').length).toBe(MESSAGES);
  expect(of('unknown').length).toBeLessThanOrEqual(STOPS * IN_FLIGHT);
  const log = new Set(taken);
  expect(of('delivered').filter((address) => !log.has(address))).toEqual([]);
  const entries = await ctx.db.auditEntry.count({ where: { ...where, action: 'decision.executed' } });
  expect(entries).toBe(MESSAGES);
});
