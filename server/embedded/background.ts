import { functions } from '@/inngest';
import { inngest, runsOnInngest } from '@/inngest/client';
import { env } from '@/lib/env';
import { beginClosing } from '../closing';
import { insistOnTenantWall } from '../db';
import { startPulse } from '../pulse';
import { watchDatabase } from '../watch-database';
import { executorPool, runningExecutor, startExecutor, stopExecutor } from './executor';

/**
 * Starts executing functions in this process, and watching the database. Throws, naming function and feature, when one
 * cannot be executed, and where the database does not keep workspaces apart.
 */
export async function startBackgroundExecution(): Promise<void> {
  const { DATABASE_URL } = env();
  if (DATABASE_URL) await insistOnTenantWall();
  if (DATABASE_URL) watchDatabase({ url: DATABASE_URL, note: (words) => process.stderr.write(`${words}\n`) });
  if (!runsOnInngest() && !runningExecutor()) {
    await startExecutor({
      client: inngest,
      functions,
      pool: executorPool(),
      note: (words) => process.stderr.write(`executor: ${words}\n`),
    });
  }
  const stopPulse = DATABASE_URL ? startPulse() : null;
  followLauncher(async () => {
    await stopExecutor();
    await stopPulse?.();
  });
}

/** The launcher asks the server to end, or is gone: then nobody could stop it any more. */
function followLauncher(stop: () => Promise<void>): void {
  if (!process.channel) return;
  process.once('disconnect', () => process.exit(1));
  process.on('message', (message) => {
    if (message !== 'drain') return;
    beginClosing();
    // Functions first, then Next's own ending: it answers the requests that are open.
    void stop().finally(() => process.kill(process.pid, 'SIGTERM'));
  });
}
