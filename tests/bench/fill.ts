import type { Client } from 'pg';

/**
 * Writes rows past all triggers, and makes the indexes of these tables afterwards: how rows came in is not what is
 * measured. Statistics stand as autovacuum leaves them.
 */
export async function filled(client: Client, tables: readonly string[], fill: () => Promise<void>): Promise<void> {
  await client.query("SET session_replication_role = 'replica'");
  await client.query("SET maintenance_work_mem = '1GB'");
  const indexes = await dropIndexes(client, tables);
  await fill();
  await client.query("SET session_replication_role = 'origin'");
  for (const index of indexes) await client.query(index);
  await client.query(`VACUUM (ANALYZE) ${tables.join(', ')}`);
}

/** Drops the indexes that no constraint needs; answers how they are made again. */
async function dropIndexes(client: Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; made: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS made FROM pg_index
     WHERE indrelid = ANY($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
    [tables],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ made }) => made);
}
