import { ensureDatabase } from '@/server/embedded/postgres/cluster';
import { startTemporaryCluster } from '@/server/embedded/postgres/temporary';
import { migrate } from '@/server/migrations';

/** A migrated database of its own, as durable as the product's; becomes this process's DATABASE_URL. */
export async function openScratchDatabase(): Promise<{ url: string; remove: () => Promise<void> }> {
  const temporary = await startTemporaryCluster({ volatile: false });
  const url = await ensureDatabase(temporary.cluster, temporary.server, 'bench');
  await migrate(url);
  process.env.DATABASE_URL = url;
  process.env.APP_URL ??= 'http://localhost:3000';
  process.env.NEXTAUTH_SECRET ??= 'only-for-benches-only-for-benches';
  return { url, remove: temporary.remove };
}
