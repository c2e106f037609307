import { performance } from 'node:perf_hooks';
import { Pool } from 'pg';
import type { Condition, RuleGroup } from '@/domain/segments/rule';
import { against, alone, type Measurement } from './report';

const CUSTOMERS = 100_000;
const EVENTS = 2_000_000;
const ORDERS = 150_000;
const MESSAGES = 300_000;
const ROUNDS = 5;
/** Customers that one turn of processing has touched. */
const TOUCHED = 500;

const all = (...rules: RuleGroup['rules']): RuleGroup => ({ kind: 'group', match: 'all', not: false, rules });
const viewed = (value: number, days: number): Condition => ({
  kind: 'event',
  name: 'Product Viewed',
  where: [],
  sumOf: null,
  op: 'at_least',
  value,
  window: { kind: 'last', days },
});

const RULES: { name: string; rule: RuleGroup }[] = [
  {
    name: 'value and country',
    rule: all(
      { kind: 'number', field: 'lifetime_value', op: 'at_least', value: 20_000 },
      { kind: 'choice', field: 'country', op: 'is', values: ['DE', 'GB'] },
    ),
  },
  {
    name: 'consent',
    rule: all({ kind: 'consent', channel: 'email', status: 'granted' }),
  },
  { name: 'event 3 times in 30 days', rule: all(viewed(3, 30)) },
  {
    name: 'event with a property, ever',
    rule: all({
      kind: 'event',
      name: 'Product Viewed',
      where: [{ property: 'category', op: 'is', value: 'Shoes' }],
      sumOf: null,
      op: 'at_least',
      value: 2,
      window: { kind: 'ever' },
    }),
  },
  {
    name: 'bought twice in 60 days, opened nothing in 30',
    rule: all(
      {
        kind: 'purchase',
        by: 'any',
        values: [],
        measure: 'orders',
        op: 'at_least',
        value: 2,
        window: { kind: 'last', days: 60 },
      },
      {
        kind: 'message',
        act: 'opened',
        channel: 'email',
        op: 'exactly',
        value: 0,
        window: { kind: 'last', days: 30 },
      },
    ),
  },
  {
    name: 'product bought, or seen and not bought',
    rule: {
      kind: 'group',
      match: 'any',
      not: false,
      rules: [
        {
          kind: 'purchase',
          by: 'sku',
          values: ['SKU-7'],
          measure: 'pieces',
          op: 'at_least',
          value: 1,
          window: { kind: 'ever' },
        },
        all(viewed(5, 60), { kind: 'number', field: 'order_count', op: 'exactly', value: 0 }),
      ],
    },
  },
];

/**
 * Counts of typical rules over 100,000 customers with 2,000,000 events, through the service and its walls, each beside a
 * bare count of all events in the same run; and what keeping six memberships costs a turn of processing.
 */
export async function benchSegments(databaseUrl: string): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const services = await import('@/server/services/segments');
  const { ctx: made, workspaceId } = await freshWorkspace();
  const ctx = { ...made, publish: async () => {} };
  const bare = new Pool({ connectionString: databaseUrl, max: 2 });
  try {
    await fill(bare, workspaceId);
    const scan = await median(() =>
      bare.query('SELECT count(*) FROM event WHERE workspace_id = $1 AND properties IS NOT NULL', [workspaceId]),
    );
    const measured: Measurement[] = [alone('segments bare count of 2,000,000 events', scan, 'ms')];
    for (const { name, rule } of RULES) {
      const took = await median(async () => {
        const count = await services.countRule(ctx, { rule });
        if (count.kind !== 'exact') throw new Error(`"${name}" was not counted: ${count.kind}.`);
      });
      measured.push(against(`segments count: ${name}`, took, 'ms', scan));
    }
    for (const { name, rule } of RULES) await services.createSegment(ctx, { document: { name, rule } });
    measured.push(alone('segments six, worked out', await once(() => services.evaluateTouched(ctx)), 'ms'));
    measured.push(alone('segments six, hourly sweep', await once(() => services.sweepSegments(ctx)), 'ms'));
    const { rows } = await bare.query<{ id: string }>('SELECT id FROM customer WHERE workspace_id = $1 LIMIT $2', [
      workspaceId,
      TOUCHED,
    ]);
    const touched = await median(async () => {
      await services.touchSegments(
        ctx.db,
        ctx,
        rows.map(({ id }) => id),
      );
      await services.evaluateTouched(ctx);
    });
    measured.push(alone(`segments six, ${TOUCHED} touched customers`, touched, 'ms'));
    return measured;
  } finally {
    await bare.end();
  }
}

async function once(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await once(work));
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

/** Rows come in several times as fast without the indexes, which are then built at once. */
async function withoutIndexes(pool: Pool, table: string, work: () => Promise<unknown>): Promise<void> {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `SELECT i.indexname AS name, i.indexdef AS definition FROM pg_indexes i
     WHERE i.schemaname = 'public' AND i.tablename = $1
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)`,
    [table],
  );
  for (const { name } of rows) await pool.query(`DROP INDEX "${name}"`);
  await work();
  for (const { definition } of rows) await pool.query(definition);
}

/** Everything set by set, a skewed history: some customers have done much, most little. */
async function fill(pool: Pool, workspaceId: string): Promise<void> {
  const query = (text: string) => pool.query(text, [workspaceId]);
  await query(`
    INSERT INTO customer (id, workspace_id, external_id, email, country, locale, first_seen_at, last_seen_at,
      last_engaged_at, last_order_at, order_count, lifetime_value_cents, stage, engagement_points, engagement_at,
      subject_ref, updated_at)
    SELECT md5('c' || i)::uuid, $1, 'u-' || i, 'u' || i || '@bench.example', (ARRAY['DE','GB','FR','US'])[1 + i % 4], 'de-DE',
      now() - interval '300 days', now() - (i % 90) * interval '1 day', now() - (i % 120) * interval '1 day',
      CASE WHEN i % 3 = 0 THEN now() - (i % 200) * interval '1 day' END, CASE WHEN i % 3 = 0 THEN 1 + i % 5 ELSE 0 END,
      (i * 7919::bigint) % 60000, (ARRAY['new','active','at_risk','churned'])[1 + i % 4], 1, now() - interval '5 days',
      gen_random_uuid(), now()
    FROM generate_series(1, ${CUSTOMERS}) i`);
  await query(`
    INSERT INTO consent_event (id, workspace_id, customer_id, channel, purpose, status, source, actor, occurred_at, evidence)
    SELECT gen_random_uuid(), $1, md5('c' || i)::uuid, 'email', 'marketing',
      CASE WHEN i % 5 = 0 THEN 'withdrawn' ELSE 'granted' END, 'bench', 'customer', now() - interval '100 days', 'e-' || i
    FROM generate_series(1, ${CUSTOMERS}) i`);
  await withoutIndexes(pool, 'event', () =>
    query(`
    INSERT INTO event (workspace_id, message_id, type, name, customer_id, occurred_at, properties, context)
    SELECT $1, 'm-' || i, 'track',
      (ARRAY['Product Viewed','Product Viewed','Product Added','Page Viewed','Search'])[1 + i % 5],
      md5('c' || (1 + floor(power((i::bigint * 7919 % 1000003) / 1000003.0, 2) * ${CUSTOMERS - 1})::int))::uuid,
      now() - (i % 180) * interval '1 day' - (i % 86400) * interval '1 second',
      jsonb_build_object('sku', 'SKU-' || i % 500, 'category', (ARRAY['Shoes','Hats','Bags'])[1 + i % 3], 'price', i % 90,
        'url', 'https://shop.example/products/' || i % 500, 'cart_total', i % 900),
      '{"page": {"path": "/products", "referrer": "https://search.example"}, "library": {"name": "analytics-node"}}'
    FROM generate_series(1, ${EVENTS}) i`),
  );
  await query(`
    INSERT INTO shop_order (workspace_id, id, order_key, customer_id, revenue_cents, currency, lines, ordered_at)
    SELECT $1, gen_random_uuid(), 'o-' || i, md5('c' || (1 + i * 31 % ${CUSTOMERS}))::uuid, 5000, 'GBP',
      jsonb_build_array(jsonb_build_object('sku', 'SKU-' || i % 500, 'name', 'One', 'quantity', 1, 'priceCents', 2500),
        jsonb_build_object('sku', 'SKU-' || i % 50, 'name', 'Two', 'quantity', 1, 'priceCents', 2500)),
      now() - (i % 200) * interval '1 day'
    FROM generate_series(1, ${ORDERS}) i`);
  const { queuedTouch } = await import('../factories/touch');
  const { contextOf } = await import('../factories/fresh-workspace');
  const { decisionId } = await queuedTouch(await contextOf(workspaceId));
  await pool.query(
    `INSERT INTO message (id, workspace_id, decision_id, customer_id, agent_id, channel, provider, status, idempotency_key,
      to_address, text, template, send_at, created_at, delivered_at, opened_at)
    SELECT gen_random_uuid(), $1, $2, md5('c' || (1 + i * 17 % ${CUSTOMERS}))::uuid, 'campaign', 'email', 'sandbox',
      'delivered', 'b-' || i, 'u@bench.example', 'Hello.', 'bench@1', now() - (i % 90) * interval '1 day',
      now() - (i % 90) * interval '1 day', now() - (i % 90) * interval '1 day',
      CASE WHEN i % 3 = 0 THEN now() - (i % 90) * interval '1 day' END
    FROM generate_series(1, ${MESSAGES}) i`,
    [workspaceId, decisionId],
  );
  await pool.query('VACUUM (ANALYZE)');
}
