import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it, vi } from 'vitest';
import { migrate, readMigrations } from '@/server/migrations';
import { queuedBlast } from '@/tests/factories/blast';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { asOwner } from '@/tests/harness/as-owner';
import { faultSize } from '@/tests/harness/fault-size';
import { dispatchDue } from './index';

// A cluster of its own, whose schema is changed; addresses must be known before anything reads the environment.
const { temporary, sink, end } = await vi.hoisted(async () => {
  const { startBlastGround } = await import('@/tests/harness/own-cluster');
  return startBlastGround();
});
afterAll(end);

const MESSAGES = faultSize(300, 20_000);
/** So many leave while somebody's transaction keeps the migration waiting. */
const MEANWHILE = faultSize(40, 2_000);

/** What a later version may bring: columns, an index and a table, on and beside what a blast uses. */
const LATER = {
  name: '29990101000000_later_version',
  checksum: 'later-version',
  sql: `ALTER TABLE message ADD COLUMN later text;
    ALTER TABLE decision ADD COLUMN later integer NOT NULL DEFAULT 0;
    ALTER TABLE customer ADD COLUMN later jsonb;
    CREATE INDEX later_idx ON message (workspace_id, later);
    CREATE TABLE later (workspace_id uuid NOT NULL REFERENCES workspace (id), id uuid PRIMARY KEY);`,
};

it('a migration in the middle of a blast, that somebody keeps waiting, stops nobody: none lost, none twice, none unknown', {
  timeout: faultSize(120_000, 3_600_000),
}, async () => {
  const { ctx } = await freshWorkspace();
  await queuedBlast(ctx, MESSAGES);
  const where = { workspaceId: ctx.workspaceId };
  const standing = async () => {
    const rows = await ctx.db.message.groupBy({ by: ['status'], where, _count: true });
    return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
  };
  const reached = (count: number) =>
    expect.poll(() => sink.taken().length, { timeout: faultSize(60_000, 600_000) }).toBeGreaterThanOrEqual(count);
  // As the executor does: what fails is tried again.
  const sending = (async () => {
    for (let isOver = false; !isOver; ) {
      await dispatchDue({ ...ctx, now: new Date() }, { limit: 100 }).catch(() => pause(100));
      const {
        queued = 0,
        claimed = 0,
        attempting = 0,
      } = await standing().catch((): Record<string, number> => ({ queued: 1 }));
      isOver = queued + claimed + attempting === 0;
    }
  })();
  await reached(MESSAGES / 6);

  const migrating = await asOwner(async (somebody) => {
    await somebody.query('BEGIN');
    await somebody.query('SELECT 1 FROM message LIMIT 1');
    const applying = migrate(temporary.url, [...readMigrations(), LATER]);
    const isWaiting = async () =>
      (await ctx.db.$queryRaw<object[]>`SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'`)
        .length;
    await expect.poll(isWaiting, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0);
    await reached(sink.taken().length + MEANWHILE);
    await somebody.query('ROLLBACK');
    return { applied: applying };
  });
  expect(await migrating.applied).toEqual([LATER.name]);
  // In the middle, still.
  expect(sink.taken().length).toBeLessThan(MESSAGES);
  await sending;

  const taken = sink.taken().flatMap(({ to }) => to);
  expect([taken.length, new Set(taken).size]).toEqual([MESSAGES, MESSAGES]);
  expect(await standing()).toEqual({ delivered: MESSAGES });
  const entries = await ctx.db.auditEntry.count({ where: { ...where, action: 'decision.executed' } });
  expect(entries).toBe(MESSAGES);
});
