import { performance } from 'node:perf_hooks';
import { Pool, type PoolClient } from 'pg';
import { against, type Measurement } from './report';

const EVENTS = 50_000;
const READS = 4_000;
const CLAIMS = 300;
const BATCH = 100;
const BATCHES = 60;
const ROUNDS = 5;

/** What both pools can do: ours in a workspace's identity, and a bare one as the owner of the tables. */
type Asked = Pick<Pool, 'query' | 'connect'>;
type Work = (pool: Asked, workspaceId: string, round: number) => Promise<number>;

/**
 * What the second wall between workspaces costs: the same statements by the product's pool behind row-level security,
 * and by a bare pool of the tables' owner, in turns. For writing, also the shared statement of ingestion.
 */
export async function benchRls(databaseUrl: string): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { tenantPool } = await import('@/server/db');
  const [one, two] = [await freshWorkspace(), await freshWorkspace()];
  const bare = new Pool({ connectionString: databaseUrl, max: 16 });
  for (const { workspaceId } of [one, two]) await fill(bare, workspaceId);
  await bare.query('ANALYZE');
  const compare = async (name: string, unit: string, work: Work) => {
    const walled = (workspaceId: string) => tenantPool(workspaceId);
    const best = { walled: 0, bare: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const id = one.workspaceId;
      best.walled = Math.max(best.walled, await perSecond(() => work(walled(id), id, 2 * round)));
      best.bare = Math.max(best.bare, await perSecond(() => work(bare, id, 2 * round + 1)));
    }
    return against(name, best.walled, unit, best.bare);
  };
  const inTurns: Work = async (pool, _, round) => {
    for (let read = 0; read < READS; read++) {
      const { workspaceId } = read % 2 === 0 ? one : two;
      await readOne(pool === bare ? bare : tenantPool(workspaceId), workspaceId, read + round);
    }
    return READS;
  };
  try {
    return [
      await compare('rls point read', 'reads/s', async (pool, id, round) => {
        for (let read = 0; read < READS; read++) await readOne(pool, id, read + round);
        return READS;
      }),
      await compare('rls point read, workspaces in turns', 'reads/s', inTurns),
      await compare('rls count of a day', 'queries/s', async (pool, id) => {
        for (let query = 0; query < 100; query++)
          await pool.query(
            `SELECT count(*) FROM event WHERE workspace_id = $1 AND occurred_at > now() - interval '1 day'`,
            [id],
          );
        return 100;
      }),
      await compare('rls claim', 'claims/s', claim),
      await compare('rls ingest statement', 'events/s', insertBatches),
    ];
  } finally {
    await bare.end();
  }
}

async function perSecond(work: () => Promise<number>): Promise<number> {
  const started = performance.now();
  const done = await work();
  return (done / (performance.now() - started)) * 1_000;
}

async function fill(pool: Pool, workspaceId: string): Promise<void> {
  await pool.query(
    `WITH stored AS (
       INSERT INTO event (workspace_id, message_id, type, name, occurred_at, properties, context)
       SELECT $1, 'm-' || i, 'track', 'Product Viewed', now() - i * interval '10 s',
         jsonb_build_object('cart_id', 'c-' || i % 5000), '{}' FROM generate_series(1, ${EVENTS}) i
       RETURNING id, workspace_id)
     INSERT INTO event_pending (event_id, workspace_id) SELECT id, workspace_id FROM stored`,
    [workspaceId],
  );
}

function readOne(pool: Asked, workspaceId: string, number: number) {
  const text = 'SELECT id, name, properties FROM event WHERE workspace_id = $1 AND message_id = $2';
  return pool.query({ name: 'bench-read', text, values: [workspaceId, `m-${(number * 7_919) % EVENTS}`] });
}

/** The loop of whoever takes work: a transaction that locks what is free, marks it, and gives it up again. */
async function claim(pool: Asked, workspaceId: string): Promise<number> {
  for (let turn = 0; turn < CLAIMS; turn++) {
    const client: PoolClient = await pool.connect();
    await client.query('BEGIN');
    await client.query(
      `SELECT e.id FROM event_pending p JOIN event e ON e.id = p.event_id AND e.workspace_id = p.workspace_id
       WHERE p.workspace_id = $1 ORDER BY p.event_id LIMIT 50 FOR UPDATE OF p SKIP LOCKED`,
      [workspaceId],
    );
    await client.query('ROLLBACK');
    client.release();
  }
  return CLAIMS;
}

async function insertBatches(pool: Asked, workspaceId: string, round: number): Promise<number> {
  for (let batch = 0; batch < BATCHES; batch++) {
    const rows = Array.from({ length: BATCH }, (_, index) => ({ message_id: `r-${round}-${batch}-${index}` }));
    await pool.query({
      name: 'bench-insert',
      text: `INSERT INTO event (workspace_id, message_id, type, name, occurred_at, properties, context)
             SELECT $1, message_id, 'track', 'Product Viewed', now(), '{"cart_id": "c-1", "price": 12.5}', '{}'
             FROM json_to_recordset($2::json) AS row(message_id text)
             ON CONFLICT (workspace_id, message_id) DO NOTHING`,
      values: [workspaceId, JSON.stringify(rows)],
    });
  }
  return BATCHES * BATCH;
}
