import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import type { ServiceContext } from '@/server/context';
import { against, alone, type Measurement, percentile } from './report';

/** Touches of a year; `--full` takes the large ones. */
const SIZES = [10_000, 30_000, 100_000];
const FULL_SIZES = [1_000_000, 3_000_000, 10_000_000];
const RUNS = 20;
const RAW_RUNS = 3;
const NOW = new Date('2026-06-30T12:00:00Z');
const RANGE = { from: '2026-06-03', to: '2026-06-30' };
const UPKEEP = 2_000;

/**
 * The queries of a dashboard over 28 days of a year with many touches, from the sums of hours. Baseline: the very same
 * queries with every hour marked as changed, so that all of it is counted from the raw rows. Answers that differ are no
 * figure.
 */
export async function benchDashboards(databaseUrl: string, { isFull }: { isFull: boolean }): Promise<Measurement[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const measured: Measurement[] = [];
    for (const touches of isFull ? FULL_SIZES : SIZES) measured.push(...(await benchSize(client, touches)));
    return [...measured, await benchUpkeep(client)];
  } finally {
    await client.end();
  }
}

async function benchSize(client: Client, touches: number): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { kpiBreakdown, kpis, kpiSeries, kpiTrends, rebuildRollups } = await import('@/server/services/measurement');
  const { ctx } = await freshWorkspace({ virtualNow: NOW });
  await fillYear(client, ctx.workspaceId, touches);
  const started = performance.now();
  await rebuildRollups(ctx);
  const rebuilt = performance.now() - started;
  await client.query('VACUUM (ANALYZE) kpi_hour, kpi_stale');
  const queries: [string, () => Promise<unknown>][] = [
    ['every figure, beside the period before', async () => (await kpis(ctx, RANGE)).kpis],
    ['every figure day by day', async () => (await kpiTrends(ctx, RANGE)).values],
    ['one figure day by day', async () => (await kpiSeries(ctx, { ...RANGE, kpi: 'rpmt' })).points],
    ['one figure split', async () => (await kpiBreakdown(ctx, { ...RANGE, kpi: 'rpmt', by: 'template' })).parts],
  ];
  const name = (query: string) => `${touches.toLocaleString('en-US')} touches: ${query}, p95`;
  const kept = [];
  for (const [, query] of queries) kept.push({ answer: JSON.stringify(await query()), p95: await p95(query, RUNS) });
  await client.query(
    'INSERT INTO kpi_stale (workspace_id, hour) SELECT DISTINCT workspace_id, hour FROM kpi_hour WHERE workspace_id = $1',
    [ctx.workspaceId],
  );
  const measured: Measurement[] = [];
  for (const [index, [label, query]] of queries.entries()) {
    const sums = kept[index];
    if (!sums || JSON.stringify(await query()) !== sums.answer)
      throw new Error(`${label}: the rows say something else.`);
    measured.push(against(name(label), sums.p95, 'ms', await p95(query, RAW_RUNS)));
  }
  return [...measured, alone(`${touches.toLocaleString('en-US')} touches: all hours made anew`, rebuilt / 1_000, 's')];
}

async function p95(query: () => Promise<unknown>, runs: number): Promise<number> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await query();
    samples.push(performance.now() - started);
  }
  return percentile(
    samples.toSorted((a, b) => a - b),
    0.95,
  );
}

/**
 * A year of decisions, each with its message, one in thirty-three with an order credited to it. Written past all
 * triggers: how rows came in is not what is measured.
 */
async function fillYear(client: Client, workspaceId: string, touches: number): Promise<void> {
  await client.query("SET session_replication_role = 'replica'");
  const at = "timestamptz '2026-06-30 12:00+00' - (n::float8 / $2) * interval '365 days'";
  const id = (kind: string) => `md5('${kind}' || $1 || n)::uuid`;
  const customer = "md5('customer' || $1 || (n % greatest(1, $2 / 20)))::uuid";
  const all = async (insert: string, numbers = 'generate_series(1, $2::int) AS n') =>
    client.query(`${insert} FROM ${numbers}`, [workspaceId, touches]);
  await all(
    `INSERT INTO customer (id, workspace_id, email, first_seen_at, last_seen_at, subject_ref, updated_at)
     SELECT DISTINCT ${customer}, $1::uuid, 'x', timestamptz '2025-01-01 00:00+00' + (n % 400) * interval '1 day', now(),
       ${customer}, now()`,
    'generate_series(1, greatest(1, $2::int / 20)) AS n',
  );
  await all(
    `INSERT INTO decision (id, workspace_id, customer_id, agent_id, trigger, trigger_key, action, channel, outcome, summary,
       snapshot, candidates, verdicts, reasons, policy_version, model_versions, autonomy_level, decided_at, send_at)
     SELECT ${id('decision')}, $1::uuid, ${customer}, 'cart_winback', (ARRAY['cart_idle', 'dormant'])[1 + n % 2], n::text,
       (ARRAY['cart_recovery', 'winback_offer'])[1 + n % 2], 'email', 'executed', 'x', '{}', '[]', '[]', '[]', 1, '{}', 3,
       ${at}, ${at}`,
  );
  await all(
    `INSERT INTO message (id, workspace_id, decision_id, customer_id, agent_id, channel, provider, status, idempotency_key,
       to_address, text, template, send_at, created_at, delivered_at, opened_at)
     SELECT ${id('message')}, $1::uuid, ${id('decision')}, ${customer}, 'cart_winback', (ARRAY['email', 'sms'])[1 + n % 2],
       'sandbox', 'delivered', n::text, 'x', 'x', 'words' || n % 8 || '@1', ${at}, ${at}, ${at},
       CASE WHEN n % 4 = 0 THEN ${at} END`,
  );
  const orders = 'generate_series(33, $2::int, 33) AS n';
  await all(
    `INSERT INTO shop_order (id, workspace_id, order_key, customer_id, revenue_cents, currency, lines, ordered_at)
     SELECT ${id('order')}, $1::uuid, n::text, ${customer}, 2000 + n % 9000, 'USD', '[]', ${at} + interval '1 hour'`,
    orders,
  );
  await all(
    `INSERT INTO attribution (id, workspace_id, order_id, decision_id, message_id, model, evidence, credit_cents, ordered_at)
     SELECT ${id('credit')}, $1::uuid, ${id('order')}, ${id('decision')}, ${id('message')}, 'last_touch', 'utm',
       2000 + n % 9000, ${at} + interval '1 hour'`,
    orders,
  );
  await client.query("SET session_replication_role = 'origin'");
  await client.query('ANALYZE customer, decision, message, shop_order, attribution');
}

/** Deliveries told one by one, with marks and the counting of their hours; baseline: the same rows without either. */
async function benchUpkeep(client: Client): Promise<Measurement> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { ctx } = await freshWorkspace({ virtualNow: NOW });
  await fillYear(client, ctx.workspaceId, UPKEEP);
  await client.query('ALTER TABLE message DISABLE TRIGGER kpi_message_changes');
  const bare = await perSecond(() => tellDeliveries(client, ctx, 1));
  await client.query('ALTER TABLE message ENABLE TRIGGER kpi_message_changes');
  const { rollUp } = await import('@/server/services/measurement');
  const kept = await perSecond(async () => {
    await tellDeliveries(client, ctx, 2);
    while (!(await rollUp(ctx)).done);
  });
  return against('deliveries told, with the upkeep of their hours', kept, 'messages/s', bare);
}

async function tellDeliveries(client: Client, ctx: ServiceContext, minutes: number): Promise<void> {
  for (let n = 1; n <= UPKEEP; n++) {
    await client.query(
      `UPDATE message SET delivered_at = timestamptz '2026-06-29 00:00+00' + $3::int * interval '1 minute' + $2::int * interval '10 seconds'
       WHERE workspace_id = $1::uuid AND id = md5('message' || $4 || $2::int)::uuid`,
      [ctx.workspaceId, n, minutes, ctx.workspaceId],
    );
  }
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (UPKEEP / (performance.now() - started)) * 1_000;
}
