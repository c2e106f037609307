import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canReach, databaseAccount } from './account';
import { healLinks, reachableBinaries } from './binaries';
import { databaseUrl, ensureDatabase, startServer } from './cluster';
import { clusterHome } from './home';
import { superviseServer } from './supervise';
import { startTemporaryCluster, type TemporaryCluster } from './temporary';

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

let temporary: TemporaryCluster;
beforeAll(async () => {
  temporary = await startTemporaryCluster();
});
afterAll(() => temporary.remove());

describe('the embedded server', () => {
  it('asks for a password that only its account can read, and listens to this machine alone', async () => {
    const { cluster, server } = temporary;
    const url = databaseUrl(cluster, server, 'postgres');
    expect(await ask(url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await ask(url, "SELECT lower('ÄÖ')")).toBe('äö');
    await expect(ask(url.replace(cluster.password, 'guess'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect(statSync(path.join(cluster.home, 'password')).mode & 0o777).toBe(0o600);
  });

  it('adopts a server whose launcher is gone', async () => {
    const again = await startServer(temporary.cluster);
    expect(again).toEqual({ ...temporary.server, adopted: true });
  });

  it('starts again when the server dies, at the same address, with what was committed', async () => {
    const { cluster, server } = temporary;
    const url = await ensureDatabase(cluster, server, 'kept');
    await ask(url, 'CREATE TABLE facts AS SELECT 42 AS answer');
    const notes: string[] = [];
    const supervision = superviseServer(cluster, server, (words) => notes.push(words));
    process.kill(server.pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await ask(url, 'SELECT answer FROM facts')).toBe(42), {
      timeout: 15_000,
      interval: 100,
    });
    expect(notes).toEqual(['PostgreSQL ended unexpectedly; starting it again.']);
    await supervision.stop();
    await expect(ask(url, 'SELECT 1')).rejects.toThrow();
    temporary.server = await startServer(cluster);
    expect(temporary.server.port).toBe(server.port);
  });
});

describe('where the cluster lives', () => {
  const account = databaseAccount();
  const closed = () => mkdtempSync(path.join(tmpdir(), 'touchstone-closed-'));

  it.runIf(account)('is elsewhere when the account cannot enter the data directory, and is found there again', () => {
    const outer = closed();
    const dataDir = path.join(outer, 'data');
    const home = clusterHome(dataDir, account);
    expect(home).toMatch(/^\/var\/(lib|tmp)\/touchstone\//);
    expect(statSync(home).uid).toBe(account?.uid);
    expect(statSync(home).mode & 0o077).toBe(0);
    expect(clusterHome(dataDir, account)).toBe(home);
    cpSync(dataDir, path.join(outer, 'copy'), { recursive: true });
    expect(() => clusterHome(path.join(outer, 'copy'), account)).toThrow('is a copy of');
    rmSync(home, { recursive: true });
    expect(() => clusterHome(dataDir, account)).toThrow('no longer there');
    rmSync(outer, { recursive: true });
  });

  it('is inside the data directory otherwise', () => {
    const open = closed();
    chmodSync(open, 0o755);
    expect(clusterHome(path.join(open, 'data'), account)).toBe(path.join(open, 'data', 'postgres'));
    rmSync(open, { recursive: true });
  });

  it.runIf(account)('uses binaries that the account can run, copied when node_modules is closed to it', () => {
    const home = closed();
    chmodSync(home, 0o755);
    const { postgres } = reachableBinaries(home, account);
    expect(canReach(account, postgres)).toBe(true);
    expect(postgres).toContain(canReach(account, path.resolve('node_modules')) ? 'node_modules' : home);
    rmSync(home, { recursive: true });
  });
});

describe('binaries', () => {
  it('get back the links that npm strips', () => {
    const { cluster } = temporary;
    const source = path.dirname(path.dirname(cluster.binaries.postgres));
    const folder = path.join(mkdtempSync(path.join(tmpdir(), 'touchstone-links-')), 'native');
    mkdirSync(path.join(folder, 'lib'), { recursive: true });
    cpSync(path.join(source, 'pg-symlinks.json'), path.join(folder, 'pg-symlinks.json'));
    const [link] = JSON.parse(readFileSync(path.join(folder, 'pg-symlinks.json'), 'utf8'));
    cpSync(path.join(source, '..', link.source), path.join(folder, '..', link.source));
    healLinks(folder);
    expect(existsSync(path.join(folder, '..', link.target))).toBe(true);
    rmSync(path.dirname(folder), { recursive: true });
  });
});
