import { HOUR } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { withClockLock } from './clock-lock';
import { addReports, type ClockReport, NOTHING_DONE } from './clock-report';
import { firstDue, nextStop } from './due';
import { runDueWork } from './run-due-work';

/** What a virtual workspace's clock drives itself needs no announcing: nobody else may do it at another hour. */
const unannounced = async () => {};

/**
 * Moves a virtual workspace's clock to `to` and does, at each stop on the way, what has come due: events, sweeps,
 * expiries, messages. Stops are whole hours (or other `strideMs`) with something due, and midnights, so quiet days cost
 * next to nothing.
 * Moving to where the clock stands already does what is due there. Throws invalid for a workspace on system time or a
 * step back, conflict while somebody else moves the same clock. Killed on the way, the clock stands at its last stop
 * and can be moved on.
 */
export async function advanceClock(
  ctx: ServiceContext,
  to: Date,
  { strideMs = HOUR }: { strideMs?: number } = {},
): Promise<ClockReport> {
  authorise(ctx, 'imports.run');
  return withClockLock(ctx.workspaceId, async () => {
    const from = await readClock(ctx);
    if (to < from) {
      throw new ServiceError(
        'invalid',
        `Clocks only go forward: this one stands at ${from.toISOString()}, and ${to.toISOString()} is earlier.`,
      );
    }
    let at = from;
    let steps = 0;
    let total = NOTHING_DONE;
    do {
      const stop = isNear(at, to, strideMs) ? to : nextStop(await firstDue(ctx, at), at, to, strideMs);
      await moveTo(ctx, stop);
      total = addReports(total, await runDueWork({ ...ctx, now: stop, publish: unannounced }, at));
      steps++;
      at = stop;
    } while (at < to);
    return { from, to, steps, ...total };
  });
}

/** Within one stride there is nothing to skip. */
function isNear(from: Date, to: Date, strideMs: number): boolean {
  return to.getTime() - from.getTime() <= strideMs;
}

async function readClock(ctx: ServiceContext): Promise<Date> {
  const workspace = await ctx.db.workspace.findUnique({ where: { id: ctx.workspaceId } });
  if (workspace?.clockMode !== 'virtual' || !workspace.virtualNow) {
    throw new ServiceError('invalid', 'This workspace lives by the system clock; only virtual clocks can be moved.');
  }
  return workspace.virtualNow;
}

async function moveTo(ctx: ServiceContext, at: Date): Promise<void> {
  await ctx.db.workspace.update({ where: { id: ctx.workspaceId, clockMode: 'virtual' }, data: { virtualNow: at } });
}
