import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { env } from '@/lib/env';
import { PrismaClient } from './generated/prisma/client';

type Database = { pool: Pool; client: PrismaClient };

/** Prisma's client, or the one inside an interactive transaction: services take either. */
export type Db = Pick<PrismaClient, keyof PrismaClient & Exclude<keyof TransactionClient, never>>;
type TransactionClient = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

// Next bundles route handlers and instrumentation apart; both must share one pool.
const shared = globalThis as typeof globalThis & { touchstoneDatabase?: Database };

function connect(): Database {
  const { DATABASE_URL, DATABASE_POOL_SIZE } = env();
  if (!DATABASE_URL) throw new Error('DATABASE_URL is not set: start the product with `npm start`, or set it.');
  const pool = new Pool({ connectionString: DATABASE_URL, max: DATABASE_POOL_SIZE, connectionTimeoutMillis: 5_000 });
  // A connection that dies with the server must not take the process with it, idle or in use.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return { pool, client: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

function database(): Database {
  shared.touchstoneDatabase ??= connect();
  return shared.touchstoneDatabase;
}

/** Prisma on the shared pool; connects on first use, so that builds need no database. */
export function db(): PrismaClient {
  return database().client;
}

/** The shared pool, for hot paths in plain SQL (ingestion, claiming). */
export function pool(): Pool {
  return database().pool;
}
