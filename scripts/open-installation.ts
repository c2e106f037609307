import { databaseAccount } from '@/server/embedded/postgres/account';
import { ensureDatabase, openCluster, startServer, stopServer } from '@/server/embedded/postgres/cluster';
import { clusterHome } from '@/server/embedded/postgres/home';
import { dataDirectory } from './places';

/**
 * Lets a command reach the installation's data beside a running product, or without one: the database of DATABASE_URL,
 * or the embedded one of the data directory, started for a moment where it does not run. Answers how to end it. Load
 * services only after this: they read the environment it sets.
 */
export async function openInstallation(): Promise<() => Promise<void>> {
  const dataDir = dataDirectory();
  process.env.TOUCHSTONE_DATA_DIR = dataDir;
  if (process.env.DATABASE_URL) return closePool;
  const cluster = openCluster(clusterHome(dataDir, databaseAccount()));
  const server = await startServer(cluster);
  process.env.DATABASE_URL = await ensureDatabase(cluster, server, 'touchstone');
  return async () => {
    await closePool();
    if (!server.adopted) await stopServer(server.pid);
  };
}

async function closePool(): Promise<void> {
  const { closeDatabase } = await import('@/server/db');
  await closeDatabase();
}
