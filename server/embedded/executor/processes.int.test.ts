import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { migrate } from '@/server/migrations';
import { ensureDatabase, startServer, stopServer } from '../postgres/cluster';
import { startTemporaryCluster } from '../postgres/temporary';
import { embeddedFetch, executorPool } from '.';
import { ended, stopAndClear } from './testing/harness';

const children = new Set<ChildProcess>();

async function startWorker(databaseUrl = process.env.DATABASE_URL): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, 'testing/worker-process.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  children.add(child);
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The worker ended with ${code}.`)));
  });
  return child;
}

async function killHard(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function send(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({ name: 'go', data: {}, ts: Date.now() }));
  await embeddedFetch('http://embedded.invalid/e/key', { method: 'POST', body: JSON.stringify(events) });
}

type Counts = { executions: number; distinct: number; repeatedAfterRecord: number };

async function counts(where = 'true'): Promise<Counts> {
  const { rows } = await executorPool().query<Counts>(
    `SELECT count(*)::integer AS executions, count(DISTINCT (run_id, step))::integer AS distinct,
       count(*) FILTER (WHERE was_recorded)::integer AS "repeatedAfterRecord" FROM executed WHERE ${where}`,
  );
  return rows[0] ?? { executions: 0, distinct: 0, repeatedAfterRecord: 0 };
}

beforeEach(async () => {
  await executorPool().query('DROP TABLE IF EXISTS executed');
  await executorPool().query('CREATE TABLE executed (run_id uuid, step text, pid integer, was_recorded boolean)');
});
afterEach(async () => {
  for (const child of children) await killHard(child);
  await stopAndClear();
});

describe('processes', () => {
  it('ends every run, and repeats no recorded step, when it is killed in the middle', async () => {
    await send(100);
    for (let kill = 0; kill < 3; kill++) {
      const child = await startWorker();
      const before = (await counts("step NOT LIKE '20%'")).executions;
      await vi.waitFor(
        async () => expect((await counts("step NOT LIKE '20%'")).executions).toBeGreaterThan(before + 60),
        {
          timeout: 10_000,
          interval: 10,
        },
      );
      await killHard(child);
    }
    await startWorker();
    const finished = await ended('many-steps', 100, 25_000);
    expect(finished.filter(({ status }) => status === 'completed')).toHaveLength(100);
    const { executions, distinct, repeatedAfterRecord } = await counts("step NOT LIKE '20%'");
    expect({ distinct, repeatedAfterRecord }).toEqual({ distinct: 600, repeatedAfterRecord: 0 });
    // Only what was executing at a kill may have run twice.
    expect(executions - distinct).toBeLessThanOrEqual(3 * 20);
  }, 60_000);

  it('shares the work of two processes: each run once, each cron once', async () => {
    await Promise.all([startWorker(), startWorker()]);
    await send(60);
    await ended('many-steps', 60, 20_000);
    await sleep(1_000);
    const { rows: workers } = await executorPool().query('SELECT DISTINCT pid FROM executed');
    expect(workers).toHaveLength(2);
    expect(await counts("step NOT LIKE '20%'")).toEqual({ executions: 360, distinct: 360, repeatedAfterRecord: 0 });
    const { rows } = await executorPool().query(
      "SELECT step, count(*)::integer AS times FROM executed WHERE step LIKE '20%' GROUP BY step",
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every(({ times }) => times === 1)).toBe(true);
  }, 40_000);

  it('goes on by itself when the database comes back', async () => {
    const { cluster, server, remove } = await startTemporaryCluster();
    onTestFinished(remove);
    const url = await ensureDatabase(cluster, server, 'goes_away');
    await migrate(url);
    const ask = async (sql: string) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      return client.query(sql).finally(() => client.end());
    };
    await ask('CREATE TABLE executed (run_id uuid, step text, pid integer, was_recorded boolean)');
    await ask(
      `INSERT INTO executor.event (id, name, body) SELECT n, 'go', json_build_object('id', n::text, 'name', 'go', 'data', '{}'::json, 'ts', 0)
       FROM generate_series(1, 40) n`,
    );
    await startWorker(url);
    await vi.waitFor(async () => expect((await ask('SELECT 1 FROM executed')).rowCount).toBeGreaterThan(50), {
      timeout: 10_000,
      interval: 10,
    });
    await stopServer(server.pid);
    await sleep(3_000);
    await startServer(cluster);
    await vi.waitFor(
      async () => {
        const { rowCount } = await ask(
          "SELECT 1 FROM executor.run WHERE function_id = 'test-many-steps' AND status = 'completed'",
        );
        expect(rowCount).toBe(40);
      },
      { timeout: 25_000, interval: 200 },
    );
    expect((await ask('SELECT 1 FROM executed WHERE was_recorded')).rowCount).toBe(0);
  }, 60_000);
});
