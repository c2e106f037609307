import type { TestProject } from 'vitest/node';
import { databaseUrl, ensureDatabase } from '@/server/embedded/postgres/cluster';
import { startTemporaryCluster } from '@/server/embedded/postgres/temporary';
import { migrate } from '@/server/migrations';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the maintenance database; each test file clones the template through it. */
    adminUrl: string;
  }
}

/** One throw-away cluster for a run of tests, with a migrated template database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { cluster, server, remove } = await startTemporaryCluster();
  await migrate(await ensureDatabase(cluster, server, 'touchstone_template'));
  project.provide('adminUrl', databaseUrl(cluster, server, 'postgres'));
  return remove;
}
