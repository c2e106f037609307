import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseAccount } from './account';
import { type Cluster, isAlive, openCluster, type RunningServer, startServer, stopServer } from './cluster';

const PREFIX = 'touchstone-test-';

/** A run that was killed leaves its server and its folder behind; the next run ends and removes them. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(tmpdir(), name);
    const ownerFile = path.join(folder, 'owner');
    if (existsSync(ownerFile) && !isAlive(Number(readFileSync(ownerFile, 'utf8')))) await remove(folder);
  }
}

async function remove(home: string): Promise<void> {
  const pidFile = path.join(home, 'data', 'postmaster.pid');
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
  if (pid > 0) await stopServer(pid);
  rmSync(home, { recursive: true, force: true });
}

/** A folder that the database's account can enter. */
function temporaryHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), PREFIX));
  writeFileSync(path.join(home, 'owner'), String(process.pid));
  const account = databaseAccount();
  if (account) chownSync(home, account.uid, account.gid);
  return home;
}

export type TemporaryCluster = { cluster: Cluster; server: RunningServer; remove(): Promise<void> };

/** A throw-away PostgreSQL of its own, for whoever may not disturb the others; `volatile` does not wait for the disk. */
export async function startTemporaryCluster({ volatile = true } = {}): Promise<TemporaryCluster> {
  await removeAbandoned();
  const home = temporaryHome();
  const cluster = openCluster(home, { volatile });
  const server = await startServer(cluster);
  return { cluster, server, remove: () => remove(home) };
}
