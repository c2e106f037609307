import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { databaseAccount } from '@/server/embedded/postgres/account';
import {
  databaseUrl,
  ensureDatabase,
  isAlive,
  openCluster,
  startServer,
  stopServer,
} from '@/server/embedded/postgres/cluster';
import { migrate } from '@/server/migrations';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the maintenance database; each test file clones the template through it. */
    adminUrl: string;
  }
}

export const TEMPLATE = 'touchstone_template';
const PREFIX = 'touchstone-test-';

/** A run that was killed leaves its server and its folder behind; the next run ends and removes them. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(tmpdir(), name);
    const ownerFile = path.join(folder, 'owner');
    if (!existsSync(ownerFile) || isAlive(Number(readFileSync(ownerFile, 'utf8')))) continue;
    const pidFile = path.join(folder, 'data', 'postmaster.pid');
    const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
    if (pid > 0) await stopServer(pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder that the database's account can enter. */
function temporaryHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), PREFIX));
  writeFileSync(path.join(home, 'owner'), String(process.pid));
  const account = databaseAccount();
  if (account) chownSync(home, account.uid, account.gid);
  return home;
}

/** One throw-away cluster for a run of tests, with a migrated template database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const home = temporaryHome();
  const cluster = openCluster(home, { volatile: true });
  const server = await startServer(cluster);
  await migrate(await ensureDatabase(cluster, server, TEMPLATE));
  project.provide('adminUrl', databaseUrl(cluster, server, 'postgres'));
  return async () => {
    await stopServer(server.pid);
    rmSync(home, { recursive: true, force: true });
  };
}
