import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import type { PropertyTest, Rule } from '@/domain/segments/rule';
import type { ServiceContext } from '@/server/context';
import { filled } from './fill';
import { against, type Measurement, percentile } from './report';

const CUSTOMERS = 100_000;
const EVENTS = 2_000_000;
const MESSAGES = 400_000;
const PRODUCTS = 500;
const RUNS = 20;
const RAW_RUNS = 3;

/** A rule as people build it, and the same question put to the raw events as they came in. */
type Asked = { name: string; rules: Rule[]; raw: string };

const EVER = { kind: 'ever' } as const;
const last = (days: number) => ({ kind: 'last', days }) as const;
const bought = { kind: 'purchase' as const, by: 'any' as const, values: [] as string[], measure: 'orders' as const };
const opened = { kind: 'message', act: 'opened', channel: 'any', op: 'at_most', value: 0 } as const;
const viewed = { kind: 'event' as const, name: 'Product Viewed', where: [] as PropertyTest[], sumOf: null };

/** How often a customer did something, by the raw events. */
const did = (name: string, days: number, more = '') => `(SELECT count(*) FROM event e WHERE e.workspace_id = $1
  AND e.customer_id = c.id AND e.name = '${name}' AND e.occurred_at BETWEEN $2::timestamptz - interval '${days} days' AND $2 ${more})`;
/** Whether they opened nothing. */
const nothingOpened = (days: number) => `NOT EXISTS (SELECT FROM message m JOIN message_event o
  ON o.workspace_id = m.workspace_id AND o.message_id = m.id AND o.kind = 'opened' AND NOT o.is_machine
  WHERE m.workspace_id = $1 AND m.customer_id = c.id
    AND o.occurred_at BETWEEN $2::timestamptz - interval '${days} days' AND $2)`;

const ASKED: readonly Asked[] = [
  {
    name: 'bought twice in 60 days, not opened in 30',
    rules: [
      { ...bought, op: 'at_least', value: 2, window: last(60) },
      { ...opened, window: last(30) },
    ],
    raw: `${did('Order Completed', 60)} >= 2 AND ${nothingOpened(30)}`,
  },
  {
    name: 'looked 3 times in 14 days, bought nothing in 30',
    rules: [
      { ...viewed, op: 'at_least', value: 3, window: last(14) },
      { ...bought, op: 'at_most', value: 0, window: last(30) },
    ],
    raw: `${did('Product Viewed', 14)} >= 3 AND ${did('Order Completed', 30)} = 0`,
  },
  {
    name: 'looked at one product in 90 days, from GB or DE',
    rules: [
      {
        ...viewed,
        ...{ where: [{ property: 'product_id', op: 'is', value: 'p-7' }], op: 'at_least', value: 1, window: last(90) },
      },
      { kind: 'choice', field: 'country', op: 'is', values: ['GB', 'DE'] },
    ],
    raw: `c.country IN ('GB', 'DE') AND ${did('Product Viewed', 90, "AND e.properties ->> 'product_id' = 'p-7'")} >= 1`,
  },
  {
    name: 'bought of a category twice, ever',
    rules: [{ ...bought, by: 'category', values: ['c-3'], op: 'at_least', value: 2, window: EVER }],
    raw: `(SELECT count(*) FROM event e JOIN product p ON p.workspace_id = e.workspace_id
      AND p.sku = e.properties ->> 'product_id' AND p.category = 'c-3'
      WHERE e.workspace_id = $1 AND e.customer_id = c.id AND e.name = 'Order Completed' AND e.occurred_at <= $2) >= 2`,
  },
  {
    name: 'never looked at anything, ever',
    rules: [{ ...viewed, op: 'at_most', value: 0, window: EVER }],
    raw: `NOT EXISTS (SELECT FROM event e WHERE e.workspace_id = $1 AND e.customer_id = c.id
      AND e.name = 'Product Viewed' AND e.occurred_at <= $2)`,
  },
];

/**
 * The count with its sample as the builder asks for them at each change of a rule: 100,000 customers, 2,000,000 events of
 * a year. Baseline: the same question put to the raw events, customer by customer. Answers that differ are no figure.
 * `explain` prints the plan of each rule too.
 */
export async function benchSegments(databaseUrl: string, { explain }: { explain: boolean }): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { countRule } = await import('@/server/services/segments');
  const fresh = await freshWorkspace();
  const ctx: ServiceContext = fresh.ctx;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await filled(client, FILLED, () => fillShop(client, ctx));
    const found: Measurement[] = [];
    for (const { name, rules, raw } of ASKED) {
      const rule = { kind: 'group' as const, match: 'all' as const, not: false, rules };
      const text = `SELECT count(*)::int AS count FROM customer c WHERE c.workspace_id = $1 AND c.erased_at IS NULL AND ${raw}`;
      const [bare] = (await client.query<{ count: number }>(text, [ctx.workspaceId, ctx.now])).rows;
      const counted = await countRule(ctx, { rule });
      if (counted.kind !== 'exact') throw new Error(`“${name}” was not counted in time: ${counted.kind}.`);
      if (counted.count !== bare?.count)
        throw new Error(`“${name}”: ${counted.count}, by the raw events ${bare?.count}.`);
      const rawMs = await p95(() => client.query(text, [ctx.workspaceId, ctx.now]), RAW_RUNS);
      found.push(
        against(`${name} (${counted.count}) p95`, await p95(() => countRule(ctx, { rule }), RUNS), 'ms', rawMs),
      );
      if (explain) await printPlan(ctx, name, rule);
    }
    return found;
  } finally {
    await client.end();
  }
}

async function p95(work: () => Promise<unknown>, runs: number): Promise<number> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await work();
    samples.push(performance.now() - started);
  }
  const sorted = samples.toSorted((one, other) => one - other);
  return percentile(sorted, 0.95);
}

async function printPlan(ctx: ServiceContext, name: string, rule: Rule): Promise<void> {
  const { customersWho } = await import('@/server/services/segments');
  const { withinTime } = await import('@/server/services/segments/within-time');
  const plan = await withinTime(
    ctx,
    60_000,
    (tx) => tx.$queryRaw<{ 'QUERY PLAN': string }[]>`EXPLAIN (ANALYZE, BUFFERS) ${customersWho(ctx, rule)}`,
  );
  console.log([`\n${name}`, ...plan.map((row) => row['QUERY PLAN'])].join('\n  '));
}

const FILLED = ['customer', 'event', 'shop_order', 'product', 'message', 'message_event'];

/** A number in 0..1 that looks drawn by lot, and is the same at each run. */
const lot = (of: string) => `((hashtextextended(${of}, 7) & 2147483647) / 2147483648.0)`;
const ID = (number: string) => `('00000000-0000-7000-8000-' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`;
/** Some come often, most seldom, a few never. */
const WHO = `floor(${CUSTOMERS} * power(${lot("'who' || n")}, 2))`;

/** A year in the order in which it came in: one event in twenty an order, of one product; a message in four opened. */
async function fillShop(client: Client, { workspaceId, now }: ServiceContext): Promise<void> {
  const at = (of: number) => `$2::timestamptz - ((${of} - n)::float8 / ${of}) * interval '365 days'`;
  const day = (of: number) => `date_trunc('milliseconds', ${at(of)})`;
  const statements = [
    `INSERT INTO product (workspace_id, sku, name, category, price_cents, first_seen_at, updated_at)
     SELECT $1, 'p-' || n, 'Product ' || n, 'c-' || n % 10, 2500, $2, $2 FROM generate_series(0, ${PRODUCTS - 1}) n`,
    `INSERT INTO event (workspace_id, message_id, type, name, customer_id, occurred_at, received_at, properties, context)
     SELECT $1, 'm-' || n, 'track', CASE WHEN n % 20 = 0 THEN 'Order Completed' WHEN n % 20 < 4 THEN 'Product Added'
         WHEN n % 20 = 4 THEN 'Checkout Started' ELSE 'Product Viewed' END, ${ID(WHO)}, ${day(EVENTS)}, ${day(EVENTS)},
       jsonb_build_object('product_id', 'p-' || floor(${PRODUCTS} * ${lot("'what' || n")}), 'price', 25)
         || CASE WHEN n % 20 = 0 THEN jsonb_build_object('order_id', n::text) ELSE '{}' END, '{}'
     FROM generate_series(1, ${EVENTS}) n`,
    `INSERT INTO shop_order (workspace_id, id, order_key, customer_id, revenue_cents, currency, lines, ordered_at)
     SELECT workspace_id, gen_random_uuid(), message_id, customer_id, 2500, 'GBP',
       jsonb_build_array(jsonb_build_object('sku', properties ->> 'product_id', 'quantity', 1, 'priceCents', 2500)),
       occurred_at
     FROM event WHERE workspace_id = $1 AND name = 'Order Completed' AND $2::timestamptz IS NOT NULL`,
    `INSERT INTO customer (workspace_id, id, external_id, email, country, first_seen_at, last_seen_at, order_count,
       lifetime_value_cents, subject_ref, updated_at)
     SELECT $1, ${ID('n')}, 'u-' || n, 'u' || n || '@shop.example', (ARRAY['GB', 'DE', 'FR', 'US'])[1 + n % 4],
       $2::timestamptz - interval '365 days', $2, 0, 0, gen_random_uuid(), $2
     FROM generate_series(0, ${CUSTOMERS - 1}) n`,
    `INSERT INTO message (id, workspace_id, decision_id, customer_id, agent_id, channel, provider, status, idempotency_key,
       to_address, text, template, send_at, created_at, delivered_at, opened_at)
     SELECT ${ID('n')}, $1, ${ID('n')}, ${ID(`floor(${CUSTOMERS} * ${lot("'to' || n")})`)}, 'lifecycle', 'email', 'sandbox',
       'delivered', n::text, 'x', 'x', 'words@1', ${day(MESSAGES)}, ${day(MESSAGES)}, ${day(MESSAGES)},
       CASE WHEN n % 4 = 0 THEN ${day(MESSAGES)} END
     FROM generate_series(1, ${MESSAGES}) n`,
    `INSERT INTO message_event (id, workspace_id, message_id, kind, occurred_at, dedupe_key)
     SELECT gen_random_uuid(), workspace_id, id, 'opened', opened_at, id::text
     FROM message WHERE workspace_id = $1 AND opened_at IS NOT NULL AND $2::timestamptz IS NOT NULL`,
  ];
  for (const statement of statements) await client.query(statement, [workspaceId, now]);
}
