import { Inngest } from 'inngest';
import { v7 } from 'uuid';
import { afterEach, expect, it, vi } from 'vitest';
import { GET } from '@/app/api/health/route';
import { embeddedClientOptions, executorPool, startExecutor, stopExecutor } from '@/server/embedded/executor';
import { systemPool } from '@/server/system-db';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { queuedTouch } from '@/tests/factories/touch';
import { DEGRADED_AFTER_SECONDS } from './backlog';

afterEach(stopExecutor);

const NOTHING_WAITS = { oldestPendingEventSeconds: 0, oldestWaitingRunSeconds: 0, oldestOverdueMessageSeconds: 0 };
const LATE = DEGRADED_AFTER_SECONDS + 60;

async function withExecutor(): Promise<void> {
  const client = new Inngest({ id: 'health', ...embeddedClientOptions() });
  const executor = await startExecutor({ client, functions: [], pool: executorPool() });
  await vi.waitFor(() => expect(executor.state.status).toBe('running'), 10_000);
}

async function health() {
  const response = await GET();
  return { code: response.status, ...(await response.json()) };
}

it('is ready when database, migrations and executor are', async () => {
  await withExecutor();
  expect(await health()).toEqual({
    code: 200,
    status: 'ready',
    database: 'ok',
    migrations: 'ok',
    executor: 'ok',
    backlog: NOTHING_WAITS,
  });
});

it('is degraded, not unavailable, while events wait that nobody reads', async () => {
  await withExecutor();
  const { workspaceId } = await freshWorkspace();
  const receive = (seconds: number) =>
    systemPool().query(
      `WITH e AS (INSERT INTO event (workspace_id, message_id, type, occurred_at, received_at, properties, context)
         VALUES ($1, gen_random_uuid(), 'track', now(), now() - make_interval(secs => $2), '{}', '{}') RETURNING id)
       INSERT INTO event_pending (event_id, workspace_id) SELECT id, $1 FROM e`,
      [workspaceId, seconds],
    );
  await receive(10);
  expect(await health()).toMatchObject({ code: 200, status: 'ready' });
  await systemPool().query('DELETE FROM event_pending');
  await receive(LATE);
  const answer = await health();
  expect(answer).toMatchObject({ code: 200, status: 'degraded' });
  expect(answer.backlog.oldestPendingEventSeconds).toBeGreaterThanOrEqual(LATE);
  await systemPool().query('DELETE FROM event_pending');
});

it('is degraded while due runs or unread announcements wait', async () => {
  await withExecutor();
  await executorPool().query(
    `WITH r AS (INSERT INTO executor.run (id, function_id, events) VALUES (gen_random_uuid(), 'f', '[]') RETURNING id)
     INSERT INTO executor.job (run_id, kind, run_at, claimed_by) SELECT id, 'call', now() - interval '1 day', 999999 FROM r`,
  );
  expect((await health()).backlog.oldestWaitingRunSeconds).toBe(0);
  await stopExecutor();
  await executorPool().query('UPDATE executor.job SET claimed_by = NULL');
  const { oldestWaitingSeconds } = await import('@/server/embedded/executor');
  expect(await oldestWaitingSeconds(executorPool())).toBeGreaterThan(DEGRADED_AFTER_SECONDS);
  await executorPool().query('DELETE FROM executor.run');
  expect(await oldestWaitingSeconds(executorPool())).toBeNull();
  await executorPool().query(
    `INSERT INTO executor.event (id, name, body, received_at) VALUES ('late', 'x', '{}', now() - interval '1 day')`,
  );
  expect(await oldestWaitingSeconds(executorPool())).toBeGreaterThan(DEGRADED_AFTER_SECONDS);
  await executorPool().query('DELETE FROM executor.event');
});

it.each(['workspace', 'agent', 'channel', 'campaign'] as const)(
  'is degraded while messages are overdue, unless a stop of %s holds them back',
  async (scope) => {
    await withExecutor();
    const { ctx, workspaceId } = await freshWorkspace();
    const campaignId = v7();
    const { messageId } = await queuedTouch(ctx, { candidate: { campaignId } });
    const target = { workspace: '*', agent: 'cart_winback', channel: 'email', campaign: campaignId }[scope];
    await systemPool().query('UPDATE message SET send_at = now() - make_interval(secs => $1) WHERE id = $2', [
      LATE,
      messageId,
    ]);
    expect(await health()).toMatchObject({ code: 200, status: 'degraded' });
    await systemPool().query(
      `INSERT INTO kill_switch (id, workspace_id, scope, target, reason, stopped_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'holiday', now())`,
      [workspaceId, scope, target],
    );
    expect(await health()).toMatchObject({ code: 200, status: 'ready', backlog: NOTHING_WAITS });
  },
);

it('names what is missing, and says when to ask again', async () => {
  await systemPool().query(
    `UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE migration_name LIKE '%_executor'`,
  );
  const response = await GET();
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('2');
  expect(await response.json()).toEqual({
    status: 'unavailable',
    database: 'ok',
    migrations: 'not applied: 20261121000200_executor',
    executor: 'not started',
    backlog: null,
  });
});
