import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fatesOf } from '@/domain/privacy/table-plan';
import { TABLES } from '@/domain/privacy/tables';

const client = new Client({ connectionString: process.env.DATABASE_URL });
beforeAll(() => client.connect());
afterAll(() => client.end());

/** Kept by the installation itself: names of migrations. */
const BOOKKEEPING = /^_/;

it('every table and every column says whether it holds anything of a customer, and what becomes of it', async () => {
  const { rows } = await client.query<{ table: string; column: string }>(`
    SELECT CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS table, a.attname AS column
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname IN ('public', 'executor') AND c.relkind IN ('r', 'p', 'm')`);
  const there = rows.filter(({ table }) => !BOOKKEEPING.test(table)).map(({ table, column }) => `${table}.${column}`);
  const listed = TABLES.flatMap((plan) => [...fatesOf(plan).keys()].map((column) => `${plan.table}.${column}`));
  const unlisted = there.filter((name) => !listed.includes(name)).sort();
  const gone = listed.filter((name) => !there.includes(name)).sort();
  // A new table or column: say in domain/privacy/tables.ts whether it holds anything of a customer.
  expect({ unlisted, gone }).toEqual({ unlisted: [], gone: [] });
});
