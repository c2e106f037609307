import { runsOnInngest } from '@/inngest/client';
import { answerWithin } from '@/server/database-away';
import { runningExecutor } from '@/server/embedded/executor';
import { unappliedMigrations } from '@/server/migrations';
import { systemPool } from '@/server/system-db';
import { TenantWallBroken } from '@/server/tenant-wall';
import { type Backlog, backlog, isBehind } from './backlog';

type Check = 'ok' | string;
type Checks = { database: Check; migrations: Check; executor: Check };
export type Readiness = {
  /** `degraded`: works, but is behind with what it was given. `unavailable`: cannot do its work. */
  status: 'ready' | 'degraded' | 'unavailable';
  checks: Checks;
  /** Null when it could not be read. */
  backlog: Backlog | null;
};

const PATIENCE_MS = 3_000;

async function databaseChecks(): Promise<Omit<Checks, 'executor'>> {
  try {
    const missing = await answerWithin(PATIENCE_MS, () => unappliedMigrations((sql) => systemPool().query(sql)));
    return { database: 'ok', migrations: missing.length === 0 ? 'ok' : `not applied: ${missing.join(', ')}` };
  } catch (error) {
    const database = error instanceof TenantWallBroken ? 'does not keep workspaces apart' : 'does not answer';
    return { database, migrations: 'unknown' };
  }
}

function executorCheck(): Check {
  if (runsOnInngest()) return 'ok';
  const status = runningExecutor()?.state.status ?? 'not started';
  return status === 'running' ? 'ok' : status;
}

/**
 * Whether this process can do its work (the database answers, has every migration, and functions are executed), and
 * whether it keeps up with it.
 */
export async function readiness(): Promise<Readiness> {
  const checks = { ...(await databaseChecks()), executor: executorCheck() };
  if (Object.values(checks).some((check) => check !== 'ok')) return { status: 'unavailable', checks, backlog: null };
  const figures = await answerWithin(PATIENCE_MS, backlog).catch(() => null);
  const keepsUp = figures !== null && !isBehind(figures);
  return { status: keepsUp ? 'ready' : 'degraded', checks, backlog: figures };
}
