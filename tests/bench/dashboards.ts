import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import type { ServiceContext } from '@/server/context';
import { filled } from './fill';
import { against, alone, type Measurement, percentile } from './report';

/** Touches of a year; `--full` takes the large ones, `--touches=N,N` others. */
const SIZES = [10_000, 30_000, 100_000];
const FULL_SIZES = [1_000_000, 3_000_000, 10_000_000];
const RUNS = 20;
const RAW_RUNS = 3;
const NOW = new Date('2026-06-30T12:00:00Z');
const RANGE = { from: '2026-06-03', to: '2026-06-30' };

/**
 * The queries of a dashboard over 28 days of a year with many touches, from the sums of hours and days. Baseline: the very same
 * queries with every hour marked as changed, so that all of it is counted from the raw rows. Answers that differ are no
 * figure.
 */
export async function benchDashboards(
  databaseUrl: string,
  { isFull, sizes = isFull ? FULL_SIZES : SIZES }: { isFull: boolean; sizes?: readonly number[] | undefined },
): Promise<Measurement[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const upkeep = await benchUpkeep(client);
    const perSize: { measured: Measurement[]; slowest: number }[] = [];
    for (const touches of sizes) perSize.push(await benchSize(client, touches));
    const [least] = perSize;
    const growth = perSize.map(({ slowest }, index) =>
      against(
        `${named(sizes[index] ?? 0)}: slowest of them, against the fewest touches`,
        slowest,
        'ms',
        least?.slowest ?? slowest,
      ),
    );
    return [...perSize.flatMap(({ measured }) => measured), ...growth, ...upkeep];
  } finally {
    await client.end();
  }
}

function named(touches: number): string {
  return `${touches.toLocaleString('en-US')} touches`;
}

async function benchSize(client: Client, touches: number): Promise<{ measured: Measurement[]; slowest: number }> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { kpiBreakdown, kpis, kpiSeries, kpiTrends, rebuildRollups } = await import('@/server/services/measurement');
  const { ctx } = await freshWorkspace({ virtualNow: NOW });
  await filled(client, FILLED, () => fillYear(client, ctx.workspaceId, touches));
  const started = performance.now();
  await rebuildRollups(ctx);
  const rebuilt = performance.now() - started;
  await client.query('VACUUM (ANALYZE) kpi_hour, kpi_day, kpi_stale, holdout_draw');
  const queries: [string, () => Promise<unknown>][] = [
    ['every figure, beside the period before', async () => (await kpis(ctx, RANGE)).kpis],
    ['every figure day by day', async () => (await kpiTrends(ctx, RANGE)).values],
    ['one figure day by day', async () => (await kpiSeries(ctx, { ...RANGE, kpi: 'rpmt' })).points],
    ['one figure split', async () => (await kpiBreakdown(ctx, { ...RANGE, kpi: 'rpmt', by: 'template' })).parts],
  ];
  const name = (query: string) => `${named(touches)}: ${query}`;
  const first: Measurement[] = [];
  const kept = [];
  for (const [label, query] of queries) {
    const begun = performance.now();
    const answer = JSON.stringify(await query());
    first.push(alone(`${name(label)}, the first time`, performance.now() - begun, 'ms'));
    kept.push({ answer, p95: await p95(query, RUNS) });
  }
  await client.query(
    'INSERT INTO kpi_stale (workspace_id, hour) SELECT DISTINCT workspace_id, hour FROM kpi_hour WHERE workspace_id = $1',
    [ctx.workspaceId],
  );
  const measured: Measurement[] = [];
  for (const [index, [label, query]] of queries.entries()) {
    const sums = kept[index];
    await markTouches(client, ctx.workspaceId);
    if (!sums || JSON.stringify(await query()) !== sums.answer)
      throw new Error(`${label}: the rows say something else.`);
    const raw = await p95(query, RAW_RUNS, () => markTouches(client, ctx.workspaceId));
    measured.push(against(`${name(label)}, p95`, sums.p95, 'ms', raw));
  }
  const all = alone(`${named(touches)}: all hours made anew`, rebuilt / 1_000, 's');
  return { measured: [...measured, ...first, all], slowest: Math.max(...kept.map((each) => each.p95)) };
}

/** As after a change on every day: what is kept of touched customers is counted anew. */
async function markTouches(client: Client, workspaceId: string): Promise<void> {
  await client.query(
    `INSERT INTO touch_mark (workspace_id, at, xid, marked_at)
     SELECT $1, day, pg_current_xact_id()::text::bigint, now()
     FROM generate_series(timestamptz '2026-04-01', timestamptz '2026-07-01', interval '1 day') AS day`,
    [workspaceId],
  );
}

async function p95(query: () => Promise<unknown>, runs: number, before?: () => Promise<void>): Promise<number> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) {
    await before?.();
    const started = performance.now();
    await query();
    samples.push(performance.now() - started);
  }
  return percentile(
    samples.toSorted((a, b) => a - b),
    0.95,
  );
}

const FILLED = ['customer', 'decision', 'message', 'shop_order', 'attribution', 'holdout_draw'];

/** A year of decisions, each with its message, one in thirty-three with an order credited to it. */
async function fillYear(client: Client, workspaceId: string, touches: number): Promise<void> {
  const at = "timestamptz '2026-06-30 12:00+00' - (n::float8 / $2) * interval '365 days'";
  // As the product's own ids: later ones are larger.
  const id = (kind: string, number = '$2 - n') =>
    `(lpad(to_hex((${number})::bigint), 12, '0') || substr(md5('${kind}' || $1), 1, 20))::uuid`;
  const customer = id('customer', 'n % greatest(1, $2 / 20)');
  const all = async (insert: string, numbers = 'generate_series(1, $2::int) AS n') =>
    client.query(`${insert} FROM ${numbers}`, [workspaceId, touches]);
  await all(
    `INSERT INTO customer (id, workspace_id, email, first_seen_at, last_seen_at, subject_ref, updated_at)
     SELECT ${customer}, $1::uuid, 'x', timestamptz '2025-01-01 00:00+00' + (n % 400) * interval '1 day', now(),
       ${customer}, now()`,
    'generate_series(1, greatest(1, $2::int / 20)) AS n',
  );
  await all(
    `INSERT INTO decision (id, workspace_id, customer_id, agent_id, trigger, trigger_key, action, channel, outcome, summary,
       snapshot, candidates, verdicts, reasons, policy_version, model_versions, autonomy_level, held_out, decided_at, send_at)
     SELECT ${id('decision')}, $1::uuid, ${customer}, 'cart_winback', (ARRAY['cart_idle', 'dormant'])[1 + n % 2], n::text,
       (ARRAY['cart_recovery', 'winback_offer'])[1 + n % 2], 'email', 'executed', 'x', '{}', '[]',
       '[{"guardrail": "tone", "verdict": "pass"}]', '[]', 1, '{}', 3,
       (n % greatest(1, $2 / 20)) % 20 = 0, ${at}, ${at}`,
  );
  await all(
    `INSERT INTO message (id, workspace_id, decision_id, customer_id, agent_id, channel, provider, status, idempotency_key,
       to_address, text, template, send_at, created_at, delivered_at, opened_at)
     SELECT ${id('message')}, $1::uuid, ${id('decision')}, ${customer}, 'cart_winback', (ARRAY['email', 'sms'])[1 + n % 2],
       'sandbox', 'delivered', n::text, 'x', 'x', 'words' || n % 8 || '@1', ${at}, ${at}, ${at},
       CASE WHEN n % 4 = 0 THEN ${at} END`,
  );
  await all(
    `INSERT INTO holdout_draw (workspace_id, quarter, customer_id, held_out, policy_version, drawn_at)
     SELECT $1::uuid, holdout_quarter(${at}), ${customer}, bool_or((n % greatest(1, $2 / 20)) % 20 = 0), 1, min(${at})`,
    'generate_series(1, $2::int) AS n GROUP BY 1, 2, 3',
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
}

/** Ten minutes of events: in each round the running hour is counted once. */
const UPKEEP_EVENTS = 20_000;
/** Events that come in between two turns of the rollups, which come each minute, and every tenth counts the running hour. */
const EVENTS_A_MINUTE = 2_000;
const RUNNING_EVERY = 10;
const DELIVERIES = 1_000;
const ROUNDS = 3;

/**
 * What the sums cost of the work they are about: events accepted and processed, and deliveries told one by one, with marks and
 * the counting of their hours. Baseline: the same with the triggers off and no counting. Medians of some rounds in turns.
 */
async function benchUpkeep(client: Client): Promise<Measurement[]> {
  const events = await shareOfUpkeep(client, UPKEEP_EVENTS, ingestEvents);
  const deliveries = await shareOfUpkeep(client, DELIVERIES, tellDeliveries);
  return [
    against('events accepted and processed, with the upkeep of the sums', events.kept, 'events/s', events.bare),
    alone('upkeep of the sums, share of ingest', 100 * (1 - events.kept / events.bare), '%'),
    against('deliveries told, with the upkeep of the sums', deliveries.kept, 'messages/s', deliveries.bare),
    alone('upkeep of the sums, share of a delivery told', 100 * (1 - deliveries.kept / deliveries.bare), '%'),
  ];
}

type Work = (client: Client, ctx: ServiceContext, round: number, afterAMinute: () => Promise<void>) => Promise<void>;

async function shareOfUpkeep(client: Client, count: number, work: Work): Promise<{ kept: number; bare: number }> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { rollUp } = await import('@/server/services/measurement');
  const { ctx } = await freshWorkspace();
  await filled(client, FILLED, () => fillYear(client, ctx.workspaceId, DELIVERIES));
  while (!(await rollUp(ctx)).done);
  let minute = 0;
  const samples = { kept: [] as number[], bare: [] as number[] };
  // A first round is for the caches.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const way of ['bare', 'kept'] as const) {
      await setTriggers(client, way === 'kept' ? 'ENABLE' : 'DISABLE');
      const started = performance.now();
      await work(client, ctx, 2 * round + (way === 'kept' ? 1 : 0), async () => {
        if (way !== 'kept') return;
        const leavesRunning = ++minute % RUNNING_EVERY !== 0;
        while (!(await rollUp(ctx, { leavesRunning })).done);
      });
      if (round > 0) samples[way].push((count / (performance.now() - started)) * 1_000);
    }
  }
  const median = (rates: number[]) =>
    percentile(
      rates.toSorted((a, b) => a - b),
      0.5,
    );
  return { kept: median(samples.kept), bare: median(samples.bare) };
}

/** All triggers of the sums, whatever table they are of. */
async function setTriggers(client: Client, how: 'ENABLE' | 'DISABLE'): Promise<void> {
  const { rows } = await client.query<{ name: string; relation: string }>(
    `SELECT tgname AS name, tgrelid::regclass::text AS relation FROM pg_trigger
     WHERE NOT tgisinternal AND tgname ~ '^(kpi|touch|holdout)_'`,
  );
  for (const { name, relation } of rows) await client.query(`ALTER TABLE ${relation} ${how} TRIGGER ${name}`);
}

/** Pages seen, carts filled, one in twenty an order: accepted by the events API's own handler and processed. */
async function ingestEvents(_: Client, ctx: ServiceContext, round: number, afterAMinute: () => Promise<void>) {
  const { processPending } = await import('@/server/services/events');
  const { writeEvents } = await import('@/server/services/events/event-writer');
  for (let at = 0; at < UPKEEP_EVENTS; at += BATCH) {
    const rows = Array.from({ length: BATCH }, (_unused, index) => eventRow(ctx, `${round}-${at + index}`, at + index));
    await writeEvents(rows);
    if ((at + BATCH) % 500 === 0)
      await processPending({ ...ctx, now: new Date(), publish: async () => {} }, { limit: 10_000 });
    if ((at + BATCH) % EVENTS_A_MINUTE === 0) await afterAMinute();
  }
}

const BATCH = 100;
const SHOPPERS = 2_000;

/** Whose event it is: anybody's, the same in every run. */
function shopperOf(index: number): number {
  return (Math.imul(index + 1, 2_654_435_761) >>> 8) % SHOPPERS;
}

function eventRow(ctx: ServiceContext, messageId: string, index: number) {
  const name = index % 20 === 0 ? 'Order Completed' : index % 4 === 0 ? 'Product Added' : 'Product Viewed';
  const shopper = shopperOf(index);
  const item = { product_id: `sku-${index % 60}`, name: 'Enamel mug', price: 12.5, quantity: 1 };
  const ids = {
    cart_id: `cart-${shopper}`,
    ...(index % 20 === 0 && { order_id: `order-${messageId}`, revenue: 25, products: [item] }),
  };
  return {
    workspace_id: ctx.workspaceId,
    message_id: messageId,
    type: 'track',
    name,
    user_id: `customer-${shopper}`,
    anonymous_id: null,
    occurred_at: new Date(Date.now() - 60_000).toISOString(),
    sent_at: null,
    properties: { ...item, ...ids },
    context: {},
    is_simulated: false,
  };
}

/** Deliveries told a second apart. */
async function tellDeliveries(client: Client, ctx: ServiceContext, round: number, afterAMinute: () => Promise<void>) {
  for (let n = 1; n <= DELIVERIES; n++) {
    await client.query(
      `UPDATE message SET delivered_at = now() - interval '30 minutes' + ($2::int * 10 + $3::int) * interval '1 millisecond'
       WHERE workspace_id = $1::uuid AND idempotency_key = $4`,
      [ctx.workspaceId, n, round, String(n)],
    );
  }
  await afterAMinute();
}
