import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Account, databaseAccount, runAs } from './account';
import { type Binaries, reachableBinaries } from './binaries';

const LOG_LIMIT_BYTES = 10_000_000;
const START_TIMEOUT_MS = 60_000;

/** For a machine that also runs the product: small memory, no surprises, nothing but this machine may connect. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  wal_compression: 'on',
  random_page_cost: '1.1',
  // Our queries are short; compiling them costs more than it saves.
  jit: 'off',
  // A first start fills empty tables within seconds: until they are counted, plans are those for empty tables.
  autovacuum_naptime: '10s',
  // A client that vanished inside a transaction must not hold its locks for ever.
  idle_in_transaction_session_timeout: '5min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
};
/** For databases that are thrown away: no waiting for the disk. */
const VOLATILE = { fsync: 'off', full_page_writes: 'off', shared_buffers: '64MB', autovacuum_naptime: '1min' };

export type Cluster = {
  home: string;
  account: Account | undefined;
  binaries: Binaries;
  password: string;
  volatile: boolean;
};
export type RunningServer = { pid: number; port: number; adopted: boolean };

/** Creates the cluster in `home` unless it is there. Interrupted creation leaves nothing that looks like a cluster. */
export function openCluster(home: string, { volatile = false } = {}): Cluster {
  const account = databaseAccount();
  const binaries = reachableBinaries(home, account);
  const passwordFile = path.join(home, 'password');
  if (!existsSync(dataFolder(home))) createCluster(home, passwordFile, { account, binaries, volatile });
  return { home, account, binaries, password: readFileSync(passwordFile, 'utf8'), volatile };
}

function createCluster(
  home: string,
  passwordFile: string,
  { account, binaries, volatile }: Omit<Cluster, 'home' | 'password'>,
) {
  const unfinished = path.join(home, 'data.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  // Code-point order with Unicode letters, the same on every machine: the C library's locales differ.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const sync = volatile ? ['--no-sync'] : process.platform === 'linux' ? ['--sync-method=syncfs'] : [];
  const login = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    execFileSync(binaries.initdb, ['-D', unfinished, '-E', 'UTF8', ...login, ...locale, ...sync], {
      ...runAs(account),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    const { stderr } = error as { stderr?: Buffer };
    throw new Error(`PostgreSQL could not create its files in ${home}:\n${stderr?.toString().trim() ?? String(error)}`);
  }
  renameSync(unfinished, dataFolder(home));
}

const dataFolder = (home: string) => path.join(home, 'data');

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function databaseUrl(cluster: Cluster, server: RunningServer, database: string): string {
  return `postgresql://postgres:${cluster.password}@127.0.0.1:${server.port}/${database}`;
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The server that already runs on this cluster: it outlived a launcher that was killed. */
async function survivor(cluster: Cluster): Promise<RunningServer | undefined> {
  const pidFile = path.join(dataFolder(cluster.home), 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n').map(Number);
  if (!pid || !port) return undefined;
  const server = { pid, port, adopted: true };
  // It may still be recovering, so ask for a while; a process id of something else never answers.
  for (const deadline = Date.now() + 5_000; isAlive(pid) && Date.now() < deadline; await sleep(100)) {
    if (await answers(databaseUrl(cluster, server, 'postgres'))) return server;
  }
  return undefined;
}

function portIsFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/** The port of last time, so that a noted address keeps working; else any free one. */
async function choosePort(home: string): Promise<number> {
  const file = path.join(home, 'port');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = (last && (await portIsFree(last))) || (await portIsFree(0));
  if (!port) throw new Error('This machine has no free port on 127.0.0.1 for PostgreSQL.');
  writeFileSync(file, String(port));
  return port;
}

/** Adopts the server that runs on the cluster, or starts one; ready for connections when this returns. */
export async function startServer(cluster: Cluster): Promise<RunningServer> {
  const running = await survivor(cluster);
  if (running) return running;
  const port = await choosePort(cluster.home);
  // After a kill, the server's own children may hold its shared memory for a moment more.
  for (const deadline = Date.now() + START_TIMEOUT_MS; ; await sleep(500)) {
    const attempt = await launch(cluster, port);
    if ('pid' in attempt) return attempt;
    if (Date.now() > deadline || !/shared memory|postmaster\.pid|Address already in use/.test(attempt.log)) {
      throw new Error(`PostgreSQL did not start in ${cluster.home}:\n${attempt.log.trim()}`);
    }
  }
}

async function launch(cluster: Cluster, port: number): Promise<RunningServer | { log: string }> {
  const logFile = path.join(cluster.home, 'postgres.log');
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  const logStart = statSync(logFile).size;
  const settings = Object.entries(cluster.volatile ? { ...SETTINGS, ...VOLATILE } : SETTINGS);
  const options = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: Ctrl-C in the terminal reaches the launcher alone, which stops the database last.
  const child = spawn(cluster.binaries.postgres, ['-D', dataFolder(cluster.home), '-p', String(port), ...options], {
    ...runAs(cluster.account),
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  child.unref();
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  const server = { pid: child.pid ?? 0, port, adopted: false };
  for (const deadline = Date.now() + START_TIMEOUT_MS; !ended && Date.now() < deadline; await sleep(30)) {
    if (await answers(databaseUrl(cluster, server, 'postgres'))) return server;
  }
  if (!ended && server.pid) process.kill(server.pid, 'SIGQUIT');
  return { log: readFileSync(logFile, 'utf8').slice(logStart) };
}

/** Ends open sessions, writes everything down and waits until the server is gone. */
export async function stopServer(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (const deadline = Date.now() + 20_000; isAlive(pid) && Date.now() < deadline; ) await sleep(30);
  if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
}

/** Creates a database unless it is there; returns its address. */
export async function ensureDatabase(cluster: Cluster, server: RunningServer, name: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl(cluster, server, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  return databaseUrl(cluster, server, name);
}
