import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import type { ServiceContext } from '@/server/context';
import { dormantCustomers } from './dormant-customers';
import { against, alone, type Measurement } from './report';

const CUSTOMERS = 3_000;
/** Decided before the clock starts: what counts is how fast it goes on, not how fast it begins. */
const WARM_UP = 1_000;
/** Rows of one bare statement: as many as the sweep stores at a time. */
const AT_ONCE = 50;

/**
 * Decisions made and kept: customers found dormant, locked, read, decided with all seven guardrails, stored with their
 * snapshot, audited in the chain, each batch one transaction. Baseline: the same decision rows by bare INSERT. By one
 * process, then by two at once in the same workspace.
 */
export async function benchStore(databaseUrl: string): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { decideDormant } = await import('@/server/services/decisions');
  const { ctx } = await freshWorkspace();
  await dormantCustomers(ctx, WARM_UP);
  await decideDormant(ctx, { limit: WARM_UP });
  await dormantCustomers(ctx, CUSTOMERS);
  const kept = await perSecond(async () => {
    const { decided } = await decideDormant(ctx, { limit: CUSTOMERS });
    if (decided !== CUSTOMERS) throw new Error(`Of ${CUSTOMERS} dormant customers ${decided} were decided on.`);
  });
  // Before the table of the baseline is there, which has no wall: no process would begin to work beside it.
  const keptByBoth = await keptByTwo(ctx);
  const bare = await insertBare(databaseUrl, ctx.workspaceId);
  return [
    against('decisions made and kept', kept, 'decisions/s', bare),
    against('  by two processes at once', keptByBoth, 'decisions/s', bare),
    alone('  on disk, with indexes, specimens and footprints', await bytesEach(databaseUrl), 'bytes each'),
  ];
}

async function keptByTwo(ctx: ServiceContext): Promise<number> {
  const args = [ctx.workspaceId];
  const two = [1, 2].map(() => fork('tests/bench/store-process.ts', args, { execArgv: ['--import', 'tsx'] }));
  try {
    await Promise.all(two.map(answerOf));
    const decide = async (count: number) => {
      await dormantCustomers(ctx, count);
      return await perSecond(async () => {
        const answers = two.map(answerOf);
        for (const process of two) process.send(count);
        const decided = (await Promise.all(answers)).reduce((sum, each) => sum + each, 0);
        if (decided !== count) throw new Error(`Of ${count} dormant customers ${decided} were decided on.`);
      });
    };
    await decide(2 * WARM_UP);
    return await decide(CUSTOMERS);
  } finally {
    for (const process of two) process.disconnect();
  }
}

async function answerOf(process: ChildProcess): Promise<number> {
  const ended = once(process, 'exit').then(([code]) => {
    throw new Error(`A process that decides ended with ${code}.`);
  });
  const [decided] = await Promise.race([once(process, 'message'), ended]);
  return decided;
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (CUSTOMERS / (performance.now() - started)) * 1_000;
}

async function bytesEach(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = ['decision', 'decision_specimen', 'decision_footprint'];
    const { rows } = await client.query<{ bytes: number }>(
      `SELECT (SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest($1::text[]) AS name)::float8
         / (SELECT count(*) FROM decision) AS bytes`,
      [tables],
    );
    return rows[0]?.bytes ?? 0;
  } finally {
    await client.end();
  }
}

/** The rows of the decisions once more, into a table of the same columns and indexes that nothing else looks at. */
async function insertBare(databaseUrl: string, workspaceId: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      'CREATE TABLE bare_decision (LIKE decision INCLUDING DEFAULTS INCLUDING INDEXES INCLUDING STORAGE)',
    );
    const { rows } = await client.query<{ row: unknown }>(
      'SELECT to_jsonb(decision) AS row FROM decision WHERE workspace_id = $1 ORDER BY recorded_at DESC LIMIT $2',
      [workspaceId, CUSTOMERS],
    );
    return await perSecond(async () => {
      for (let start = 0; start < rows.length; start += AT_ONCE) {
        const batch = rows.slice(start, start + AT_ONCE).map(({ row }) => row);
        await client.query(
          'INSERT INTO bare_decision SELECT * FROM jsonb_populate_recordset(NULL::bare_decision, $1)',
          [JSON.stringify(batch)],
        );
      }
    });
  } finally {
    await client.end();
  }
}
