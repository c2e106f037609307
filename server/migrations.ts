import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** Prisma's own lock: `prisma migrate deploy` and this migrator never run at once. */
const ADVISORY_LOCK = 72707369;
/**
 * Whoever comes after a statement that waits for a table waits behind it: it gives up soon, and leaves the others as long
 * again before it comes back.
 */
const LOCK_WITHIN_MS = 500;
const COME_AGAIN_AFTER_MS = 1_000;
const GIVE_UP_AFTER_MS = 10 * 60_000;
/** Somebody holds what it needs (55P03), or they wait for each other (40P01). */
const IN_THE_WAY = ['55P03', '40P01'];
/** First line of a migration that must not run in a transaction (CREATE INDEX CONCURRENTLY). */
const NO_TRANSACTION = '-- no-transaction';

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

export type Migration = { name: string; sql: string; checksum: string };
type Recorded = { migration_name: string; checksum: string; finished_at: Date | null };

export const migrationsFolder = () => path.resolve('prisma/migrations');

/** The migrations of a folder, in order. */
export function readMigrations(folder = migrationsFolder()): Migration[] {
  return readdirSync(/* turbopackIgnore: true */ folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(/* turbopackIgnore: true */ folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/** Those not applied yet. Throws when the history of the database is not the history of the folder. */
function pendingMigrations(migrations: Migration[], recorded: Recorded[]): Migration[] {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished_at } of recorded) {
    const migration = byName.get(name);
    if (!finished_at)
      throw new Error(
        `Migration ${name} failed earlier: mend the database, then remove its row from _prisma_migrations.`,
      );
    if (!migration)
      throw new Error(
        `The database has migration ${name}, which this version of the product does not know: it is newer.`,
      );
    if (migration.checksum !== checksum) throw new Error(`Migration ${name} was edited after it had been applied.`);
  }
  const applied = new Set(recorded.map((row) => row.migration_name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function history(client: Client): Promise<Recorded[]> {
  const { rows } = await client.query<Recorded>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at',
  );
  return rows;
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  const begin = 'INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)';
  const finish = 'UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1';
  const work = async () => {
    await client.query(begin, [id, checksum, name]);
    await client.query(sql);
    await client.query(finish, [id]);
  };
  try {
    await (sql.startsWith(NO_TRANSACTION) ? work() : inTurns(client, work));
  } catch (error) {
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Does what takes locks on tables that others use in one transaction: begun anew, in turns with them, while somebody is in
 * the way. Throws what was, when that takes ten minutes.
 */
async function inTurns(client: Client, work: () => Promise<void>): Promise<void> {
  for (const deadline = performance.now() + GIVE_UP_AFTER_MS; ; await pause(COME_AGAIN_AFTER_MS)) {
    try {
      await client.query('BEGIN');
      await client.query(`SET LOCAL lock_timeout = ${LOCK_WITHIN_MS}`);
      await work();
      await client.query('COMMIT');
      return;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      const { code = '' } = error as { code?: string };
      if (!IN_THE_WAY.includes(code) || performance.now() > deadline) throw error;
    }
  }
}

/** Tables that came since are kept apart by workspace like all others, whoever wrote their migration. */
async function raiseTenantWall(client: Client): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(
    "SELECT to_regprocedure('raise_tenant_wall()') IS NOT NULL AS exists",
  );
  if (rows[0]?.exists) await inTurns(client, async () => void (await client.query('SELECT raise_tenant_wall()')));
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Applies what is pending, with the bookkeeping of `prisma migrate deploy`, so that either may continue the other's
 * work; then puts the tenant wall before new tables. Processes that start together wait for each other; the product may go
 * on meanwhile, since nobody is kept waiting for long. Returns the names of what was applied.
 */
export function migrate(url: string, migrations = readMigrations()): Promise<string[]> {
  return withClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query(BOOKKEEPING);
    const pending = pendingMigrations(migrations, await history(client));
    for (const migration of pending) await apply(client, migration);
    await raiseTenantWall(client);
    return pending.map(({ name }) => name);
  });
}

type Ask = (sql: string) => Promise<{ rows: { name: string }[] }>;

/** Names of migrations that the database lacks; all of them when it has never been migrated. */
export async function unappliedMigrations(ask: Ask, migrations = readMigrations()): Promise<string[]> {
  const { rows: tables } = await ask("SELECT 'present' AS name WHERE to_regclass('_prisma_migrations') IS NOT NULL");
  if (tables.length === 0) return migrations.map(({ name }) => name);
  const { rows } = await ask(
    'SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Set(rows.map(({ name }) => name));
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name));
}
