import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { tenantDb, tenantPool } from '@/server/db';
import { systemDb, systemPool } from '@/server/system-db';
import { checkTenantWall, TenantWallBroken } from '@/server/tenant-wall';
import { freshWorkspace } from '../factories/fresh-workspace';
import { asOwner } from '../harness/as-owner';

/** Tables without rows of a workspace, and why there is no wall in them. What touchstone_app may read of each follows. */
const WITHOUT_WALL: Record<string, { reason: string; readable: string[] }> = {
  _prisma_migrations: { reason: 'the history of the database itself', readable: [] },
  installation_secret: { reason: 'secrets of the installation', readable: [] },
  rate_limit: { reason: 'counted before anybody is known', readable: [] },
  request_hour: { reason: 'failed requests of the installation', readable: [] },
  uptime_span: { reason: 'when the installation ran', readable: [] },
};
/** People may belong to several workspaces: who is or was in one is seen there, in these columns. */
const OF_PEOPLE: Record<string, string[]> = {
  app_user: ['created_at', 'email', 'id', 'is_simulated', 'name'],
  session: ['created_at', 'user_id'],
};
/** Keys that are unique over all workspaces, and why one cannot learn of another's by trying. */
const GLOBAL_KEYS: Record<string, string> = {
  'workspace (id)': 'made by the installation alone',
  'workspace (slug)': 'made by the installation alone',
  'write_key (hash)': 'the SHA-256 of 24 random bytes',
  'access_link (token_hash)': 'the SHA-256 of the random bytes of an address',
  'shared_scorecard (token_hash)': 'the SHA-256 of the random bytes of an address',
};
/** What a table's checks ask for, where a sample of the type does not do. */
const SAMPLES: Record<string, Record<string, unknown>> = { access_link: { role: 'marketer' } };

let counted = 0;

type Table = { name: string; key: string | null; isWalled: boolean };
type WalledTable = Table & { key: string };

const TABLES = `
  SELECT c.relname AS name, a.attname AS key, c.relrowsecurity AND c.relforcerowsecurity AS "isWalled"
    FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
     AND a.attname = CASE c.relname WHEN 'workspace' THEN 'id' ELSE 'workspace_id' END
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname`;
const COLUMNS = `
  SELECT column_name AS name, data_type AS type, udt_name AS enum FROM information_schema.columns
   WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL
     AND is_identity = 'NO'`;
/** Columns that the database computes, as "table.column". */
const COMPUTED = `
  SELECT table_name || '.' || column_name AS name FROM information_schema.columns
   WHERE table_schema = 'public' AND is_generated = 'ALWAYS'`;

const tables = await asOwner(async (owner) => (await owner.query<Table>(TABLES)).rows);
const computed = await asOwner(async (owner) => (await owner.query<{ name: string }>(COMPUTED)).rows);
const walled = tables.filter((table): table is WalledTable => table.isWalled && table.key !== null);

async function sampleOf(owner: Client, { type, enum: name }: { type: string; enum: string }): Promise<unknown> {
  if (type === 'uuid') return randomUUID();
  if (type.startsWith('timestamp') || type === 'date') return '2026-11-21T10:00:00Z';
  if (/int|numeric|double|real/.test(type)) return ++counted;
  if (type === 'boolean') return false;
  if (type.startsWith('json')) return '{}';
  if (type === 'ARRAY') return [];
  if (type !== 'USER-DEFINED') return randomUUID().slice(0, 3);
  const values = await owner.query<{ value: string }>(`SELECT (enum_range(NULL::"${name}"))[1]::text AS value`);
  return values.rows[0]?.value;
}

/** A row in every table for this workspace, as if checks by triggers and keys between tables had let it in. */
async function fill(owner: Client, workspaceId: string): Promise<void> {
  await owner.query("SET session_replication_role = 'replica'");
  for (const { name, key } of walled) {
    const { rows: columns } = await owner.query<{ name: string; type: string; enum: string }>(COLUMNS, [name]);
    const row: Record<string, unknown> = {};
    for (const column of columns) row[column.name] = await sampleOf(owner, column);
    Object.assign(row, SAMPLES[name], { [key]: workspaceId });
    await insert(owner, name, row).catch((error) => {
      throw new Error(`Give SAMPLES of this test what ${name} asks for: ${error.message}`);
    });
  }
  await owner.query("SET session_replication_role = 'origin'");
}

function insert(client: Pick<Client, 'query'>, table: string, row: Record<string, unknown>) {
  const given = Object.entries(row).filter(([column]) => !computed.some(({ name }) => name === `${table}.${column}`));
  const columns = given.map(([column]) => `"${column}"`);
  const places = columns.map((_, index) => `$${index + 1}`);
  return client.query(
    `INSERT INTO "${table}" (${columns.join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${places.join(', ')})`,
    given.map(([, value]) => value),
  );
}

const rowsOf = async ({ name, key }: WalledTable, workspaceId: string) =>
  (await asOwner((owner) => owner.query(`SELECT * FROM "${name}" WHERE "${key}" = $1 ORDER BY 1, 2`, [workspaceId])))
    .rows;

/** Somebody of a workspace who has signed in; their id. */
async function member(workspaceId: string): Promise<string> {
  const id = randomUUID();
  const memberships = { create: { workspaceId, role: 'marketer' as const } };
  const sessions = { create: { id: randomUUID(), expiresAt: new Date('2099-01-01') } };
  await systemDb().user.create({
    data: { id, email: `${id}@example.com`, name: 'Mel', passwordHash: '-', memberships, sessions },
  });
  return id;
}

/** What a statement did, or that it was refused. */
const attempt = (statement: Promise<{ rowCount: number | null }>) =>
  statement.then(({ rowCount }) => rowCount ?? 0).catch((error: { code: string }) => error.code);

describe('the tenant wall', () => {
  let own: string;
  let other: string;
  beforeAll(async () => {
    [own, other] = [randomUUID(), randomUUID()];
    await asOwner(async (owner) => {
      for (const id of [own, other]) await fill(owner, id);
    });
  });

  it('stands in every table, but for those that hold nothing of a workspace', () => {
    const open = tables.filter(({ isWalled }) => !isWalled).map(({ name }) => name);
    expect(open).toEqual(Object.keys(WITHOUT_WALL));
    const ofPeople = tables.filter(({ key, isWalled }) => !key && isWalled).map(({ name }) => name);
    expect(ofPeople).toEqual(Object.keys(OF_PEOPLE));
    expect(tables.filter(({ key, isWalled }) => key && !isWalled)).toEqual([]);
    expect(walled.length).toBeGreaterThan(40);
  });

  it.each([
    ...Object.entries(WITHOUT_WALL).map(([table, { readable }]) => [table, readable] as const),
    ...Object.entries(OF_PEOPLE),
  ])('of %s a workspace may read who and when, and no more', async (table, readable) => {
    const { rows } = await asOwner((owner) =>
      owner.query<{ column: string; kind: string }>(
        `SELECT column_name AS column, privilege_type AS kind FROM information_schema.column_privileges
         WHERE grantee = 'touchstone_app' AND table_name = $1 ORDER BY 1`,
        [table],
      ),
    );
    expect(rows).toEqual(readable.map((column) => ({ column, kind: 'SELECT' })));
  });

  it.each(walled.map((table) => [table.name, table] as const))('%s: no context, no row', async (_, table) => {
    await asOwner(async (client) => {
      await client.query('SET ROLE touchstone_app');
      expect((await client.query(`SELECT 1 FROM "${table.name}"`)).rowCount).toBe(0);
      const [row] = await rowsOf(table, other);
      // A message is refused by its trigger even before: its decision is not seen.
      expect(await attempt(insert(client, table.name, row))).toBe(table.name === 'message' ? '23514' : '42501');
    });
  });

  it.each(walled.map((table) => [table.name, table] as const))(
    '%s: another workspace’s rows are neither seen, changed, removed nor written',
    async (_, table) => {
      const { name, key } = table;
      const before = await rowsOf(table, other);
      expect(before).toHaveLength(1);
      const pool = tenantPool(own);
      const seen = await pool.query(`SELECT "${key}" AS workspace FROM "${name}"`);
      expect(seen.rows).toEqual([{ workspace: own }]);
      expect((await pool.query(`SELECT 1 FROM "${name}" WHERE "${key}" = $1`, [other])).rowCount).toBe(0);
      const client = await pool.connect();
      try {
        const within = async (statement: () => Promise<{ rowCount: number | null }>) => {
          await client.query('BEGIN');
          const result = await attempt(statement());
          await client.query(typeof result === 'number' ? 'COMMIT' : 'ROLLBACK');
          return result;
        };
        const changed = await within(() => client.query(`UPDATE "${name}" SET "${key}" = "${key}"`));
        expect([1, '42501']).toContain(changed);
        const stolen = await within(() => client.query(`UPDATE "${name}" SET "${key}" = $1`, [other]));
        expect(['42501', '23503', '23505']).toContain(stolen);
        const aimed = await within(() => client.query(`DELETE FROM "${name}" WHERE "${key}" = $1`, [other]));
        expect([0, '42501']).toContain(aimed);
        const row = { ...before[0], ...(key === 'id' ? {} : { id: undefined }) };
        const filled = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
        expect(await within(() => insert(client, name, filled))).not.toEqual(expect.any(Number));
        await client.query('BEGIN');
        await attempt(client.query(`DELETE FROM "${name}"`));
        await client.query('ROLLBACK');
      } finally {
        client.release();
      }
      expect(await rowsOf(table, other)).toEqual(before);
    },
  );

  it('lets no key be tried that is unique over all workspaces, and tells nothing of it where it is', async () => {
    const { rows } = await asOwner((owner) =>
      owner.query<{ table: string; columns: string }>(
        `SELECT i.indrelid::regclass::text AS table,
                (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY AS k(attnum, n)
                 JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum) AS columns
           FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
          WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND c.relrowsecurity
            AND c.relname <> ALL ($1) ORDER BY 1, 2`,
        [Object.keys(OF_PEOPLE)],
      ),
    );
    const global = rows.filter(({ columns }) => !columns.split(', ').includes('workspace_id'));
    const unexplained = global.filter(({ table, columns }) => !GLOBAL_KEYS[`${table} (${columns})`]);
    // What is left are ids that the product makes: random, or counted by the database.
    expect(unexplained.filter(({ columns }) => columns !== 'id' && columns !== 'event_id')).toEqual([]);
    for (const { table } of unexplained) {
      const walledTable = walled.find(({ name }) => name === table);
      if (!walledTable) throw new Error(`${table} has no wall.`);
      const [row] = await rowsOf(walledTable, other);
      const collision = await insert(tenantPool(own), table, { ...row, workspace_id: own }).then(
        () => null,
        (error: { code: string; message: string; detail?: string }) => error,
      );
      expect(['23505', '42501']).toContain(collision?.code);
      expect(`${collision?.message} ${collision?.detail}`).not.toContain(other);
      expect(collision?.detail).toBeUndefined();
    }
  });

  it('shows the installation all of them', async () => {
    const { rows } = await systemPool().query<{ id: string }>('SELECT id FROM workspace WHERE id = ANY($1)', [
      [own, other],
    ]);
    expect(rows.map(({ id }) => id).sort()).toEqual([own, other].sort());
  });

  it('keeps the audit log of another workspace from being written, though its function runs as the owner', async () => {
    const { workspaceId } = await freshWorkspace();
    const entries = JSON.stringify([
      { at: '2026-11-21T10:00:00Z', actor: 'job:test', action: 'a', subject: 's', payload: '{}' },
    ]);
    const append = (into: string) => tenantPool(workspaceId).query('SELECT audit_append($1, $2)', [into, entries]);
    await expect(append(other)).rejects.toThrow('another workspace');
    await expect(append(randomUUID())).rejects.toThrow('another workspace');
    await expect(append(workspaceId)).resolves.toMatchObject({ rowCount: 1 });
    for (const pool of [tenantPool(workspaceId), systemPool()])
      await expect(pool.query('UPDATE audit_head SET seq = seq + 1')).rejects.toThrow('permission denied');
  });

  it('shows the people of one’s own workspace, also who has left it, and nobody else', async () => {
    const { workspaceId } = await freshWorkspace();
    const { workspaceId: foreign } = await freshWorkspace();
    const [here, gone, elsewhere] = await Promise.all([member(workspaceId), member(workspaceId), member(foreign)]);
    const left = { workspaceId_userId: { workspaceId, userId: gone } };
    await systemDb().membership.update({ where: left, data: { endedAt: new Date() } });
    const ids = [here, gone, elsewhere];
    const seen = async (from: string) => ({
      people: (await tenantDb(from).user.findMany({ where: { id: { in: ids } }, select: { id: true } })).map(
        ({ id }) => id,
      ),
      signIns: (await tenantDb(from).session.groupBy({ by: ['userId'], where: { userId: { in: ids } } })).length,
    });
    expect(await seen(workspaceId)).toEqual({ people: expect.arrayContaining(ids.slice(0, 2)), signIns: 2 });
    expect(await seen(foreign)).toEqual({ people: ids.slice(2), signIns: 1 });
    const { rows } = await asOwner(async (owner) => {
      await owner.query('SET ROLE touchstone_app');
      return owner.query('SELECT id FROM app_user');
    });
    expect(rows).toEqual([]);
  });

  it('hides how people sign in', async () => {
    await expect(tenantDb(own).user.findMany()).rejects.toThrow('permission denied');
    await expect(tenantDb(own).user.findMany({ select: { id: true, name: true, email: true } })).resolves.toBeDefined();
    await expect(tenantDb(own).session.findMany()).rejects.toThrow('permission denied');
    await expect(tenantDb(own).installationSecret.findMany()).rejects.toThrow('permission denied');
    await expect(tenantPool(own).query('TRUNCATE customer')).rejects.toThrow('permission denied');
  });
});

describe('checkTenantWall', () => {
  /** What it says of a database that was changed like this, for a moment and for this connection alone. */
  const saidOf = (change: string, role = 'touchstone_app') =>
    asOwner(async (client) => {
      await client.query('BEGIN');
      await client.query(change);
      await client.query(`SET LOCAL ROLE ${role}`);
      const said = await checkTenantWall(client).catch((error: Error) => error);
      await client.query('ROLLBACK');
      return said;
    });

  it('is content with a migrated database and either role', async () => {
    expect(await saidOf('SELECT 1')).toBeUndefined();
    expect(await saidOf('SELECT 1', 'touchstone_system')).toBeUndefined();
  });

  it.each([
    ['a superuser', 'ALTER ROLE touchstone_app SUPERUSER', 'may bypass row-level security'],
    ['a role that bypasses', 'ALTER ROLE touchstone_system BYPASSRLS', 'role touchstone_system may bypass'],
    ['an owner', 'ALTER TABLE customer OWNER TO touchstone_app', 'role touchstone_app owns tables'],
    ['a climber', 'GRANT touchstone_system TO touchstone_app', 'is a member of touchstone_system'],
    ['a new table', 'CREATE TABLE loose (workspace_id uuid)', 'table loose has no forced'],
    ['a wall that was taken down', 'ALTER TABLE customer DISABLE ROW LEVEL SECURITY', 'table customer has no forced'],
    ['an owner’s view', 'CREATE VIEW all_customers AS SELECT * FROM customer', 'view all_customers reads as its owner'],
    ['people in the open', 'ALTER TABLE app_user DISABLE ROW LEVEL SECURITY', 'table app_user has no forced'],
    [
      'versions that may change',
      'GRANT UPDATE ON policy_version TO touchstone_app',
      'may change what a policy version says',
    ],
    ['a policy with a hole', 'CREATE POLICY hole ON customer USING (true)', 'a policy of customer shows'],
  ])('refuses %s', async (_, change, words) => {
    const said = await saidOf(change);
    expect(said).toBeInstanceOf(TenantWallBroken);
    expect(String(said)).toContain(words);
  });

  it('refuses whoever connects as the owner', async () => {
    await expect(asOwner(checkTenantWall)).rejects.toThrow(/works as postgres, which may bypass/);
  });

  it('is content again when the wall was raised before what is new', async () => {
    const change = `CREATE TABLE loose (workspace_id uuid);
      CREATE VIEW all_customers AS SELECT * FROM customer; SELECT raise_tenant_wall()`;
    expect(await saidOf(change)).toBeUndefined();
  });
});
