import { databaseAccount } from '@/server/embedded/postgres/account';
import { ensureDatabase, openCluster, startServer } from '@/server/embedded/postgres/cluster';
import { clusterHome } from '@/server/embedded/postgres/home';
import { superviseServer } from '@/server/embedded/postgres/supervise';

export type Database = { url: string; stop(): Promise<void> };

/** The database of DATABASE_URL, which somebody else looks after, or the embedded one, which we do. */
export async function openDatabase(dataDir: string, note: (words: string) => void): Promise<Database> {
  const own = process.env.DATABASE_URL;
  if (own) return { url: own, stop: async () => {} };
  const cluster = openCluster(clusterHome(dataDir, databaseAccount()));
  const server = await startServer(cluster);
  const supervision = superviseServer(cluster, server, note);
  return { url: await ensureDatabase(cluster, server, 'touchstone'), stop: () => supervision.stop() };
}
