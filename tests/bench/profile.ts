import { performance } from 'node:perf_hooks';
import { Pool } from 'pg';
import { against, alone, type Measurement, percentile } from './report';

const CUSTOMERS = 100_000;
const EVENTS_EACH = 5;
const READS = 400;

/**
 * Reading one of 100,000 customers as their page does (profile with consent, carts, offers and stages, and the first page
 * of the timeline), beside a bare read of the customer's row by its primary key, in turns.
 */
export async function benchProfile(databaseUrl: string): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { customerTimeline, getCustomer } = await import('@/server/services/customers');
  const { ctx, workspaceId } = await freshWorkspace();
  const bare = new Pool({ connectionString: databaseUrl, max: 4 });
  try {
    const started = performance.now();
    await fill(bare, workspaceId);
    const filledMs = performance.now() - started;
    const times = { profile: [] as number[], timeline: [] as number[], row: [] as number[] };
    for (let read = 0; read < READS; read++) {
      const customerId = idOf((read * 7_919) % CUSTOMERS);
      times.profile.push(await timed(() => getCustomer(ctx, { customerId })));
      times.timeline.push(await timed(() => customerTimeline(ctx, { customerId })));
      const text = 'SELECT * FROM customer WHERE workspace_id = $1 AND id = $2';
      times.row.push(await timed(() => bare.query({ name: 'bench-row', text, values: [workspaceId, customerId] })));
    }
    const [profile, timeline, row] = [times.profile, times.timeline, times.row].map((list) =>
      list.sort((one, other) => one - other),
    );
    const base = percentile(row ?? [], 0.95);
    return [
      alone('profile: filling 100,000 customers', filledMs / 1_000, 's'),
      against('profile p50', percentile(profile ?? [], 0.5), 'ms', percentile(row ?? [], 0.5)),
      against('profile p95', percentile(profile ?? [], 0.95), 'ms', base),
      against('timeline p95', percentile(timeline ?? [], 0.95), 'ms', base),
    ];
  } finally {
    await bare.end();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function idOf(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

const ID = `('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`;

async function fill(pool: Pool, workspaceId: string): Promise<void> {
  const statements = [
    `INSERT INTO customer (workspace_id, id, external_id, email, first_name, last_name, country, first_seen_at, last_seen_at,
       last_engaged_at, order_count, lifetime_value_cents, subject_ref, traits, updated_at)
     SELECT $1, ${ID}, 'u-' || i, 'u' || i || '@shop.example', 'Ada', 'Shopper ' || i, 'GB', now() - interval '300 days',
       now(), now() - i % 300 * interval '1 day', 1, 2500, gen_random_uuid(), '{"plan": "gold"}', now()
     FROM generate_series(0, ${CUSTOMERS - 1}) i`,
    `INSERT INTO customer_identity (workspace_id, kind, value, customer_id)
     SELECT $1, 'external', 'u-' || i, ${ID} FROM generate_series(0, ${CUSTOMERS - 1}) i`,
    `INSERT INTO consent_event (workspace_id, id, customer_id, channel, purpose, status, source, actor, occurred_at)
     SELECT $1, gen_random_uuid(), ${ID}, 'email', 'marketing', 'granted', 'checkout', 'customer', now()
     FROM generate_series(0, ${CUSTOMERS - 1}) i`,
    `INSERT INTO shop_order (workspace_id, id, order_key, customer_id, revenue_cents, currency, lines, ordered_at)
     SELECT $1, gen_random_uuid(), 'o-' || i, ${ID}, 2500, 'GBP', '[]', now() - i % 300 * interval '1 day'
     FROM generate_series(0, ${CUSTOMERS - 1}) i`,
    `INSERT INTO event (workspace_id, message_id, type, name, user_id, customer_id, occurred_at, properties, context)
     SELECT $1, 'm-' || i || '-' || n, 'track', 'Product Viewed', 'u-' || i, ${ID}, now() - (i % 300 + n) * interval '1 day',
       '{"product_id": "p-1", "price": 12.5}', '{}'
     FROM generate_series(0, ${CUSTOMERS - 1}) i, generate_series(1, ${EVENTS_EACH}) n`,
  ];
  for (const statement of statements) await pool.query(statement, [workspaceId]);
  await pool.query('ANALYZE');
}
