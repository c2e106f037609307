import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED_TO_SEND } from '@/domain/decisions/outcome';
import { OUTCOMES } from '@/domain/decisions/outcomes';

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
  const payloadHash = createHash('sha256').update('{}').digest('hex');
  const about = [workspace, row.seq, '2026-11-21T10:00:00.123000Z', 'job:test', row.action, 'decision:1'];
  const fields = [row.prev_hash, '2', ...about, payloadHash];
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

  it('appends nothing when there is nothing, and nothing of a batch with a gap', async () => {
    const workspace = randomUUID();
    const append = 'SELECT audit_append($1, $2) AS seq';
    await client.query(append, [workspace, JSON.stringify([entry('first')])]);
    expect((await client.query(append, [workspace, '[]'])).rows).toEqual([{ seq: '1' }]);
    const { subject: _subject, ...gap } = entry('third');
    const batch = JSON.stringify([entry('second'), gap]);
    await expect(client.query(append, [workspace, batch])).rejects.toThrow('every entry needs');
    expect((await client.query(append, [workspace, JSON.stringify([entry('second')])])).rows).toEqual([{ seq: '2' }]);
  });

  const CHANGES = [
    ['UPDATE audit_entry SET payload = $$x$$', 'append-only'],
    ['DELETE FROM audit_entry', 'append-only'],
    ['TRUNCATE audit_entry', 'append-only'],
    [
      `INSERT INTO audit_entry SELECT workspace_id, seq + 1, at, actor, action, subject, payload, prev_hash, hash, format
       FROM audit_entry`,
      'audit_append alone',
    ],
    ['UPDATE audit_head SET seq = seq - 1', 'does not go back'],
    ['DELETE FROM audit_head', 'append-only'],
    ['TRUNCATE audit_head', 'append-only'],
    ['UPDATE audit_checkpoint SET hash = $$x$$', 'append-only'],
    ['DELETE FROM audit_checkpoint', 'append-only'],
    ['TRUNCATE audit_checkpoint', 'append-only'],
    ['TRUNCATE consent_event', 'append-only'],
  ] as const;

  describe('of the audit log', () => {
    beforeAll(async () => {
      const workspace = randomUUID();
      await client.query('SELECT audit_append($1, $2)', [workspace, JSON.stringify([entry('kept')])]);
      await client.query(`INSERT INTO audit_checkpoint VALUES ($1, 1, 'hash', now(), 'previous', 'key', 'signature')`, [
        workspace,
      ]);
    });

    it.each(CHANGES)('refuses the owner: %s', async (sql, words) => {
      await expect(client.query(sql)).rejects.toThrow(words);
    });

    it.each(CHANGES.filter(([sql]) => !/INSERT|consent/.test(sql)))(
      'refuses also who plays a replica, for whom ordinary triggers are off: %s',
      async (sql, words) => {
        await client.query('BEGIN');
        await client.query("SET LOCAL session_replication_role = 'replica'");
        await expect(client.query(sql)).rejects.toThrow(words);
        await client.query('ROLLBACK');
      },
    );

    it.each(CHANGES)('refuses a role that may do anything with the tables: %s', async (sql, words) => {
      const role = `clerk_${randomUUID().slice(0, 8)}`;
      await client.query('BEGIN');
      await client.query(`CREATE ROLE ${role} NOSUPERUSER`);
      await client.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
      await client.query(`GRANT touchstone_system TO ${role}`);
      await client.query(`SET LOCAL ROLE ${role}`);
      await expect(client.query(sql)).rejects.toThrow(words);
      await client.query('ROLLBACK');
    });

    it('takes entries of a role that may not touch the tables at all, through its function', async () => {
      const role = `clerk_${randomUUID().slice(0, 8)}`;
      await client.query('BEGIN');
      await client.query(`CREATE ROLE ${role} NOSUPERUSER`);
      await client.query(`SET LOCAL ROLE ${role}`);
      const { rows } = await client.query('SELECT audit_append($1, $2) AS seq', [
        randomUUID(),
        JSON.stringify([entry('first')]),
      ]);
      expect(rows).toEqual([{ seq: '1' }]);
      await expect(client.query('SELECT 1 FROM audit_entry')).rejects.toThrow('permission denied');
      await client.query('ROLLBACK');
    });

    it('leaves a log that writers share without a gap, whoever came first', async () => {
      const workspace = randomUUID();
      const clients = Array.from({ length: 6 }, () => new Client({ connectionString: process.env.DATABASE_URL }));
      await Promise.all(clients.map((each) => each.connect()));
      const batch = JSON.stringify([entry('one'), entry('two'), entry('three')]);
      await Promise.all(
        clients.map(async (each) => {
          for (let round = 0; round < 10; round++) await each.query('SELECT audit_append($1, $2)', [workspace, batch]);
        }),
      );
      await Promise.all(clients.map((each) => each.end()));
      const { rows } = await client.query<Row>('SELECT * FROM audit_entry WHERE workspace_id = $1 ORDER BY seq', [
        workspace,
      ]);
      expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 180 }, (_, index) => index + 1));
      expect(rows.map((row) => row.hash)).toEqual(rows.map((row) => expectedHash(workspace, row)));
    });
  });

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

/** Fills what a table asks for and does not give itself; `given` wins. */
async function insertRow(table: 'decision' | 'message', given: Record<string, unknown>): Promise<void> {
  const { rows } = await client.query<{ column_name: string; data_type: string }>(
    `SELECT column_name, data_type FROM information_schema.columns
     WHERE table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL`,
    [table],
  );
  const sample: Record<string, unknown> = { uuid: randomUUID(), integer: 1, boolean: false, jsonb: '{}', text: 'x' };
  const filled = Object.fromEntries(
    rows.map(({ column_name, data_type }) => [
      column_name,
      data_type.startsWith('timestamp') ? '2026-11-21T10:00:00Z' : (sample[data_type] ?? 'x'),
    ]),
  );
  const row = { ...filled, ...given };
  const columns = Object.keys(row);
  await client.query(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(row),
  );
}

describe('a message and its decision', () => {
  const REFUSED = /No message without an allowed decision/;
  const allowed: readonly string[] = ALLOWED_TO_SEND;

  async function decision(outcome: string, workspaceId = randomUUID()) {
    const id = randomUUID();
    await insertRow('decision', { id, workspace_id: workspaceId, outcome, trigger_key: id });
    return { workspaceId, id };
  }

  const message = async (of: { workspaceId: string; id: string }, status = 'queued') => {
    const id = randomUUID();
    await insertRow('message', {
      id,
      workspace_id: of.workspaceId,
      decision_id: of.id,
      status,
      idempotency_key: of.id,
    });
    return id;
  };
  const setStatus = (id: string, status: string) =>
    client.query('UPDATE message SET status = $2 WHERE id = $1', [id, status]);

  it.each(OUTCOMES.map((outcome) => [outcome, allowed.includes(outcome)] as const))(
    'is made for one that is %s: %s',
    async (outcome, isAllowed) => {
      const made = message(await decision(outcome));
      await (isAllowed ? expect(made).resolves.toBeTruthy() : expect(made).rejects.toThrow(REFUSED));
    },
  );

  it.each(OUTCOMES.map((outcome) => [outcome, allowed.includes(outcome)] as const))(
    'goes on its way when it has become %s: %s',
    async (outcome, isAllowed) => {
      for (const status of ['claimed', 'attempting']) {
        const of = await decision('scheduled');
        const id = await message(of);
        await client.query('UPDATE decision SET outcome = $2 WHERE id = $1', [of.id, outcome]);
        const moved = setStatus(id, status);
        await (isAllowed ? expect(moved).resolves.toBeTruthy() : expect(moved).rejects.toThrow(REFUSED));
      }
    },
  );

  it('may be told how it ended, whatever became of the decision', async () => {
    const of = await decision('scheduled');
    const id = await message(of, 'attempting');
    await client.query('UPDATE decision SET outcome = $2 WHERE id = $1', [of.id, 'cancelled']);
    await expect(setStatus(id, 'unknown')).resolves.toBeTruthy();
  });

  it('stays as it was written, and is not written to anybody else; erasure may take the words', async () => {
    const id = await message(await decision('scheduled'));
    const setTo = (column: string, value: string | null) =>
      client.query(`UPDATE message SET ${column} = $2 WHERE id = $1`, [id, value]);
    for (const column of ['subject', 'html', 'text', 'to_address', 'channel', 'idempotency_key'])
      await expect(setTo(column, 'web'), column).rejects.toThrow('stays as it was written');
    await expect(setTo('decision_id', randomUUID())).rejects.toThrow('stays as it was written');
    for (const column of ['subject', 'html']) await expect(setTo(column, null)).resolves.toBeTruthy();
    for (const column of ['text', 'to_address']) await expect(setTo(column, '')).resolves.toBeTruthy();
  });

  it('that arrived or bounced does not leave again, and is not removed', async () => {
    for (const ended of ['delivered', 'bounced']) {
      const id = await message(await decision('executed'), ended);
      for (const status of ['queued', 'claimed', 'attempting'])
        await expect(setStatus(id, status)).rejects.toThrow('does not leave again');
      await expect(client.query('DELETE FROM message WHERE id = $1', [id])).rejects.toThrow('stays on record');
    }
    const waiting = await message(await decision('scheduled'));
    await expect(client.query('DELETE FROM message WHERE id = $1', [waiting])).resolves.toBeTruthy();
  });

  it('is the only one of its decision: no other goes out under it', async () => {
    const of = await decision('executed');
    await message(of, 'delivered');
    await expect(message(of)).rejects.toThrow(/duplicate key/);
    const other = { workspace_id: of.workspaceId, decision_id: of.id, status: 'queued', idempotency_key: randomUUID() };
    await expect(insertRow('message', { ...other, id: randomUUID() })).rejects.toThrow(/one message/);
  });

  it('is not made for another workspace’s decision', async () => {
    const { id } = await decision('scheduled');
    await expect(message({ workspaceId: randomUUID(), id })).rejects.toThrow(REFUSED);
  });
});
