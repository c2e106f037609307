import { execFileSync } from 'node:child_process';
import { Client } from 'pg';
import { runAs } from '@/server/embedded/postgres/account';
import type { OwnCluster } from './own-cluster';

/** Less than a page: no file of tables can grow by one. */
const MOST_BYTES = 4_096;
/** What pages that there are have room for is left to changes of their rows: a new row needs a new page. */
const NO_ROOM_FOR_ROWS = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  LOOP EXECUTE format('ALTER TABLE %s SET (fillfactor = 10)', name); END LOOP;
END $$`;

/**
 * Takes all room from a cluster until the function it answers is called: files that its sessions write, now and later,
 * grow no more, so that PostgreSQL says what it says of a full disk where a table needs a page more, and goes on where
 * there is room in one (Linux only). The limit is one of processes and needs no rights; what was committed is written
 * down by a process that it spares, as on a disk of its own for the log.
 */
export async function fillDisk({ cluster, server, url }: OwnCluster): Promise<() => Promise<void>> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(NO_ROOM_FOR_ROWS);
  const sessions = async () => {
    const { rows } = await admin.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    return rows.map(({ pid }) => pid);
  };
  const limit = (pid: number, bytes: string) => {
    try {
      execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:`], { ...runAs(cluster.account), stdio: 'pipe' });
    } catch (error) {
      // It may have ended in the meantime.
      if (!/No such process/.test(String((error as { stderr?: Buffer }).stderr))) throw error;
    }
  };
  await admin.query("ALTER SYSTEM SET synchronous_commit = 'off'");
  await admin.query('SELECT pg_reload_conf()');
  // Sessions that begin inherit what the server is allowed.
  for (const pid of [server.pid, ...(await sessions())]) limit(pid, String(MOST_BYTES));
  return async () => {
    for (const pid of [server.pid, ...(await sessions())]) limit(pid, 'unlimited');
    await admin.query('ALTER SYSTEM RESET synchronous_commit');
    await admin.query('SELECT pg_reload_conf()');
    await admin.end();
  };
}
