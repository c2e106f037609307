import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { GuardedPool, SYSTEM, tenant } from '@/server/guarded-pool';
import { migrate } from '@/server/migrations';

// A PostgreSQL of somebody else: a login that owns its database and nothing more.
const login = `shop_${randomBytes(6).toString('hex')}`;
const database = `${login}_db`;
const adminUrl = inject('adminUrl');

async function administer(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}

function ownUrl(): string {
  const url = new URL(adminUrl);
  Object.assign(url, { username: login, password: 'secret', pathname: `/${database}` });
  return url.toString();
}

beforeAll(() =>
  administer(
    `CREATE ROLE ${login} LOGIN PASSWORD 'secret' NOSUPERUSER NOCREATEROLE`,
    `CREATE DATABASE ${database} OWNER ${login}`,
  ),
);
afterAll(() => administer(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`, `DROP ROLE ${login}`));

it('says what a superuser must run where the login may not make the roles, and goes on once that has been done', async () => {
  const words = `GRANT touchstone_app, touchstone_system TO ${login}`;
  await expect(migrate(ownUrl())).rejects.toThrow(words);
  await administer(words);
  await expect(migrate(ownUrl())).resolves.toContain('20261121124000_tenant_wall');
});

it('works there as anywhere: the wall stands, for the owner too, and the audit log is written', async () => {
  const pool = new GuardedPool({ connectionString: ownUrl(), max: 2 });
  const [own, other] = [randomUUID(), randomUUID()];
  try {
    for (const id of [own, other])
      await pool.as(SYSTEM, () =>
        pool.query(
          `INSERT INTO workspace (id, slug, name, currency, timezone, brand, holdout_salt)
           VALUES ($1::uuid, $1::uuid::text, 'Shop', 'USD', 'UTC', '{}', 'salt')`,
          [id],
        ),
      );
    const seen = await pool.as(tenant(own), () => pool.query('SELECT id FROM workspace'));
    expect(seen.rows).toEqual([{ id: own }]);
    const entries = JSON.stringify([
      { at: '2026-11-21T10:00:00Z', actor: 'job:test', action: 'a', subject: 's', payload: '{}' },
    ]);
    const append = (into: string) =>
      pool.as(tenant(own), () => pool.query('SELECT audit_append($1, $2) AS seq', [into, entries]));
    expect((await append(own)).rows).toEqual([{ seq: '1' }]);
    await expect(append(other)).rejects.toThrow('another workspace');
  } finally {
    await pool.end();
  }
  // Migrations run as the owner and must see what they change.
  const owner = new Client({ connectionString: ownUrl() });
  await owner.connect();
  expect((await owner.query('UPDATE workspace SET name = name')).rowCount).toBe(2);
  await owner.end();
});
