import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '@/lib/env';
import { bindClient } from './bound-client';
import { isDatabaseAway } from './database-away';
import { PrismaClient } from './generated/prisma/client';
import { GuardedPool, type Identity, SYSTEM, tenant } from './guarded-pool';

/** Prisma's client, or the one inside an interactive transaction: services take either. */
export type Db = Pick<PrismaClient, keyof PrismaClient & Exclude<keyof TransactionClient, never>>;
type TransactionClient = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/** The pool of one identity, for hot paths in plain SQL (ingestion, claiming). */
export type BoundPool = Pick<GuardedPool, 'query' | 'connect'>;
type Database = { pool: GuardedPool; client: PrismaClient; bound: Map<string, PrismaClient> };

/** Clients kept for workspaces, the latest used: making one is quick, but not for every request. */
const KEPT_CLIENTS = 500;

// Next bundles route handlers and instrumentation apart; both must share one pool.
const shared = globalThis as typeof globalThis & { touchstoneDatabase?: Database };

function connect(): Database {
  const { DATABASE_URL, DATABASE_POOL_SIZE, DATABASE_LOCK_TIMEOUT_MS } = env();
  if (!DATABASE_URL) throw new Error('DATABASE_URL is not set: start the product with `npm start`, or set it.');
  const config = {
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_SIZE,
    connectionTimeoutMillis: 5_000,
    // Somebody's forgotten transaction must not keep senders, events and pages waiting until all connections do.
    lock_timeout: DATABASE_LOCK_TIMEOUT_MS,
    // What a transaction asks at once goes out at once, and is answered in the order asked.
    pipeline: true,
  };
  const pool = new GuardedPool(config);
  // A connection that dies with the server must not take the process with it, idle or in use.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return { pool, client: new PrismaClient({ adapter: new PrismaPg(pool) }), bound: new Map() };
}

function database(): Database {
  shared.touchstoneDatabase ??= connect();
  return shared.touchstoneDatabase;
}

/** Prisma as this identity; connects on first use, so that builds need no database. */
export function dbAs(identity: Identity): PrismaClient {
  const { pool, client, bound } = database();
  const key = `${identity.role} ${identity.workspaceId}`;
  const own = bound.get(key) ?? bindClient(client, (work) => pool.as(identity, work), poolAs(identity));
  bound.delete(key);
  bound.set(key, own);
  const [oldest] = bound.keys();
  if (bound.size > KEPT_CLIENTS && oldest !== undefined) bound.delete(oldest);
  return own;
}

/** The shared pool as this identity. */
export function poolAs(identity: Identity): BoundPool {
  const { pool } = database();
  const within = <Call extends (...args: never[]) => unknown>(call: Call): Call =>
    ((...args: Parameters<Call>) => pool.as(identity, () => call.apply(pool, args))) as Call;
  return { query: within(pool.query), connect: within(pool.connect) };
}

/**
 * Throws, saying why, where the product must not work with this database: it keeps no workspaces apart, or was never
 * migrated. One that is away is looked at as soon as it is back, by the first who asks it.
 */
export async function insistOnTenantWall(): Promise<void> {
  try {
    await poolAs(SYSTEM).query('SELECT 1');
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
  }
}

/** Ends all connections, for commands that have done their work. */
export async function closeDatabase(): Promise<void> {
  await shared.touchstoneDatabase?.pool.end();
}

/** Prisma, blind to the rows of all workspaces but this one, whatever the query says. */
export function tenantDb(workspaceId: string): PrismaClient {
  return dbAs(tenant(workspaceId));
}

/** The pool, blind to the rows of all workspaces but this one. */
export function tenantPool(workspaceId: string): BoundPool {
  return poolAs(tenant(workspaceId));
}
