import { v7 } from 'uuid';
import { afterAll, expect, it, vi } from 'vitest';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { asOwner } from '@/tests/harness/as-owner';
import { faultSize } from '@/tests/harness/fault-size';
import { connectProvider } from '../providers';
import { dispatchDue } from './index';

// Before anything is imported: the environment is read once.
const providers = await vi.hoisted(async () => {
  process.env.PROVIDERS_LOCAL = 'on';
  const { startProviders } = await import('@/tests/harness/providers');
  return startProviders();
});
afterAll(() => providers.stop());

const MESSAGES = faultSize(40, 500);
const MINUTE_MS = 60_000;
const LEASE_MS = 1_000;
/** Calls to the provider at once. */
const IN_FLIGHT = 8;

/** A workspace that sends by SendGrid, with so many messages, each due so long after now. */
async function queued(dueInMs: (index: number) => number) {
  const { workspaceId } = await freshWorkspace();
  const values = { apiKey: 'SG.test-key.abcdefgh1234', baseUrl: providers.url };
  await connectProvider(await personIn(workspaceId, 'admin'), { channel: 'email', provider: 'sendgrid', values });
  const ctx = await contextOf(workspaceId);
  const ids: string[] = [];
  for (let index = 0; index < MESSAGES; index++) {
    const customer = await consentingCustomer(ctx, { email: `strained-${v7()}@customers.example` });
    const sendAt = new Date(ctx.now.getTime() + dueInMs(index)).toISOString();
    ids.push((await queuedTouch(ctx, { customer, candidate: { sendAt } })).messageId);
  }
  const send = (afterMs = 0) =>
    dispatchDue({ ...ctx, now: new Date(ctx.now.getTime() + afterMs) }, { limit: MESSAGES, leaseMs: LEASE_MS });
  const standing = async () => {
    const rows = await ctx.db.message.groupBy({ by: ['status'], where: { workspaceId }, _count: true });
    return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
  };
  const mine = new Set(ids);
  const taken = () =>
    providers.calls('sendgrid').flatMap(({ id, outcome }) => (id && mine.has(id) && outcome === 'taken' ? [id] : []));
  return { send, standing, taken };
}

function isOncePerMessage(taken: readonly string[]): boolean {
  return new Set(taken).size === taken.length;
}

it('eight dispatchers at once hand each message over once', async () => {
  const { send, standing, taken } = await queued(() => 0);
  await Promise.all(Array.from({ length: 8 }, () => send()));
  expect(taken()).toHaveLength(MESSAGES);
  expect(isOncePerMessage(taken())).toBe(true);
  expect(await standing()).toEqual({ accepted: MESSAGES });
});

it('a clock that jumps ahead and back hands each message over once, and none before its time', async () => {
  const { send, standing, taken } = await queued((index) => (index % 2 === 0 ? 0 : 5 * MINUTE_MS));
  const half = MESSAGES / 2;
  await send(-10 * MINUTE_MS);
  expect(taken()).toHaveLength(0);
  await send();
  expect(taken()).toHaveLength(half);
  await send(-60 * MINUTE_MS);
  expect(taken()).toHaveLength(half);
  await send(10 * MINUTE_MS);
  await send(-10 * MINUTE_MS);
  await send(10 * MINUTE_MS);
  expect(taken()).toHaveLength(MESSAGES);
  expect(isOncePerMessage(taken())).toBe(true);
  expect(await standing()).toEqual({ accepted: MESSAGES });
});

it('a database without a free connection makes it slower, nothing else', async () => {
  const { ctx } = await freshWorkspace();
  const { send, standing, taken } = await queued(() => 0);
  const busy = Array.from({ length: 60 }, () => ctx.db.$queryRaw`SELECT 1 FROM pg_sleep(0.3)`);
  await Promise.all([...busy, send()]);
  expect(isOncePerMessage(taken())).toBe(true);
  expect(await standing()).toEqual({ accepted: MESSAGES });
});

it('a statement that runs out of time in the middle leaves what may have gone unknown, and the rest to the next turn', async () => {
  const { send, standing, taken } = await queued(() => 0);
  await asOwner(async (owner) => {
    const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name');
    const database = owner.escapeIdentifier(rows[0]?.name ?? '');
    /** Sessions that begin from now on have so little patience; those that are open are ended. */
    const patience = async (setting: string) => {
      await owner.query(`ALTER DATABASE ${database} ${setting}`);
      await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`);
    };
    await patience("SET statement_timeout = '1s'");
    await expect.poll(() => standing().catch(() => null), { timeout: 20_000 }).toEqual({ queued: MESSAGES });
    const outcome = send().then(
      () => 'done',
      () => 'refused',
    );
    await expect.poll(() => taken().length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
    await owner.query('BEGIN');
    await owner.query('LOCK TABLE message IN ACCESS EXCLUSIVE MODE');
    expect(await outcome).toBe('refused');
    await owner.query('COMMIT');
    await patience('RESET statement_timeout');
  });
  await expect
    .poll(
      async () => {
        await send().catch(() => {});
        const { accepted = 0, unknown = 0, ...open } = await standing().catch(() => ({}) as Record<string, number>);
        return [accepted + unknown, unknown <= IN_FLIGHT, open];
      },
      { timeout: 30_000, interval: 200 },
    )
    .toEqual([MESSAGES, true, {}]);
  expect(isOncePerMessage(taken())).toBe(true);
});
