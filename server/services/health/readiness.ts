import { runsOnInngest } from '@/inngest/client';
import { pool } from '@/server/db';
import { runningExecutor } from '@/server/embedded/executor';
import { unappliedMigrations } from '@/server/migrations';

type Check = 'ok' | string;
export type Readiness = { ready: boolean; checks: { database: Check; migrations: Check; executor: Check } };

const PATIENCE_MS = 3_000;

function withinPatience<T>(work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(reject, PATIENCE_MS, new Error('no answer')).unref();
    }),
  ]);
}

async function databaseChecks(): Promise<Pick<Readiness['checks'], 'database' | 'migrations'>> {
  try {
    const missing = await withinPatience(unappliedMigrations((sql) => pool().query(sql)));
    return { database: 'ok', migrations: missing.length === 0 ? 'ok' : `not applied: ${missing.join(', ')}` };
  } catch {
    return { database: 'does not answer', migrations: 'unknown' };
  }
}

function executorCheck(): Check {
  if (runsOnInngest()) return 'ok';
  const status = runningExecutor()?.state.status ?? 'not started';
  return status === 'running' ? 'ok' : status;
}

/** Whether this process can do its work: the database answers, has every migration, and functions are executed. */
export async function readiness(): Promise<Readiness> {
  const checks = { ...(await databaseChecks()), executor: executorCheck() };
  return { ready: Object.values(checks).every((check) => check === 'ok'), checks };
}
