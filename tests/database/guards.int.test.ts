import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const client = new Client({ connectionString: process.env.DATABASE_URL });
beforeAll(() => client.connect());
afterAll(() => client.end());

const entry = (action: string) => ({
  at: '2026-11-21T10:00:00.123Z',
  actor: 'job:test',
  action,
  subject: 'decision:1',
  payload: '{}',
});

type Row = { seq: string; prev_hash: string; hash: string; action: string };

function expectedHash(workspace: string, row: Row): string {
  const fields = [
    row.prev_hash,
    workspace,
    row.seq,
    '2026-11-21T10:00:00.123000Z',
    'job:test',
    row.action,
    'decision:1',
    '{}',
  ];
  return createHash('sha256')
    .update(fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join(''))
    .digest('hex');
}

describe('what the database itself refuses', () => {
  it('chains audit entries, each hash over the one before', async () => {
    const workspace = randomUUID();
    const append = 'SELECT audit_append($1, $2) AS seq';
    await client.query(append, [workspace, JSON.stringify([entry('first'), entry('second')])]);
    const { rows: last } = await client.query(append, [workspace, JSON.stringify([entry('third')])]);
    expect(last).toEqual([{ seq: '3' }]);
    const { rows } = await client.query<Row>('SELECT * FROM audit_entry WHERE workspace_id = $1 ORDER BY seq', [
      workspace,
    ]);
    expect(rows.map((row) => row.hash)).toEqual(rows.map((row) => expectedHash(workspace, row)));
    expect(rows.map((row) => row.prev_hash)).toEqual(['0'.repeat(64), rows[0]?.hash, rows[1]?.hash]);
  });

  it.each(['UPDATE audit_entry SET payload = $$x$$', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
    'refuses %s',
    async (sql) => {
      await client.query('SELECT audit_append($1, $2)', [randomUUID(), JSON.stringify([entry('kept')])]);
      await expect(client.query(sql)).rejects.toThrow('append-only');
    },
  );

  it('refuses a message without an allowed decision', async () => {
    const { rows } = await client.query<{ column_name: string; data_type: string }>(
      `SELECT column_name, data_type FROM information_schema.columns
       WHERE table_name = 'message' AND is_nullable = 'NO' AND column_default IS NULL`,
    );
    const sample: Record<string, unknown> = {
      uuid: randomUUID(),
      text: 'queued',
      'character varying': 'queued',
      integer: 1,
      boolean: true,
      jsonb: '{}',
      ARRAY: [],
    };
    const values = rows.map(({ data_type }) => sample[data_type] ?? '2026-11-21T10:00:00Z');
    const columns = rows.map(({ column_name }) => column_name).join(', ');
    const insert = `INSERT INTO message (${columns}) VALUES (${values.map((_, index) => `$${index + 1}`).join(', ')})`;
    await expect(client.query(insert, values)).rejects.toThrow(/No message without an allowed decision/);
  });
});
