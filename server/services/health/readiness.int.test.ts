import { Inngest } from 'inngest';
import { afterEach, expect, it, vi } from 'vitest';
import { GET } from '@/app/api/health/route';
import { pool } from '@/server/db';
import { embeddedClientOptions, executorPool, startExecutor, stopExecutor } from '@/server/embedded/executor';

afterEach(stopExecutor);

async function withExecutor(): Promise<void> {
  const client = new Inngest({ id: 'health', ...embeddedClientOptions() });
  const executor = await startExecutor({ client, functions: [], pool: executorPool() });
  await vi.waitFor(() => expect(executor.state.status).toBe('running'), 10_000);
}

it('is ready when database, migrations and executor are', async () => {
  await withExecutor();
  const response = await GET();
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ready', database: 'ok', migrations: 'ok', executor: 'ok' });
});

it('names what is missing, and says when to ask again', async () => {
  await pool().query(`UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE migration_name LIKE '%_executor'`);
  const response = await GET();
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('2');
  expect(await response.json()).toEqual({
    status: 'unavailable',
    database: 'ok',
    migrations: 'not applied: 20261121000200_executor',
    executor: 'not started',
  });
});
