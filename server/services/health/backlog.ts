import { runsOnInngest } from '@/inngest/client';
import { executorPool, oldestWaitingSeconds } from '@/server/embedded/executor';
import { oldestOverdueSeconds } from '../delivery';
import { oldestPendingSeconds } from '../events';

/** Whole seconds the oldest piece of each kind of work has been waiting; 0 when nothing waits. */
export type Backlog = {
  oldestPendingEventSeconds: number;
  /** Null when Inngest executes: its own screens say. */
  oldestWaitingRunSeconds: number | null;
  oldestOverdueMessageSeconds: number;
};

/** Work older than this is no busy moment any more: every sweep has had its turn several times. */
export const DEGRADED_AFTER_SECONDS = 300;

/** How far the installation is behind with what it was given. Throws when the database does not answer. */
export async function backlog(): Promise<Backlog> {
  const [event, run, message] = await Promise.all([
    oldestPendingSeconds(),
    runsOnInngest() ? null : oldestWaitingSeconds(executorPool()).then(whole),
    oldestOverdueSeconds(),
  ]);
  return {
    oldestPendingEventSeconds: whole(event),
    oldestWaitingRunSeconds: run,
    oldestOverdueMessageSeconds: whole(message),
  };
}

/** Whether some of it has waited too long. */
export function isBehind(figures: Backlog): boolean {
  return Object.values(figures).some((seconds) => seconds !== null && seconds > DEGRADED_AFTER_SECONDS);
}

const whole = (seconds: number | null): number => Math.max(0, Math.floor(seconds ?? 0));
