import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';

// Runs before each test file: the file gets a migrated database of its own. Modules are read once for all files of a
// process, so that its name stays, and so do connections' settings; what was in it does not.
const adminUrl = inject('adminUrl');
const shared = globalThis as typeof globalThis & { touchstoneTestDatabase?: string };
shared.touchstoneTestDatabase ??= `test_${randomBytes(8).toString('hex')}`;
const name = shared.touchstoneTestDatabase;

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
await administer(`CREATE DATABASE ${name} TEMPLATE touchstone_template`);
process.env.DATABASE_URL = adminUrl.replace(/\/postgres$/, `/${name}`);
process.env.APP_URL ??= 'http://localhost:3000';
process.env.NEXTAUTH_SECRET ??= 'only-for-tests-only-for-tests-only';

afterAll(() => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
