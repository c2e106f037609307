import { expect, it, onTestFinished } from 'vitest';
import { type FreshWorkspace, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { asOwner } from '@/tests/harness/as-owner';
import { tenantDb, tenantPool } from './db';
import { GuardedPool, SYSTEM, tenant } from './guarded-pool';
import { systemDb, systemPool } from './system-db';

const CONNECTIONS = 3;
/** What a connection sees when it asks for everything. */
const VISIBLE = 'SELECT id FROM workspace ORDER BY id';

function smallPool(): GuardedPool {
  const connectionString = process.env.DATABASE_URL ?? '';
  const pool = new GuardedPool({ connectionString, max: CONNECTIONS });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  onTestFinished(() => pool.end());
  return pool;
}

const fresh = (count: number) => Promise.all(Array.from({ length: count }, () => freshWorkspace()));
const idsOf = ({ rows }: { rows: { id: string }[] }) => rows.map(({ id }) => id);

it('gives no connection to work that says not as whom', async () => {
  const pool = smallPool();
  await expect(pool.query('SELECT 1')).rejects.toThrow('asked by nobody');
  await expect(pool.connect()).rejects.toThrow('asked by nobody');
  expect(pool.totalCount).toBe(0);
});

it('takes nothing for a workspace that is no id', () => {
  for (const id of ['', '*', "' OR true"]) expect(() => tenant(id)).toThrow('without an id');
});

it('begins each session, and ends each RESET ROLE, in the role that sees nothing', async () => {
  const pool = smallPool();
  await fresh(1);
  const client = await pool.as(SYSTEM, () => pool.connect());
  expect((await client.query(VISIBLE)).rowCount).toBeGreaterThan(0);
  await client.query('RESET ROLE');
  expect((await client.query('SELECT current_user AS role')).rows).toEqual([{ role: 'touchstone_app' }]);
  expect((await client.query(VISIBLE)).rowCount).toBe(0);
  client.release(true);
});

it('asks nothing more for a burst of one workspace', async () => {
  const pool = smallPool();
  const [{ workspaceId }] = (await fresh(1)) as [FreshWorkspace];
  const work = () => pool.as(tenant(workspaceId), () => pool.query('SELECT 1'));
  await work();
  let asked = 0;
  pool.on('acquire', (client) => {
    const query = client.query;
    onTestFinished(() => void Object.assign(client, { query }));
    Object.assign(client, {
      query: (...args: Parameters<typeof query>) => {
        asked++;
        return query.apply(client, args);
      },
    });
  });
  await work();
  expect(asked).toBe(1);
});

it('never hands on what a connection was before: many workspaces, errors, rollbacks, cancelled queries, lost connections', async () => {
  const pool = smallPool();
  const shops = await fresh(5);
  const all = [...new Set(idsOf(await systemPool().query<{ id: string }>(VISIBLE)))];
  const failures: unknown[] = [];
  /** Ways to use a connection, most of them badly. */
  const uses = [
    (id: string) => pool.query('SELECT broken FROM workspace WHERE id = $1', [id]),
    (id: string) => pool.query('SELECT 1 / (CASE WHEN id = $1 THEN 0 ELSE 1 END) FROM workspace', [id]),
    async () => {
      const client = await pool.connect();
      await client.query("SET statement_timeout = '5ms'");
      await client.query('SELECT pg_sleep(1)').catch(() => {});
      await client.query('RESET statement_timeout');
      client.release();
    },
    async (id: string) => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('UPDATE workspace SET name = name WHERE id = $1', [id]);
      await client.query('ROLLBACK');
      client.release();
    },
    async () => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('SELECT broken').catch(() => {});
      // Given back in the middle of a broken transaction.
      client.release();
    },
    async () => {
      const client = await pool.connect();
      await client.query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => {});
      client.release();
    },
  ];
  const look = async (index: number) => {
    const shop = shops[index % shops.length];
    if (!shop) return;
    const isSystem = index % 7 === 0;
    const identity = isSystem ? SYSTEM : tenant(shop.workspaceId);
    await pool.as(identity, async () => {
      await uses[index % uses.length]?.(shop.workspaceId)?.catch(() => {});
      const seen = idsOf(await pool.query<{ id: string }>(VISIBLE));
      const expected = isSystem ? all : [shop.workspaceId];
      if (seen.join() !== expected.join()) failures.push({ index, seen, expected });
    });
  };
  const run = async (lane: number) => {
    for (let round = 0; round < 40; round++) await look(lane * 40 + round);
  };
  await Promise.all(Array.from({ length: 8 }, (_, lane) => run(lane)));
  expect(failures).toEqual([]);
  expect(pool.totalCount).toBeLessThanOrEqual(CONNECTIONS);
});

it('keeps two workspaces apart that ask Prisma the same thing in the same moment', async () => {
  const [one, two] = (await fresh(2)) as [FreshWorkspace, FreshWorkspace];
  for (let round = 0; round < 20; round++) {
    const find = (shop: FreshWorkspace, of: FreshWorkspace) =>
      tenantDb(shop.workspaceId).workspace.findUnique({ where: { id: of.workspaceId } });
    const found = await Promise.all([find(one, one), find(two, two), find(one, two), find(two, one)]);
    expect(found.map((row) => row?.id ?? null)).toEqual([one.workspaceId, two.workspaceId, null, null]);
  }
});

it('keeps interactive transactions in their workspace, and the installation’s own beside them', async () => {
  const shops = await fresh(4);
  await Promise.all(
    shops.flatMap((shop) =>
      Array.from({ length: 2 }, () =>
        tenantDb(shop.workspaceId).$transaction(async (tx) => {
          const rows = await tx.workspace.findMany({ select: { id: true } });
          expect(rows).toEqual([{ id: shop.workspaceId }]);
          expect(await systemDb().workspace.count()).toBeGreaterThanOrEqual(shops.length);
          const again = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM workspace`;
          expect(again).toEqual([{ id: shop.workspaceId }]);
        }),
      ),
    ),
  );
});

it('finds by keys of one column and of several, and says what is missing, as an unbound client does', async () => {
  const [{ workspaceId, keyId, ctx }] = (await fresh(1)) as [FreshWorkspace];
  expect(await ctx.db.writeKey.findUnique({ where: { id: keyId, workspaceId } })).toMatchObject({ id: keyId });
  const head = { workspaceId_seq: { workspaceId, seq: 1n } };
  expect(await ctx.db.auditEntry.findUnique({ where: head })).toMatchObject({ seq: 1n });
  expect(await ctx.db.auditEntry.findUnique({ where: { ...head, actor: 'nobody' } })).toBeNull();
  const missing = ctx.db.auditEntry.findUniqueOrThrow({ where: { workspaceId_seq: { workspaceId, seq: 99n } } });
  await expect(missing).rejects.toMatchObject({ code: 'P2025' });
});

it('stops working when the wall has a gap', async () => {
  await asOwner((owner) => owner.query('ALTER TABLE customer NO FORCE ROW LEVEL SECURITY'));
  const pool = smallPool();
  const ask = () => pool.as(SYSTEM, () => pool.query('SELECT 1'));
  await expect(ask()).rejects.toThrow('table customer has no forced row-level security');
  await asOwner((owner) => owner.query('ALTER TABLE customer FORCE ROW LEVEL SECURITY'));
  await expect(ask()).resolves.toMatchObject({ rowCount: 1 });
  await expect(tenantPool((await freshWorkspace()).workspaceId).query(VISIBLE)).resolves.toMatchObject({ rowCount: 1 });
});
